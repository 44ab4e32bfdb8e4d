package postern.letter;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The likeliest reading of octets that come without a usable label: UTF-8 if well formed, else GB 18030, Big5 or a Latin charset.
 *
 * <p>GB 2312 and Big5 order their characters by use, so the lead octet tells everyday characters from rare ones. Text read in the
 * wrong one of the two falls into rare rows and user areas at once; Latin text shows single high octets between ASCII letters.
 */
final class CharsetGuess {
    private static final int SAMPLE = 4_096;
    /** What is not a letter and yet stands in Latin texts: euro, dots, quotes, dashes, trade mark, blank, pound, copyright, degrees. */
    private static final String SYMBOLS = "\u0080\u0085\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u0099\u00A0\u00A3\u00A7\u00A9\u00AB\u00AE\u00B0\u00B4\u00B7\u00BB\u00BD\u00BF";

    private CharsetGuess() {
    }

    static String decode(byte[] octets, int from, int to) {
        if (Charsets.isPlain(octets, from, to)) {
            return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
        }
        Optional<String> utf8 = Charsets.strictly(octets, from, to, StandardCharsets.UTF_8);
        return utf8.orElseGet(() -> new String(octets, from, to - from, likeliest(octets, from, Math.min(to, from + SAMPLE))));
    }

    private static Charset likeliest(byte[] octets, int from, int to) {
        if (isMostlyUtf8(octets, from, to)) {
            return StandardCharsets.UTF_8;
        }
        int gb = chinese(octets, from, to, 0xB0, 0xD7, 0xA1);
        int big5 = chinese(octets, from, to, 0xA4, 0xC6, 0x40);
        int latin = latin(octets, from, to);
        if (latin >= gb && latin >= big5) {
            return Charsets.WINDOWS_1252;
        }
        return gb >= big5 ? Charsets.GB18030 : Charsets.BIG5;
    }

    /** Points for pairs in the rows of everyday characters, less for punctuation, penalties for what the charset has not. */
    private static int chinese(byte[] octets, int from, int to, int firstCommon, int lastCommon, int lowestTrail) {
        int points = 0;
        int i = from;
        while (i < to) {
            int lead = octets[i] & 0xFF;
            if (lead < 0x80) {
                i++;
                continue;
            }
            int trail = i + 1 < to ? octets[i + 1] & 0xFF : 0;
            boolean pair = lead > 0x80 && lead < 0xFF && (trail >= 0xA1 && trail < 0xFF || trail >= 0x40 && trail < 0x7F && lowestTrail == 0x40);
            if (!pair) {
                boolean extended = lead > 0x80 && lead < 0xFF && trail >= 0x40 && trail != 0x7F && trail < 0xFF;
                points -= extended ? 2 : 4;
                i += extended ? 2 : 1;
                continue;
            }
            boolean common = lead >= firstCommon && lead <= lastCommon;
            boolean punctuation = lead >= 0xA1 && lead <= 0xA3;
            points += common ? 3 : punctuation ? 1 : -1;
            i += 2;
        }
        return points;
    }

    private static int latin(byte[] octets, int from, int to) {
        int points = 0;
        for (int i = from; i < to; i++) {
            int here = octets[i] & 0xFF;
            if (here < 0x80) {
                continue;
            }
            boolean letter = here >= 0xC0 && here != 0xD7 && here != 0xF7;
            boolean before = i > from && isLetter(octets[i - 1]);
            boolean after = i + 1 < to && isLetter(octets[i + 1]);
            boolean alone = (i == from || octets[i - 1] >= 0) && (i + 1 == to || octets[i + 1] >= 0);
            points += !alone ? -2 : letter ? (before || after ? 4 : 1) : SYMBOLS.indexOf(here) >= 0 ? 4 : 0;
        }
        return points;
    }

    private static boolean isLetter(byte octet) {
        return octet >= 'a' && octet <= 'z' || octet >= 'A' && octet <= 'Z';
    }

    /** UTF-8 that was cut or has few broken places. */
    private static boolean isMostlyUtf8(byte[] octets, int from, int to) {
        String text = new String(octets, from, to - from, StandardCharsets.UTF_8);
        int broken = 0;
        int good = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            broken += c == '\uFFFD' ? 1 : 0;
            good += c >= 0x80 && c != '\uFFFD' ? 1 : 0;
        }
        return good > 3 * broken;
    }
}
