package postern.letter;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;

/**
 * The main language of a text, as BCP 47 tag.
 *
 * <p>The script decides first. Han without kana is Chinese; simplified and traditional are told apart by the characters that only GB 2312
 * or only Big5 has, for the two standards were made for the two ways of writing. Languages of one alphabet are left to
 * {@link AlphabetLanguages}.
 */
final class Languages {
    static final String UNKNOWN = "und";
    private static final int SAMPLE = 4_096;
    private static final int FIRST_HAN = 0x4E00;
    private static final int LAST_HAN = 0x9FFF;
    /** By character: 1 for one of simplified texts only, 2 for one of traditional texts only, 0 for all others. */
    private static final byte[] SIDES = sides();

    private int han;
    private int kana;
    private int hangul;
    private int simplified;
    private int traditional;
    private int thai;
    private int arabic;
    private int hebrew;
    private int greek;
    private int devanagari;
    /** Letters of alphabets that several languages share. */
    private int shared;

    private Languages() {
    }

    private static byte[] sides() {
        CharsetEncoder simplified = Charset.forName("GB2312").newEncoder();
        CharsetEncoder traditional = Charset.forName("Big5").newEncoder();
        byte[] sides = new byte[LAST_HAN - FIRST_HAN + 1];
        for (int c = FIRST_HAN; c <= LAST_HAN; c++) {
            boolean inOne = simplified.canEncode((char) c);
            sides[c - FIRST_HAN] = (byte) (inOne == traditional.canEncode((char) c) ? 0 : inOne ? 1 : 2);
        }
        return sides;
    }

    /**
     * @param texts in falling order of weight; a later one is looked at only for what those before leave open
     * @return the language, {@code zh-Hans} where nothing tells which Chinese it is, {@code und} where nothing is said
     */
    static String of(String... texts) {
        for (int i = 0; i < texts.length; i++) {
            Languages counts = new Languages();
            counts.count(texts[i]);
            String language = counts.language(texts[i]);
            if (language.equals("zh")) {
                return counts.traditional != counts.simplified ? counts.chinese() : chinese(texts, i + 1);
            }
            if (!language.equals(UNKNOWN)) {
                return language;
            }
        }
        return UNKNOWN;
    }

    private static String chinese(String[] texts, int from) {
        for (int i = from; i < texts.length; i++) {
            Languages counts = new Languages();
            counts.count(texts[i]);
            if (counts.traditional != counts.simplified) {
                return counts.chinese();
            }
        }
        return "zh-Hans";
    }

    private String chinese() {
        return traditional > simplified ? "zh-Hant" : "zh-Hans";
    }

    private void count(String text) {
        int length = Math.min(text.length(), SAMPLE);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                shared += c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' ? 1 : 0;
            } else if (c >= FIRST_HAN && c <= LAST_HAN) {
                han++;
                int side = SIDES[c - FIRST_HAN];
                simplified += side & 1;
                traditional += side >> 1;
            } else {
                countOther(c);
            }
        }
    }

    private void countOther(char c) {
        if (c >= 0x3041 && c <= 0x30FF && c != 0x30FB && c != 0x30FC) {
            kana++;
        } else if (c >= 0xAC00 && c <= 0xD7A3) {
            hangul++;
        } else if (c >= 0x0E01 && c <= 0x0E4E) {
            thai++;
        } else if (c >= 0x0620 && c <= 0x06D3) {
            arabic++;
        } else if (c >= 0x05D0 && c <= 0x05EA) {
            hebrew++;
        } else if (c >= 0x0370 && c <= 0x03FF) {
            greek++;
        } else if (c >= 0x0900 && c <= 0x097F) {
            devanagari++;
        } else if (c < 0x0530 && Character.isLetter(c) || c >= 0x1E00 && c <= 0x1EFF) {
            shared++;
        }
    }

    private String language(String text) {
        int east = han + kana + hangul;
        int own = Math.max(Math.max(thai, arabic), Math.max(hebrew, Math.max(greek, devanagari)));
        if (east + own + shared < 2) {
            return UNKNOWN;
        }
        // A Han character carries about as much as a short word of an alphabet.
        if (east * 3 >= shared + own) {
            return hangul > han ? "ko" : kana * 10 > han ? "ja" : "zh";
        }
        if (own >= shared) {
            return own == thai ? "th" : own == arabic ? "ar" : own == hebrew ? "he" : own == greek ? "el" : "hi";
        }
        return AlphabetLanguages.of(text);
    }
}
