package postern.letter;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * The mail inside an S/MIME signed-data part (RFC 8551 §3.5.2). The signature is not checked here; only the octets that were signed are
 * found: ContentInfo, SignedData, EncapsulatedContentInfo, OCTET STRING (RFC 5652 §5).
 */
final class OpaqueSignature {
    private static final int DEEPEST = 12;
    /** id-data, 1.2.840.113549.1.7.1. */
    private static final byte[] DATA = {0x06, 0x09, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x07, 0x01};

    private OpaqueSignature() {
    }

    /** @return what was signed, empty if it cannot be found */
    static Optional<byte[]> content(byte[] cms) {
        for (int i = 0; i + DATA.length < Math.min(cms.length, 2_000); i++) {
            if (Arrays.equals(cms, i, i + DATA.length, DATA, 0, DATA.length)) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                octets(cms, i + DATA.length, cms.length, 0, out);
                return out.size() == 0 ? Optional.empty() : Optional.of(out.toByteArray());
            }
        }
        return Optional.empty();
    }

    /** X.690 §8.1: one element; constructed ones, also those of indefinite length, hold pieces. @return behind it, -1 if broken */
    private static int octets(byte[] der, int at, int end, int depth, ByteArrayOutputStream out) {
        if (at + 2 > end || depth > DEEPEST) {
            return -1;
        }
        int tag = der[at] & 0xFF;
        int first = der[at + 1] & 0xFF;
        int from = at + 2;
        long length = first;
        if (first > 0x80) {
            int count = first & 0x7F;
            length = 0;
            for (int i = 0; i < count && from < end; i++) {
                length = length << 8 | der[from++] & 0xFF;
            }
        }
        boolean indefinite = first == 0x80;
        if (!indefinite && (length < 0 || length > end - from)) {
            return -1;
        }
        int to = indefinite ? end : from + (int) length;
        if ((tag & 0x20) == 0) {
            if (tag == 0x04) {
                out.write(der, from, to - from);
            }
            return to;
        }
        int inside = from;
        while (inside >= 0 && inside < to) {
            if (indefinite && inside + 1 < to && der[inside] == 0 && der[inside + 1] == 0) {
                return inside + 2;
            }
            inside = octets(der, inside, to, depth + 1, out);
        }
        return indefinite ? inside : to;
    }
}
