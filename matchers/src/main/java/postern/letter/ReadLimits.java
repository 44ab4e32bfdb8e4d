package postern.letter;

/**
 * What the reader spends on one mail at most; past a limit the rest is left out and a defect says so.
 *
 * @param parts MIME parts in all
 * @param depth nesting of multiparts and messages
 * @param headers header fields of one part
 * @param headerBytes octets of one header block
 * @param textChars characters of text taken for decisions
 */
public record ReadLimits(int parts, int depth, int headers, int headerBytes, int textChars) {
    public static final ReadLimits DEFAULT = new ReadLimits(500, 30, 1_000, 256 * 1024, 256 * 1024);
}
