package postern.letter;

import java.util.Arrays;
import java.util.Locale;

/** RFC 2045 §6 transfer encodings, read leniently: what does not belong is passed over, what is missing at the end is done without. */
final class TransferEncodings {
    private static final int SAMPLE = 1_000;
    private static final byte[] BASE64 = new byte[256];

    static {
        Arrays.fill(BASE64, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            BASE64[alphabet.charAt(i)] = (byte) i;
        }
        BASE64['-'] = 62;
        BASE64['_'] = 63;
    }

    private TransferEncodings() {
    }

    /** @param most octets wanted at most */
    static byte[] decode(String encoding, byte[] octets, int from, int to, int most) {
        return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "base64" -> isBase64(octets, from, to) ? base64(octets, from, to, most) : plain(octets, from, to, most);
            case "quoted-printable" -> quotedPrintable(octets, from, to, most);
            case "x-uuencode", "uuencode", "x-uue", "uue" -> Uuencoded.decode(octets, from, to, most);
            default -> plain(octets, from, to, most);
        };
    }

    private static byte[] plain(byte[] octets, int from, int to, int most) {
        return Arrays.copyOfRange(octets, from, (int) Math.min(to, (long) from + most));
    }

    /** Text that is only called base64 has blanks between its words. */
    private static boolean isBase64(byte[] octets, int from, int to) {
        int foreign = 0;
        int own = 0;
        for (int i = from; i < Math.min(to, from + SAMPLE); i++) {
            own += BASE64[octets[i] & 0xFF] >= 0 ? 1 : 0;
            foreign += BASE64[octets[i] & 0xFF] < 0 && octets[i] != '=' && octets[i] != '\r' && octets[i] != '\n' ? 1 : 0;
        }
        return foreign * 20 <= own;
    }

    /** @return the decoded size without decoding */
    static long decodedSize(String encoding, byte[] octets, int from, int to) {
        boolean base64 = encoding.strip().equalsIgnoreCase("base64");
        if (!base64 && !encoding.strip().equalsIgnoreCase("quoted-printable")) {
            return to - from;
        }
        long significant = 0;
        for (int i = from; i < to; i++) {
            if (base64) {
                significant += BASE64[octets[i] & 0xFF] >= 0 ? 1 : 0;
            } else {
                significant += octets[i] == '=' ? -1 : octets[i] == '\r' || octets[i] == '\n' ? 0 : 1;
            }
        }
        return base64 ? significant * 3 / 4 : Math.max(0, significant);
    }

    static byte[] base64(byte[] octets, int from, int to, int most) {
        byte[] out = new byte[(int) Math.min(most, (to - from) / 4L * 3 + 3)];
        int length = 0;
        int bits = 0;
        int held = 0;
        for (int i = from; i < to && length < out.length; i++) {
            int value = BASE64[octets[i] & 0xFF];
            if (value < 0) {
                if (octets[i] == '=') {
                    // Padding ends a unit; another one may follow where encoders were chained.
                    held = 0;
                }
                continue;
            }
            bits = bits << 6 | value;
            held += 6;
            if (held >= 8) {
                held -= 8;
                out[length++] = (byte) (bits >> held);
            }
        }
        return Arrays.copyOf(out, length);
    }

    static byte[] quotedPrintable(byte[] octets, int from, int to, int most) {
        byte[] out = new byte[(int) Math.min(most, (long) to - from)];
        int length = 0;
        int i = from;
        while (i < to && length < out.length) {
            byte here = octets[i];
            if (here != '=') {
                out[length++] = here;
                i++;
                continue;
            }
            int value = i + 2 < to ? hex(octets[i + 1], octets[i + 2]) : -1;
            if (value >= 0) {
                out[length++] = (byte) value;
                i += 3;
                continue;
            }
            int lineEnd = softBreakEnd(octets, i + 1, to);
            if (lineEnd < 0) {
                out[length++] = here;
                i++;
            } else {
                i = lineEnd;
            }
        }
        return Arrays.copyOf(out, length);
    }

    /** RFC 2045 §6.7(3): blanks between the soft break's mark and the line end do not count. */
    private static int softBreakEnd(byte[] octets, int from, int to) {
        int i = from;
        while (i < to && (octets[i] == ' ' || octets[i] == '\t')) {
            i++;
        }
        if (i < to && octets[i] == '\r') {
            i++;
        }
        if (i >= to) {
            return to;
        }
        return octets[i] == '\n' ? i + 1 : octets[i - 1] == '\r' ? i : -1;
    }

    /** @return value of two hexadecimal digits, -1 if they are none */
    static int hex(byte high, byte low) {
        int first = Character.digit(high, 16);
        int second = Character.digit(low, 16);
        return first < 0 || second < 0 ? -1 : first << 4 | second;
    }
}
