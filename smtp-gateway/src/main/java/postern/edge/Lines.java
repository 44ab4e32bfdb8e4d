package postern.edge;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads lines from the wire, strictly: CR LF ends a line, a CR or LF alone is refused, octets past the limit are read and dropped.
 * Never throws for what a peer can send.
 */
final class Lines {
    /** RFC 5321 §4.5.3.1.4 gives 512 with CR LF; RFC 1870 §3, RFC 6152 §2 and RFC 4954 §5 lengthen MAIL. */
    private static final int COMMAND = 512;
    private static final int MAIL = COMMAND + 26 + 17 + 500;
    /** RFC 4954 §4: a line of an authentication exchange. */
    private static final int LOGIN = 12_288;
    /** Past this a line is no mistake any more. */
    private static final int ABSURD = 1 << 20;

    private final Wire wire;
    private byte[] line = new byte[128];
    private int length;

    Lines(Wire wire) {
        this.wire = wire;
    }

    CommandLine command() {
        return switch (next()) {
            case CommandLine.Said said -> verb(said.argument());
            case CommandLine.Broken(Refusal why) when why == Refusal.LINE_TOO_LONG && startsWithAuth() ->
                new CommandLine.Broken(Refusal.LOGIN_TOO_LONG);
            case CommandLine other -> other;
        };
    }

    /** A line of an authentication exchange, as the argument of a {@code Said} without verb. */
    CommandLine response() {
        CommandLine next = next();
        return next instanceof CommandLine.Broken(Refusal why) && why == Refusal.LINE_TOO_LONG
            ? new CommandLine.Broken(Refusal.LOGIN_TOO_LONG) : next;
    }

    private boolean startsWithAuth() {
        return new String(line, 0, 5, StandardCharsets.ISO_8859_1).equalsIgnoreCase("AUTH ");
    }

    private static CommandLine verb(String text) {
        int space = text.indexOf(' ');
        String verb = (space < 0 ? text : text.substring(0, space)).toUpperCase(Locale.ROOT);
        int limit = switch (verb) {
            case "MAIL" -> MAIL;
            case "AUTH" -> LOGIN;
            default -> COMMAND;
        };
        if (text.length() + 2 > limit) {
            return new CommandLine.Broken(verb.equals("AUTH") ? Refusal.LOGIN_TOO_LONG : Refusal.LINE_TOO_LONG);
        }
        return new CommandLine.Said(verb, space < 0 ? "" : text.substring(space + 1).strip());
    }

    private CommandLine next() {
        try {
            return read();
        } catch (SocketTimeoutException e) {
            return new CommandLine.Silence(Optional.of(Refusal.TIMEOUT));
        } catch (IOException e) {
            return new CommandLine.Silence(Optional.empty());
        }
    }

    private CommandLine read() throws IOException {
        length = 0;
        boolean printable = true;
        for (int octet = wire.need(); octet != '\r'; octet = wire.need()) {
            if (octet == '\n') {
                return new CommandLine.Broken(Refusal.BARE_LINE_END);
            }
            printable &= octet >= ' ' && octet != 127 || octet == '\t';
            keep(octet);
        }
        if (wire.need() != '\n') {
            return new CommandLine.Broken(Refusal.BARE_LINE_END);
        }
        if (length + 2 > LOGIN) {
            return new CommandLine.Broken(Refusal.LINE_TOO_LONG);
        }
        // Octets above 127 stay visible, one character each, so that the verbs can name what is wrong with them.
        return printable ? new CommandLine.Said("", new String(line, 0, length, StandardCharsets.ISO_8859_1))
            : new CommandLine.Broken(Refusal.UNREADABLE);
    }

    private void keep(int octet) throws EOFException {
        if (length >= ABSURD) {
            throw new EOFException();
        }
        if (length < LOGIN) {
            if (length == line.length) {
                line = Arrays.copyOf(line, Math.min(LOGIN, length * 2));
            }
            line[length] = (byte) octet;
        }
        length++;
    }

    /** Wipes what was said last: it may hold a password. */
    void forget() {
        Arrays.fill(line, (byte) 0);
    }
}
