package postern.edge;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/** AUTH with PLAIN (RFC 4616) and LOGIN (the old way that Outlook still goes). Passwords are wiped after use, as far as Java can. */
final class LogIn {
    private static final String USERNAME = "VXNlcm5hbWU6";
    private static final String PASSWORD = "UGFzc3dvcmQ6";
    /** RFC 4616 §2. */
    private static final int LONGEST = 255 * 4;

    private final LoginDesk desk;

    LogIn(LoginDesk desk) {
        this.desk = desk;
    }

    /** Why an exchange ended before a name and a password were known. */
    private static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Refusal refusal;

        Broken(Refusal refusal) {
            super(refusal.reason(), null, false, false);
            this.refusal = refusal;
        }
    }

    private record Credentials(String name, char[] password) {
    }

    Reply auth(Dialogue dialogue, String argument) throws IOException {
        Visit visit = dialogue.visit();
        if (!visit.door().needsLogin()) {
            return Refusal.LOGIN_NOT_HERE;
        }
        if (!visit.hasGreeted()) {
            return Refusal.GREET_FIRST;
        }
        if (visit.tls().isEmpty()) {
            return Refusal.LOGIN_NEEDS_TLS;
        }
        if (visit.login().isPresent()) {
            return Refusal.LOGIN_ALREADY;
        }
        if (dialogue.mail() != null) {
            return Refusal.LOGIN_IN_MAIL;
        }
        String[] words = argument.split(" +", 2);
        String initial = words.length > 1 ? words[1] : null;
        try {
            return switch (words[0].toUpperCase(Locale.ROOT)) {
                case "" -> Refusal.ARGUMENT;
                case "PLAIN" -> settle(dialogue, plain(dialogue, initial));
                case "LOGIN" -> settle(dialogue, login(dialogue, initial));
                default -> Refusal.MECHANISM;
            };
        } catch (Broken e) {
            return e.refusal;
        } finally {
            dialogue.lines().forget();
        }
    }

    private static Credentials plain(Dialogue dialogue, String initial) throws IOException, Broken {
        byte[] message = initial == null ? ask(dialogue, "") : decode(initial);
        int first = indexOfNul(message, 0);
        int second = first < 0 ? -1 : indexOfNul(message, first + 1);
        if (second < 0 || indexOfNul(message, second + 1) >= 0) {
            throw new Broken(Refusal.LOGIN_MALFORMED);
        }
        String actFor = new String(text(message, 0, first));
        String name = new String(text(message, first + 1, second));
        char[] password = text(message, second + 1, message.length);
        Arrays.fill(message, (byte) 0);
        // RFC 4616 §2: nobody may act for another here.
        if (name.isEmpty() || password.length == 0 || !actFor.isEmpty() && !actFor.equals(name)) {
            throw new Broken(Refusal.LOGIN_MALFORMED);
        }
        return new Credentials(name, password);
    }

    private static Credentials login(Dialogue dialogue, String initial) throws IOException, Broken {
        byte[] name = initial == null ? ask(dialogue, USERNAME) : decode(initial);
        byte[] password = ask(dialogue, PASSWORD);
        char[] secret = text(password, 0, password.length);
        Arrays.fill(password, (byte) 0);
        if (name.length == 0 || secret.length == 0) {
            throw new Broken(Refusal.LOGIN_MALFORMED);
        }
        return new Credentials(new String(text(name, 0, name.length)), secret);
    }

    private static byte[] ask(Dialogue dialogue, String challenge) throws IOException, Broken {
        dialogue.say(Answer.of(334, challenge));
        dialogue.wire().idle(true);
        CommandLine response = dialogue.lines().response();
        dialogue.wire().idle(false);
        return switch (response) {
            case CommandLine.Said said -> decode(said.argument());
            case CommandLine.Broken broken -> throw new Broken(broken.refusal());
            case CommandLine.Silence silence -> throw silence.lastWord().isPresent() ? new SocketTimeoutException() : new EOFException();
        };
    }

    private static byte[] decode(String response) throws Broken {
        if (response.equals("*")) {
            throw new Broken(Refusal.LOGIN_CANCELLED);
        }
        if (response.equals("=")) {
            return new byte[0];
        }
        try {
            return Base64.getDecoder().decode(response);
        } catch (IllegalArgumentException e) {
            throw new Broken(Refusal.LOGIN_MALFORMED);
        }
    }

    private static int indexOfNul(byte[] message, int from) {
        for (int i = from; i < message.length; i++) {
            if (message[i] == 0) {
                return i;
            }
        }
        return -1;
    }

    private static char[] text(byte[] message, int from, int to) throws Broken {
        if (to - from > LONGEST) {
            throw new Broken(Refusal.LOGIN_MALFORMED);
        }
        try {
            CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message, from, to - from));
            char[] exact = Arrays.copyOf(decoded.array(), decoded.limit());
            Arrays.fill(decoded.array(), '\0');
            return exact;
        } catch (CharacterCodingException e) {
            throw new Broken(Refusal.LOGIN_MALFORMED);
        }
    }

    private Reply settle(Dialogue dialogue, Credentials credentials) {
        dialogue.wire().hold();
        LoginDesk.Outcome outcome = desk.check(Network.of(dialogue.visit().client()), credentials.name(), credentials.password());
        dialogue.wire().allow(dialogue.house().limits().get().commandTimeout());
        return switch (outcome) {
            case LoginDesk.Outcome.Welcome(String account) -> {
                dialogue.visit(dialogue.visit().loggedIn(account));
                yield Answer.of(235, "2.7.0 Authentication successful");
            }
            case LoginDesk.Outcome.Wrong wrong -> {
                dialogue.house().logbook().loginFailed(dialogue.visit(), credentials.name());
                yield dialogue.tooManyFailures() ? Refusal.LOGIN_FAILURES : Refusal.LOGIN_WRONG;
            }
            case LoginDesk.Outcome.NotNow notNow -> dialogue.tooManyFailures() ? Refusal.LOGIN_FAILURES : Refusal.LOGIN_BUSY;
        };
    }
}
