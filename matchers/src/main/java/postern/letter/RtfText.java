package postern.letter;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The words of an RTF text, or the HTML that Outlook wrapped into one (MS-OXRTFEX). Formatting, pictures and tables of fonts are passed over.
 *
 * <p>Characters come as octets of a code page, which the font names, or as numbers of Unicode with a substitute behind them. Groups nest
 * as deep as a stranger likes; the states kept for them do not.
 *
 * @param html whether it is HTML
 */
record RtfText(String text, boolean html) {
    private static final int DEEPEST = 500;
    /** Destinations whose text nobody reads. */
    private static final Set<String> UNSEEN = Set.of("fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "headerl", "headerr", "footerl",
        "footerr", "listtable", "listoverridetable", "revtbl", "rsidtbl", "generator", "xmlnstbl", "themedata", "datastore", "latentstyles", "fldinst", "mhtmltag", "nonshppict");
    private static final Map<String, String> SIGNS = Map.ofEntries(Map.entry("par", "\n"), Map.entry("line", "\n"), Map.entry("sect", "\n"), Map.entry("row", "\n"),
        Map.entry("cell", "\t"), Map.entry("tab", "\t"), Map.entry("emdash", "—"), Map.entry("endash", "–"), Map.entry("bullet", "•"), Map.entry("lquote", "‘"),
        Map.entry("rquote", "’"), Map.entry("ldblquote", "“"), Map.entry("rdblquote", "”"), Map.entry("emspace", " "), Map.entry("enspace", " "));

    /** @param most characters wanted at most */
    static RtfText of(byte[] rtf, int most) {
        Reading reading = new Reading(rtf, most);
        reading.read();
        return new RtfText(reading.out.toString(), reading.html);
    }

    /** What a group changes and its end puts back. */
    private record State(boolean unseen, boolean tag, boolean suppressed, boolean fonts, int substitute, String charset) {
        State unseen(boolean value) {
            return new State(value, tag, suppressed, fonts, substitute, charset);
        }

        State tag(boolean value) {
            return new State(false, value, suppressed, fonts, substitute, charset);
        }

        State suppressed(boolean value) {
            return new State(unseen, tag, value, fonts, substitute, charset);
        }

        State inFonts() {
            return new State(true, tag, suppressed, true, substitute, charset);
        }

        State substitute(int value) {
            return new State(unseen, tag, suppressed, fonts, Math.clamp(value, 0, 10), charset);
        }

        State charset(String value) {
            return new State(unseen, tag, suppressed, fonts, substitute, value);
        }
    }

    private static final class Reading {
        private final byte[] rtf;
        private final int most;
        private final StringBuilder out = new StringBuilder();
        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
        private final Deque<State> outer = new ArrayDeque<>();
        private final Map<Integer, String> fonts = new HashMap<>();
        private State state = new State(false, false, false, false, 1, "");
        private String page = "windows-1252";
        private boolean html;
        private boolean star;
        private int deeper;
        private int font;
        private int skip;
        private int at;

        Reading(byte[] rtf, int most) {
            this.rtf = rtf;
            this.most = most;
        }

        void read() {
            while (at < rtf.length && out.length() < most) {
                byte here = rtf[at++];
                switch (here) {
                    case '{' -> open();
                    case '}' -> close();
                    case '\\' -> control();
                    case '\r', '\n', 0 -> { }
                    default -> octet(here);
                }
            }
            flush();
        }

        private void open() {
            flush();
            skip = 0;
            if (outer.size() < DEEPEST) {
                outer.push(state);
            } else {
                deeper++;
            }
        }

        private void close() {
            flush();
            skip = 0;
            if (deeper > 0) {
                deeper--;
            } else if (!outer.isEmpty()) {
                state = outer.pop();
            }
        }

        private void control() {
            int start = at;
            while (at < rtf.length && at - start < 32 && (rtf[at] >= 'a' && rtf[at] <= 'z' || rtf[at] >= 'A' && rtf[at] <= 'Z')) {
                at++;
            }
            if (at == start) {
                symbol();
                return;
            }
            String word = new String(rtf, start, at - start, StandardCharsets.US_ASCII);
            int digits = at;
            if (at < rtf.length && rtf[at] == '-') {
                at++;
            }
            while (at < rtf.length && at - digits < 10 && rtf[at] >= '0' && rtf[at] <= '9') {
                at++;
            }
            String number = new String(rtf, digits, at - digits, StandardCharsets.US_ASCII);
            if (at < rtf.length && rtf[at] == ' ') {
                at++;
            }
            boolean numbered = !number.isEmpty() && !number.equals("-");
            word(word, numbered, numbered ? (int) Long.parseLong(number) : 0);
            star = false;
        }

        private void symbol() {
            if (at >= rtf.length) {
                return;
            }
            byte sign = rtf[at++];
            switch (sign) {
                case '\'' -> {
                    int value = at + 1 < rtf.length ? TransferEncodings.hex(rtf[at], rtf[at + 1]) : -1;
                    at += value < 0 ? 0 : 2;
                    if (value >= 0) {
                        octet((byte) value);
                    }
                }
                case '*' -> star = true;
                case '~' -> character("\u00A0");
                case '_' -> character("-");
                case '\\', '{', '}' -> octet(sign);
                case '\r', '\n' -> character("\n");
                default -> { }
            }
        }

        private void word(String word, boolean numbered, int number) {
            switch (word) {
                case "fromhtml" -> html = number != 0;
                case "ansicpg" -> page = Tnef.codePage(number).isEmpty() ? page : Tnef.codePage(number);
                case "uc" -> state = state.substitute(number);
                case "u" -> {
                    flush();
                    character(String.valueOf((char) number));
                    skip = state.substitute();
                }
                case "fonttbl" -> state = state.inFonts();
                case "f" -> font(number);
                case "fcharset" -> fonts.putIfAbsent(font, charset(number));
                case "htmltag" -> state = state.tag(true);
                case "htmlrtf" -> {
                    flush();
                    state = state.suppressed(!numbered || number != 0);
                }
                case "bin" -> at = (int) Math.min(rtf.length, (long) at + Math.max(0, number));
                default -> other(word);
            }
        }

        private void other(String word) {
            if (UNSEEN.contains(word) || star && !word.equals("shppict") && !word.equals("htmlbase")) {
                state = state.unseen(true);
            } else if (SIGNS.containsKey(word) && (!html || state.tag() || !state.suppressed())) {
                character(SIGNS.get(word));
            }
        }

        private void font(int number) {
            flush();
            font = number;
            if (!state.fonts()) {
                state = state.charset(fonts.getOrDefault(number, ""));
            }
        }

        /** RTF 1.9.1, \fcharset. */
        private static String charset(int number) {
            return switch (number) {
                case 128 -> "shift_jis";
                case 129 -> "euc-kr";
                case 134 -> "gb18030";
                case 136 -> "big5";
                case 161 -> "windows-1253";
                case 162 -> "windows-1254";
                case 177 -> "windows-1255";
                case 178 -> "windows-1256";
                case 186 -> "windows-1257";
                case 204 -> "windows-1251";
                case 222 -> "windows-874";
                case 238 -> "windows-1250";
                default -> "";
            };
        }

        private void octet(byte value) {
            if (skip > 0) {
                skip--;
            } else if (isSeen()) {
                octets.write(value);
            }
        }

        private void character(String sign) {
            flush();
            if (isSeen()) {
                out.append(sign);
            }
        }

        /** MS-OXRTFEX §2.1.3: of wrapped HTML, what only RTF needs is left out. */
        private boolean isSeen() {
            return !state.unseen() && !(html && state.suppressed() && !state.tag()) && out.length() + octets.size() < 2 * most;
        }

        private void flush() {
            if (octets.size() > 0) {
                byte[] piece = octets.toByteArray();
                out.append(Charsets.decode(piece, 0, piece.length, state.charset().isEmpty() ? page : state.charset()));
                octets.reset();
            }
        }
    }
}
