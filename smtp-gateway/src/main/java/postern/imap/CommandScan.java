package postern.imap;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Finds the end of one IMAP command in octets as they arrive, reading each of them once.
 *
 * <p>A command is lines joined by literals: a line that ends with {@code {n}} or {@code {n+}} goes on after n octets
 * (RFC 9051 §4.3, RFC 7888). Not thread-safe: one event loop uses it.
 */
final class CommandScan {
    /** What the octets so far are. */
    sealed interface Found permits Complete, More, Literal, TooMuch {
    }

    /**
     * The command ends {@code length} octets after its start.
     *
     * @param crlf whether with CR LF, or with LF alone
     */
    record Complete(int length, boolean crlf) implements Found {
    }

    /** Nothing to do until more octets arrive. */
    record More() implements Found {
    }

    /**
     * A literal begins.
     *
     * @param waits whether the client waits for leave to send it
     */
    record Literal(long octets, boolean waits) implements Found {
    }

    /**
     * The command passes a limit.
     *
     * @param what says which, for the client
     * @param resumable whether the client waits, so that the command can be refused and the next one read
     */
    record TooMuch(String what, boolean resumable) implements Found {
    }

    private static final int MARK = 32;

    private final CommandLimits limits;
    private int scanned;
    private int lineStart;
    private int literals;
    private int depth;
    private int words;
    private boolean quoted;
    private long literalLeft;
    private boolean append;

    CommandScan(CommandLimits limits) {
        this.limits = limits;
    }

    /** @param in reader index at the start of the command; not moved */
    Found on(ByteBuf in) {
        while (scanned < in.readableBytes()) {
            if (literalLeft > 0) {
                int step = (int) Math.min(literalLeft, in.readableBytes() - scanned);
                literalLeft -= step;
                scanned += step;
                lineStart = scanned;
                continue;
            }
            Found found = octet(in, in.getByte(in.readerIndex() + scanned++));
            if (found != null) {
                return found;
            }
        }
        return new More();
    }

    private Found octet(ByteBuf in, byte octet) {
        if (octet == '\n') {
            return endOfLine(in);
        }
        if (scanned - lineStart > limits.line()) {
            return new TooMuch("line over " + limits.line() + " octets", false);
        }
        if (octet == '"' && !escaped(in)) {
            quoted = !quoted;
        } else if (!quoted) {
            count(octet);
        }
        if (depth > limits.depth() || words > limits.words()) {
            return new TooMuch("more than " + (depth > limits.depth() ? limits.depth() + " parentheses" : limits.words() + " words"), false);
        }
        return null;
    }

    private void count(byte octet) {
        switch (octet) {
            case '(' -> depth++;
            case ')' -> depth = Math.max(0, depth - 1);
            case ' ' -> words++;
            default -> { }
        }
    }

    private boolean escaped(ByteBuf in) {
        int backslashes = 0;
        int at = in.readerIndex() + scanned - 2;
        while (quoted && at >= in.readerIndex() + lineStart && in.getByte(at) == '\\') {
            backslashes++;
            at--;
        }
        return backslashes % 2 == 1;
    }

    private Found endOfLine(ByteBuf in) {
        quoted = false;
        String end = tail(in);
        int brace = end.lastIndexOf('{');
        if (!end.endsWith("}") || brace < 0 || !end.substring(brace + 1, end.length() - 1).matches("\\d{1,28}[+-]?")) {
            boolean crlf = scanned - lineStart > 1 && in.getByte(in.readerIndex() + scanned - 2) == '\r';
            return new Complete(scanned, crlf);
        }
        String number = end.substring(brace + 1, end.length() - 1);
        // RFC 7888 §3: {n+} does not wait for leave.
        boolean waits = Character.isDigit(number.charAt(number.length() - 1));
        return literal(in, parse(waits ? number : number.substring(0, number.length() - 1)), waits);
    }

    private Found literal(ByteBuf in, long octets, boolean waits) {
        if (literals == 0) {
            append = word(in).equals("APPEND");
        }
        literals++;
        long most = append ? limits.append() : limits.octets();
        if (octets > most - scanned || literals > limits.literals()) {
            return new TooMuch(literals > limits.literals() ? "more than " + limits.literals() + " literals" : "over " + most + " octets", waits);
        }
        literalLeft = octets;
        lineStart = scanned;
        return new Literal(octets, waits);
    }

    private static long parse(String digits) {
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    private String tail(ByteBuf in) {
        int from = Math.max(lineStart, scanned - MARK);
        String text = in.toString(in.readerIndex() + from, scanned - from - 1, StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** The command's name, upper case: the word after the tag. */
    static String word(ByteBuf in) {
        String start = in.toString(in.readerIndex(), Math.min(in.readableBytes(), 256), StandardCharsets.ISO_8859_1);
        String[] words = start.split("[ \r\n]", 3);
        return words.length < 2 ? "" : words[1].toUpperCase(Locale.ROOT);
    }

    /** The command's tag. */
    static String tag(ByteBuf in) {
        String start = in.toString(in.readerIndex(), Math.min(in.readableBytes(), 256), StandardCharsets.ISO_8859_1);
        String tag = start.split("[ \r\n]", 2)[0];
        return tag.matches("[!#-'*+,./0-9:-\\[\\]^_`a-z|}~-]{1,64}") && !tag.contains("+") ? tag : "*";
    }
}
