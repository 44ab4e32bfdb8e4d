package postern.letter;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Octets to text whatever the label says: wrong names are put right, lying and missing ones are guessed.
 *
 * <p>A label is a claim. It is believed unless the octets contradict it: well-formed UTF-8 with characters of three octets is UTF-8
 * whatever it is called, because text in a Chinese or Latin charset does not look like that by chance; and a text that does not decode
 * under its label goes to {@link CharsetGuess}.
 */
final class Charsets {
    static final Charset GB18030 = Charset.forName("GB18030");
    static final Charset BIG5 = Charset.forName("Big5-HKSCS");
    static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final Map<String, Charset> NAMES = Map.ofEntries(
        Map.entry("gb2312", GB18030), Map.entry("gbk", GB18030), Map.entry("x-gbk", GB18030), Map.entry("cp936", GB18030),
        Map.entry("ms936", GB18030), Map.entry("windows-936", GB18030), Map.entry("euc-cn", GB18030), Map.entry("gb_2312-80", GB18030),
        Map.entry("gb2312-80", GB18030), Map.entry("gb18030", GB18030), Map.entry("gb-18030", GB18030), Map.entry("chinese", GB18030),
        Map.entry("chinesebig5", BIG5), Map.entry("big5", BIG5), Map.entry("big-5", BIG5), Map.entry("x-big5", BIG5),
        Map.entry("cp950", BIG5), Map.entry("ms950", BIG5), Map.entry("cn-big5", BIG5), Map.entry("big5-eten", BIG5),
        Map.entry("utf8", StandardCharsets.UTF_8), Map.entry("utf-8", StandardCharsets.UTF_8), Map.entry("utf_8", StandardCharsets.UTF_8),
        Map.entry("utf", StandardCharsets.UTF_8), Map.entry("unicode-1-1-utf-8", StandardCharsets.UTF_8),
        Map.entry("us-ascii", WINDOWS_1252), Map.entry("ascii", WINDOWS_1252), Map.entry("iso-8859-1", WINDOWS_1252),
        Map.entry("latin1", WINDOWS_1252), Map.entry("iso8859-1", WINDOWS_1252), Map.entry("latin-1", WINDOWS_1252),
        Map.entry("iso-8859-8-i", Charset.forName("ISO-8859-8")), Map.entry("iso-8859-9", Charset.forName("windows-1254")),
        Map.entry("ks_c_5601-1987", Charset.forName("x-windows-949")), Map.entry("ks_c_5601", Charset.forName("x-windows-949")),
        Map.entry("euc-kr", Charset.forName("x-windows-949")), Map.entry("cp949", Charset.forName("x-windows-949")),
        Map.entry("shift_jis", Charset.forName("windows-31j")), Map.entry("sjis", Charset.forName("windows-31j")),
        Map.entry("shift-jis", Charset.forName("windows-31j")), Map.entry("x-sjis", Charset.forName("windows-31j")),
        Map.entry("cp932", Charset.forName("windows-31j")), Map.entry("iso-2022-jp", Charset.forName("x-windows-iso2022jp")),
        Map.entry("tis-620", Charset.forName("x-windows-874")), Map.entry("unicode", StandardCharsets.UTF_16LE));

    /** Texts longer than this may have been cut inside their last character. */
    private static final int CUT = 1_000;

    private Charsets() {
    }

    /** @return the charset meant by a name, empty for unknown ones and for UTF-7, which hides text from filters */
    static Optional<Charset> named(String label) {
        String name = label.strip().toLowerCase(Locale.ROOT);
        Charset known = NAMES.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        if (name.isEmpty() || name.length() > 40 || name.contains("utf-7") || name.contains("utf7")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Charset.forName(name.startsWith("cp-") ? "cp" + name.substring(3) : name));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    static String decode(byte[] octets, String label) {
        return decode(octets, 0, octets.length, label);
    }

    /** Never fails; what cannot be decoded under any likely charset has U+FFFD in its place. */
    static String decode(byte[] octets, int from, int to, String label) {
        if (isPlain(octets, from, to) && !isShifting(label)) {
            return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
        }
        if (label.toLowerCase(Locale.ROOT).startsWith("hz")) {
            return HzText.decode(octets, from, to);
        }
        Optional<Charset> claimed = named(label);
        if (claimed.isEmpty()) {
            return CharsetGuess.decode(octets, from, to);
        }
        Charset charset = claimed.get();
        if (charset.equals(StandardCharsets.UTF_8)) {
            return believed(octets, from, to, charset);
        }
        if (!charset.name().startsWith("UTF-") && !isShifting(label) && isSurelyUtf8(octets, from, to, charset)) {
            return new String(octets, from, to - from, StandardCharsets.UTF_8);
        }
        return believed(octets, from, to, charset);
    }

    private static String believed(byte[] octets, int from, int to, Charset charset) {
        String text = new String(octets, from, to - from, charset);
        int broken = text.indexOf('\uFFFD');
        if (broken < 0 || broken >= text.length() - 3 && text.length() > CUT) {
            return text;
        }
        String guess = CharsetGuess.decode(octets, from, to);
        return guess.indexOf('\uFFFD') < 0 ? guess : text;
    }

    /** Two octets may be UTF-8 by chance in a Chinese charset, three or more hardly; in a Latin charset even two are not. */
    private static boolean isSurelyUtf8(byte[] octets, int from, int to, Charset claimed) {
        boolean twoSuffice = claimed.equals(WINDOWS_1252);
        boolean found = false;
        int i = from;
        while (i < to) {
            int lead = octets[i] & 0xFF;
            int length = lead < 0x80 ? 1 : lead >= 0xC2 && lead < 0xE0 ? 2 : lead >= 0xE0 && lead < 0xF0 ? 3 : lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
            if (length == 0) {
                return false;
            }
            if (i + length > to) {
                // A character that the end cuts off proves nothing.
                return found;
            }
            for (int k = 1; k < length; k++) {
                if ((octets[i + k] & 0xC0) != 0x80) {
                    return false;
                }
            }
            found |= length > 2 || twoSuffice && length == 2;
            i += length;
        }
        return found;
    }

    static boolean isPlain(byte[] octets, int from, int to) {
        for (int i = from; i < to; i++) {
            if (octets[i] <= 0 || octets[i] == 0x1B) {
                return false;
            }
        }
        return true;
    }

    /** Charsets whose octets below 128 are not ASCII. */
    private static boolean isShifting(String label) {
        String name = label.strip().toLowerCase(Locale.ROOT);
        return name.startsWith("iso-2022") || name.startsWith("hz") || name.startsWith("utf-16") || name.startsWith("utf-32")
            || name.startsWith("ucs") || name.equals("unicode") || name.startsWith("csiso2022");
    }

    /** @return the text, or empty if the octets are not wholly of that charset */
    static Optional<String> strictly(byte[] octets, int from, int to, Charset charset) {
        try {
            CharBuffer text = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(octets, from, to - from));
            return Optional.of(text.toString());
        } catch (CharacterCodingException foreign) {
            return Optional.empty();
        }
    }

    static byte[] slice(byte[] octets, int from, int to) {
        return from == 0 && to == octets.length ? octets : Arrays.copyOfRange(octets, from, to);
    }
}
