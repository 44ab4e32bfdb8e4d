package postern.triage;

import com.ibm.icu.text.Transliterator;
import java.text.Normalizer;
import java.util.Locale;

/**
 * Makes alike what people mean alike: width, case, simplified and traditional characters, blanks, invisible characters. Texts
 * and words of rules are folded by the same rules before they are compared; nothing folded is ever shown or stored.
 *
 * <p>Characters are mapped to simplified ones one by one. The mapping of whole phrases would be better Chinese, but it would
 * depend on the neighbours of a word, and so a word of a rule would not be found in every sentence.
 *
 * <p>Takes time in proportion to the text, also for hostile ones: only a beginning of it is looked at, and runs of combining
 * marks are cut as UAX #15 §13 (Stream-Safe Text Format) does.
 */
public final class Folding {
    /** Characters of one text that are looked at. */
    static final int LONGEST = 50_000;
    private static final int MARKS = 30;
    private static final char[] SIMPLIFIED = simplified();
    /** Stands for what must be looked at with its neighbours. */
    private static final char TOGETHER = '\uFFFF';
    /** What becomes of each character of usual mail that is no mark and has none to come: the same wherever it stands. */
    private static final char[] ALONE = alone();

    private Folding() {
    }

    static String fold(String text) {
        return fold(text, LONGEST);
    }

    /** @param most characters that are looked at, and given back, at most */
    public static String fold(String text, int most) {
        int length = Math.min(text.length(), most);
        char[] folded = new char[length];
        text.getChars(0, length, folded, 0);
        if (!mapped(folded)) {
            String wide = normalized(text.substring(0, length));
            folded = wide.substring(0, Math.min(wide.length(), most)).toCharArray();
            for (int i = 0; i < folded.length; i++) {
                folded[i] = letter(folded[i]);
            }
        }
        return joined(folded);
    }

    /** Maps each character in place. @return false if one of them may change with its neighbours, which then takes the long way */
    private static boolean mapped(char[] text) {
        for (int i = 0; i < text.length; i++) {
            char c = text[i];
            char to = c < ALONE.length ? ALONE[c] : c >= 0x4E00 && c <= 0x9FFF ? SIMPLIFIED[c - 0x3400] : c >= 0xFF01 && c <= 0xFF5E ? ALONE[c - 0xFEE0] : TOGETHER;
            if (to == TOGETHER) {
                return false;
            }
            text[i] = to;
        }
        return true;
    }

    /** Blanks become one, or none between characters that are written without; an empty line stays a line end. */
    private static String joined(char[] letters) {
        int length = 0;
        int blanks = 0;
        int lines = 0;
        for (char c : letters) {
            if (c == ' ' || c == '\n') {
                blanks++;
                lines += c == '\n' ? 1 : 0;
            } else if (c != 0) {
                if (blanks > 0 && length > 0 && (lines > 1 || !unspaced(c) || !unspaced(letters[length - 1]))) {
                    letters[length++] = lines > 1 ? '\n' : ' ';
                }
                letters[length++] = c;
                blanks = 0;
                lines = 0;
            }
        }
        return new String(letters, 0, length);
    }

    /** @return whether words of this character are written without blanks between them */
    public static boolean unspaced(char c) {
        return c >= 0x2E80 && c <= 0xA4CF || c >= 0xF900 && c <= 0xFAFF || c >= 0x0E00 && c <= 0x0EFF || Character.isSurrogate(c);
    }

    private static String normalized(String text) {
        String lower = Normalizer.normalize(streamSafe(text), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(lower, Normalizer.Form.NFKC);
    }

    /** @return what stands for a character; 0 if it is invisible */
    private static char letter(char c) {
        if (c < 0x7F || c >= 0xFF01 && c <= 0xFF5E) {
            int ascii = c < 0x7F ? c : c - 0xFEE0;
            return (char) (ascii >= 'A' && ascii <= 'Z' ? ascii + 32 : ascii >= ' ' || ascii == '\n' ? ascii : ascii == '\t' || ascii == '\r' ? ' ' : 0);
        }
        if (c >= 0x3400 && c <= 0x9FFF) {
            return SIMPLIFIED[c - 0x3400];
        }
        return switch (c) {
            case '\n', '\u2028', '\u2029' -> '\n';
            case '\u2018', '\u2019', '\u02BC' -> '\'';
            case '\u2010', '\u2011', '\u2013', '\u2014', '\u2212' -> '-';
            default -> {
                if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                    yield ' ';
                }
                yield invisible(c, Character.getType(c)) ? 0 : c;
            }
        };
    }

    /** Leaves out invisible characters, which would keep others from being joined, and all but the first marks of a run. */
    private static String streamSafe(String text) {
        int run = 0;
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int type = Character.getType(c);
            run = mark(type) ? run + 1 : 0;
            if (run <= MARKS && !invisible(c, type)) {
                safe.append(c);
            }
        }
        return safe.toString();
    }

    private static boolean mark(int type) {
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private static boolean invisible(char c, int type) {
        return type == Character.FORMAT || Character.isISOControl(c) && !Character.isWhitespace(c) || c >= 0xFE00 && c <= 0xFE0F
            || c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0;
    }

    private static char[] alone() {
        char[] table = new char[0x3040];
        for (char c = 0; c < table.length; c++) {
            boolean usual = c < 0x250 || c >= 0x400 && c < 0x530 || c >= 0x2000 && c < 0x20D0 || c >= 0x3000;
            String wide = usual && !mark(Character.getType(c)) ? normalized(String.valueOf(c)) : "??";
            table[c] = wide.length() > 1 ? TOGETHER : wide.isEmpty() ? 0 : letter(wide.charAt(0));
        }
        return table;
    }

    private static char[] simplified() {
        char[] table = new char[0xA000 - 0x3400];
        StringBuilder all = new StringBuilder(table.length * 2);
        for (int i = 0; i < table.length; i++) {
            all.append((char) (0x3400 + i)).append('\n');
        }
        String[] mapped = Transliterator.getInstance("Traditional-Simplified").transliterate(all.toString()).split("\n");
        for (int i = 0; i < table.length; i++) {
            table[i] = mapped[i].length() == 1 ? mapped[i].charAt(0) : (char) (0x3400 + i);
        }
        // Some simplified characters are traditional forms of others: all of such a chain are alike.
        for (int i = 0; i < table.length; i++) {
            char c = table[i];
            for (int step = 0; step < 3 && c >= 0x3400 && c <= 0x9FFF; step++) {
                c = table[c - 0x3400];
            }
            table[i] = c;
        }
        return table;
    }
}
