package postern.letter;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.BitSet;

/**
 * The main language of a text, as BCP 47 tag.
 *
 * <p>The script decides first. Han without kana is Chinese; simplified and traditional are told apart by the characters that only GB 2312
 * or only Big5 has, for the two standards were made for the two ways of writing.
 */
final class Languages {
    static final String UNKNOWN = "und";
    private static final int SAMPLE = 8_192;
    private static final int FIRST_HAN = 0x4E00;
    private static final int LAST_HAN = 0x9FFF;
    private static final BitSet SIMPLIFIED = only("GB2312", "Big5");
    private static final BitSet TRADITIONAL = only("Big5", "GB2312");

    private Languages() {
    }

    private static BitSet only(String in, String notIn) {
        CharsetEncoder has = Charset.forName(in).newEncoder();
        CharsetEncoder hasNot = Charset.forName(notIn).newEncoder();
        BitSet set = new BitSet(LAST_HAN - FIRST_HAN + 1);
        for (int c = FIRST_HAN; c <= LAST_HAN; c++) {
            set.set(c - FIRST_HAN, has.canEncode((char) c) && !hasNot.canEncode((char) c));
        }
        return set;
    }

    /** @param texts in falling order of weight; a later one is looked at only if those before say nothing */
    static String of(String... texts) {
        for (String text : texts) {
            String language = of(text);
            if (!language.equals(UNKNOWN)) {
                return language;
            }
        }
        return UNKNOWN;
    }

    private static String of(String text) {
        int han = 0;
        int kana = 0;
        int hangul = 0;
        int latin = 0;
        int cyrillic = 0;
        int simplified = 0;
        int traditional = 0;
        int length = Math.min(text.length(), SAMPLE);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= FIRST_HAN && c <= LAST_HAN) {
                han++;
                simplified += SIMPLIFIED.get(c - FIRST_HAN) ? 1 : 0;
                traditional += TRADITIONAL.get(c - FIRST_HAN) ? 1 : 0;
            } else if (c >= 0x3041 && c <= 0x30FF && c != 0x30FB && c != 0x30FC) {
                kana++;
            } else if (c >= 0xAC00 && c <= 0xD7A3) {
                hangul++;
            } else if (c >= 0x0400 && c <= 0x04FF) {
                cyrillic++;
            } else if (Character.isLetter(c) && c < 0x0250) {
                latin++;
            }
        }
        // A Han character carries about as much as a short word of an alphabet.
        int east = han + kana + hangul;
        if (east == 0 && latin + cyrillic < 2) {
            return UNKNOWN;
        }
        if (east * 3 >= latin + cyrillic) {
            if (hangul > han) {
                return "ko";
            }
            if (kana * 10 > han) {
                return "ja";
            }
            return traditional > simplified ? "zh-Hant" : "zh-Hans";
        }
        return cyrillic > latin ? "ru" : "en";
    }
}
