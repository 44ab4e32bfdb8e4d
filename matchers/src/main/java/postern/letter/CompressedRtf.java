package postern.letter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** MS-OXRTFCP: the text of Outlook, squeezed by references into the last 4096 octets. */
final class CompressedRtf {
    private static final int HEADER = 16;
    private static final int COMPRESSED = 0x75465A4C;
    private static final int PLAIN = 0x414C454D;
    private static final int WINDOW = 4_096;
    /** MS-OXRTFCP §2.2.2.1: what the window holds at the beginning. */
    private static final byte[] BEGINNING = ("{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New Roman"
        + "Courier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx").getBytes(StandardCharsets.US_ASCII);

    private CompressedRtf() {
    }

    /**
     * @param most octets wanted at most: a few octets can stand for many
     * @return what is there up to a broken place; empty if it is something else
     */
    static Optional<byte[]> read(byte[] octets, int from, int to, int most) {
        if (to - from < HEADER) {
            return Optional.empty();
        }
        int raw = OctetsLittleEndian.int32(octets, from + 4);
        int room = raw < 0 ? most : Math.min(raw, most);
        int kind = OctetsLittleEndian.int32(octets, from + 8);
        if (kind == PLAIN) {
            return Optional.of(Arrays.copyOfRange(octets, from + HEADER, Math.min(to, from + HEADER + room)));
        }
        return kind == COMPRESSED ? Optional.of(unpacked(octets, from + HEADER, to, room)) : Optional.empty();
    }

    private static byte[] unpacked(byte[] octets, int from, int to, int room) {
        byte[] window = Arrays.copyOf(BEGINNING, WINDOW);
        int write = BEGINNING.length;
        byte[] out = new byte[Math.min(room, 64 * 1024)];
        int length = 0;
        int at = from;
        while (at < to) {
            int control = octets[at++] & 0xFF;
            for (int bit = 0; bit < 8 && at < to; bit++) {
                boolean reference = (control >> bit & 1) == 1;
                int offset = write;
                int count = 1;
                if (reference) {
                    if (at + 1 >= to) {
                        return Arrays.copyOf(out, length);
                    }
                    // MS-OXRTFCP §2.2.1.5: twelve bits of place, four of length.
                    int token = (octets[at] & 0xFF) << 8 | octets[at + 1] & 0xFF;
                    at += 2;
                    offset = token >> 4;
                    count = (token & 0xF) + 2;
                    if (offset == write) {
                        return Arrays.copyOf(out, length);
                    }
                }
                for (int i = 0; i < count; i++) {
                    byte value = reference ? window[(offset + i) % WINDOW] : octets[at++];
                    if (length == room) {
                        return out.length == length ? out : Arrays.copyOf(out, length);
                    }
                    out = length == out.length ? Arrays.copyOf(out, Math.min(room, 2 * length)) : out;
                    out[length++] = value;
                    window[write] = value;
                    write = (write + 1) % WINDOW;
                }
            }
        }
        return Arrays.copyOf(out, length);
    }
}
