package postern.letter;

/** Numbers with the low octet first; the caller knows that they are there. */
final class OctetsLittleEndian {
    private OctetsLittleEndian() {
    }

    static int int16(byte[] octets, int at) {
        return octets[at] & 0xFF | (octets[at + 1] & 0xFF) << 8;
    }

    static int int32(byte[] octets, int at) {
        return int16(octets, at) | int16(octets, at + 2) << 16;
    }
}
