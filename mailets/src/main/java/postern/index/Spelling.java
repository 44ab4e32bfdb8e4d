package postern.index;

import postern.triage.Folding;

/**
 * The one spelling in which texts and needles are compared, by index and by eye alike: folded as the rules of the desk fold
 * them, and reduced to words, characters and what joins them.
 *
 * <p>Three kinds of characters are left. <em>Words</em> are runs of letters and digits of scripts that put blanks between words.
 * <em>Signs</em> are characters of scripts that do not, and pictures. <em>Joints</em> are one to three ASCII punctuation marks between two words
 * without a blank, as in {@code alice@example.org} or {@code JD-2026/0117}. Everything else parts: one blank stands for it between
 * two words or two signs, and nothing between a word and a sign, because people write a blank there or not.
 *
 * <p>So a needle is found where it occurs, whatever stands between its words; punctuation at its ends does not count.
 */
public final class Spelling {
    /** Characters of a word that count; what follows them in the same word is passed over. */
    static final int LONGEST_WORD = 100;
    private static final int JOINT = 3;

    private enum Kind { WORD, SIGN, PART }

    private final String folded;
    private final StringBuilder spelt;
    private Kind before = Kind.PART;
    private int wordLength;
    private int partFrom = -1;

    private Spelling(String folded) {
        this.folded = folded;
        this.spelt = new StringBuilder(folded.length());
    }

    /** @param most characters of the text that count */
    public static String of(String text, int most) {
        return new Spelling(Folding.fold(text, most)).spell();
    }

    static boolean isSign(int c) {
        return isHan(c) || !isWord(c) && (c > 0xFFFF || c < 0x10000 && Folding.unspaced((char) c) && Character.isLetterOrDigit(c)
            || Character.getType(c) == Character.OTHER_SYMBOL);
    }

    static boolean isWord(int c) {
        return c < 0x80 ? c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z'
            : !isHan(c) && c <= 0xFFFF && !Folding.unspaced((char) c) && (Character.isLetterOrDigit(c) || isMark(c));
    }

    /** Nearly all signs; letters for certain, about which nobody need be asked. */
    private static boolean isHan(int c) {
        return c >= 0x4E00 && c <= 0x9FA5;
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private String spell() {
        for (int i = 0; i < folded.length(); ) {
            int c = folded.codePointAt(i);
            if (isWord(c)) {
                word(c, i);
            } else if (isSign(c)) {
                sign(c);
            } else if (partFrom < 0) {
                partFrom = i;
            }
            i += Character.charCount(c);
        }
        return spelt.toString();
    }

    private void word(int c, int at) {
        if (partFrom >= 0 && before == Kind.WORD) {
            part(at);
        }
        wordLength = before == Kind.WORD && partFrom < 0 ? wordLength + 1 : 1;
        partFrom = -1;
        before = Kind.WORD;
        if (wordLength <= LONGEST_WORD) {
            spelt.appendCodePoint(c);
        }
    }

    private void sign(int c) {
        if (partFrom >= 0 && before == Kind.SIGN) {
            spelt.append(' ');
        }
        partFrom = -1;
        before = Kind.SIGN;
        spelt.appendCodePoint(c);
    }

    private void part(int to) {
        boolean joint = to - partFrom <= JOINT;
        for (int i = partFrom; joint && i < to; i++) {
            joint = folded.charAt(i) > ' ' && folded.charAt(i) < 0x7F;
        }
        spelt.append(joint ? folded.substring(partFrom, to) : " ");
    }
}
