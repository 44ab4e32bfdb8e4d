package postern.letter;

/** MS-OXTNEF §2.1.3.4: the list of properties inside a TNEF attribute. */
final class MapiProperties {
    static final int LONG_FILENAME = 0x3707;
    static final int MIME_TAG = 0x370E;
    static final int DATA_OBJECT = 0x3701;
    static final int DISPLAY_NAME = 0x3001;
    static final int BODY = 0x1000;
    static final int HTML = 0x1013;
    static final int RTF = 0x1009;
    static final int UNICODE = 0x1F;
    private static final int MOST = 10_000;
    private static final int MULTIPLE = 0x1000;
    private static final int FIRST_NAMED = 0x8000;

    /** Takes one value: where it lies in the octets. */
    interface Taker {
        void take(int id, int type, int from, int to);
    }

    private final byte[] octets;
    private final int end;
    private int at;

    private MapiProperties(byte[] octets, int from, int end) {
        this.octets = octets;
        this.at = from;
        this.end = end;
    }

    /** Gives every value of one of variable length; ends at the first that does not fit. */
    static void each(byte[] octets, int from, int to, Taker taker) {
        MapiProperties properties = new MapiProperties(octets, from, to);
        long count = properties.number();
        for (long i = 0; i < Math.min(count, MOST) && properties.at >= 0; i++) {
            properties.one(taker);
        }
    }

    private void one(Taker taker) {
        if (at + 4 > end) {
            at = -1;
            return;
        }
        int type = OctetsLittleEndian.int16(octets, at);
        int id = OctetsLittleEndian.int16(octets, at + 2);
        at += 4;
        if (id >= FIRST_NAMED) {
            skip(16);
            long kind = number();
            skip(kind == 0 ? 4 : padded(number()));
        }
        int single = type & ~MULTIPLE;
        boolean variable = single == 0x1E || single == UNICODE || single == 0x102 || single == 0x0D;
        long values = variable || (type & MULTIPLE) != 0 ? number() : 1;
        for (long v = 0; v < Math.min(values, MOST) && at >= 0; v++) {
            if (variable) {
                long length = number();
                if (at >= 0 && length <= end - at) {
                    taker.take(id, single, at, at + (int) length);
                }
                skip(padded(length));
            } else {
                skip(width(single));
            }
        }
    }

    private static int width(int type) {
        return switch (type) {
            case 0x05, 0x06, 0x07, 0x14, 0x40 -> 8;
            case 0x48 -> 16;
            default -> 4;
        };
    }

    private static long padded(long length) {
        return length + 3 & ~3L;
    }

    private long number() {
        if (at < 0 || at + 4 > end) {
            at = -1;
            return 0;
        }
        long value = OctetsLittleEndian.int32(octets, at) & 0xFFFFFFFFL;
        at += 4;
        return value;
    }

    private void skip(long octetsOver) {
        at = at < 0 || octetsOver > end - at ? -1 : at + (int) octetsOver;
    }
}
