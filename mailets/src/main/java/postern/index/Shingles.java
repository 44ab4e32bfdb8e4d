package postern.index;

import java.util.BitSet;

/**
 * Which rows of up to three terms stand in a text, so that a second telling of the same text, as mail programs send it in HTML
 * beside the plain one, can be told from a different text. By hashes: of a million lines that are new, some few pass for known.
 */
final class Shingles {
    private static final int BITS = 22;
    private static final int LENGTH = 3;

    private final BitSet known = new BitSet(1 << BITS);

    Shingles(String spelt) {
        walk(spelt, true);
    }

    /** @return whether all rows of a text are known */
    boolean tell(String spelt) {
        return walk(spelt, false);
    }

    private boolean walk(String spelt, boolean learn) {
        int before = 0;
        int last = 0;
        int place = 0;
        for (int i = 0; i < spelt.length(); place++) {
            int end = spelt.charAt(i) == ' ' ? i + 1 : Spelling.isWord(spelt.codePointAt(i)) ? Tokens.wordEnd(spelt, i) : spelt.offsetByCodePoints(i, 1);
            int hash = spelt.substring(i, end).hashCode();
            int[] rows = {hash, place > 0 ? 31 * last + hash + 1 : hash, place >= LENGTH - 1 ? 31 * (31 * before + last) + hash + 2 : hash};
            for (int row : rows) {
                int slot = (row * 0x9E3779B9) >>> 32 - BITS;
                if (learn) {
                    known.set(slot);
                } else if (!known.get(slot)) {
                    return false;
                }
            }
            before = last;
            last = hash;
            i = end;
        }
        return true;
    }
}
