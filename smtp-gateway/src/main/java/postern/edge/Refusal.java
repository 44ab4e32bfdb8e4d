package postern.edge;

/**
 * Everything the edge says no with. 4xx when the cause is ours or passes, 5xx when it is the peer's; the cause goes to the log,
 * never to the peer.
 *
 * @param reason stable word for log and metric; never made from what a peer said
 * @param code reply code of RFC 5321 §4.2
 * @param enhanced status code of RFC 3463
 * @param text one line of printable ASCII
 * @param rfc where the refusal is laid down
 * @param closes whether the connection ends with it
 */
public record Refusal(String reason, int code, String enhanced, String text, String rfc, boolean closes) implements Reply {
    /** RFC 5321 §4.5.3.1.5 gives a reply line 512 octets. */
    private static final int LONGEST = 480;

    // The line and its verb
    static final Refusal LINE_TOO_LONG = no("line-too-long", 500, "5.5.2", "Line too long", "RFC 5321 §4.5.3.1.9");
    static final Refusal BARE_LINE_END = end("bare-line-end", 500, "5.5.2", "Lines end in CR LF only", "RFC 5321 §2.3.8");
    static final Refusal UNREADABLE = no("unreadable", 500, "5.5.2", "A command is printable ASCII", "RFC 5321 §2.4");
    static final Refusal UNKNOWN_VERB = no("unknown-verb", 500, "5.5.1", "Command not recognized", "RFC 5321 §4.2.4");
    static final Refusal NOT_IMPLEMENTED = no("not-implemented", 502, "5.5.1", "Command not implemented", "RFC 5321 §4.2.4");
    static final Refusal CHUNKS = end("chunks", 502, "5.5.1", "CHUNKING is not offered", "RFC 3030 §2");
    static final Refusal NOT_SMTP = end("not-smtp", 421, "4.7.0", "This port speaks SMTP", "RFC 5321 §3.8");
    static final Refusal ARGUMENT = no("argument", 501, "5.5.4", "Syntax error in the argument", "RFC 5321 §4.2.4");

    // Sequence
    static final Refusal GREET_FIRST = no("greet-first", 503, "5.5.1", "Send EHLO or HELO first", "RFC 5321 §4.1.4");
    static final Refusal NESTED_MAIL = no("nested-mail", 503, "5.5.1", "A mail is open already", "RFC 5321 §4.1.4");
    static final Refusal MAIL_FIRST = no("mail-first", 503, "5.5.1", "Send MAIL first", "RFC 5321 §4.1.4");
    static final Refusal NO_RECIPIENT = no("no-recipient", 554, "5.5.1", "No valid recipients", "RFC 5321 §3.3");

    // Envelope
    static final Refusal BAD_SENDER = no("bad-sender", 501, "5.1.7", "Sender address is not valid", "RFC 5321 §4.1.2");
    static final Refusal BAD_RECIPIENT = no("bad-recipient", 501, "5.1.3", "Recipient address is not valid", "RFC 5321 §4.1.2");
    static final Refusal NOT_ASCII = no("not-ascii", 553, "5.6.7", "SMTPUTF8 is not offered", "RFC 6531 §3.5");
    static final Refusal PARAMETER = no("parameter", 501, "5.5.4", "Syntax error in a parameter", "RFC 5321 §4.1.2");
    static final Refusal PARAMETER_VALUE = no("parameter-value", 504, "5.5.4", "Parameter value not implemented", "RFC 5321 §4.2.4");
    static final Refusal PARAMETER_UNKNOWN = no("parameter-unknown", 555, "5.5.4", "Parameter not recognized", "RFC 5321 §4.1.1.11");
    static final Refusal TOO_BIG = no("too-big", 552, "5.3.4", "Message is too big", "RFC 1870 §6.1");
    static final Refusal TOO_MANY_RECIPIENTS = no("too-many-recipients", 452, "4.5.3", "Too many recipients", "RFC 5321 §4.5.3.1.10");
    static final Refusal UNKNOWN_RECIPIENT = no("unknown-recipient", 550, "5.1.1", "No such mailbox here", "RFC 5321 §3.3");
    static final Refusal NO_RELAY = no("no-relay", 550, "5.7.1", "Relaying denied", "RFC 5321 §3.6.2");

    // Content
    static final Refusal BARE_CR_LF = no("bare-cr-lf", 550, "5.5.2", "Bare CR or LF in the message", "RFC 5321 §2.3.8");
    static final Refusal LONG_TEXT_LINE = no("long-text-line", 554, "5.6.0", "A line of the message is too long", "RFC 5321 §4.5.3.1.6");
    static final Refusal LOOP = no("loop", 554, "5.4.6", "Too many Received fields: routing loop", "RFC 5321 §6.3");

    // TLS and log-in
    static final Refusal TLS_FIRST = no("tls-first", 530, "5.7.0", "Must issue a STARTTLS command first", "RFC 3207 §4");
    static final Refusal TLS_ALREADY = no("tls-already", 503, "5.5.1", "TLS is active already", "RFC 3207 §4.2");
    static final Refusal TLS_TROUBLE = no("tls-trouble", 454, "4.7.0", "TLS not available now", "RFC 3207 §4");
    static final Refusal LOGIN_FIRST = no("login-first", 530, "5.7.0", "Authentication required", "RFC 4954 §6");
    static final Refusal LOGIN_NEEDS_TLS = no("login-needs-tls", 538, "5.7.11", "Authentication needs TLS", "RFC 4954 §6");
    static final Refusal LOGIN_NOT_HERE = no("login-not-here", 502, "5.5.1", "Authentication is for submission", "RFC 4954 §4");
    static final Refusal LOGIN_ALREADY = no("login-already", 503, "5.5.1", "Already authenticated", "RFC 4954 §4");
    static final Refusal LOGIN_IN_MAIL = no("login-in-mail", 503, "5.5.1", "Not during a mail transaction", "RFC 4954 §4");
    static final Refusal MECHANISM = no("mechanism", 504, "5.5.4", "Authentication mechanism not recognized", "RFC 4954 §4");
    static final Refusal LOGIN_TOO_LONG = no("login-too-long", 500, "5.5.6", "Authentication line too long", "RFC 4954 §4");
    static final Refusal LOGIN_MALFORMED = no("login-malformed", 501, "5.5.2", "Cannot decode the response", "RFC 4954 §4");
    static final Refusal LOGIN_CANCELLED = no("login-cancelled", 501, "5.7.0", "Authentication cancelled", "RFC 4954 §4");
    static final Refusal LOGIN_WRONG = no("login-wrong", 535, "5.7.8", "Authentication credentials invalid", "RFC 4954 §6");
    static final Refusal LOGIN_BUSY = no("login-busy", 454, "4.7.0", "Authentication not possible now", "RFC 4954 §6");
    static final Refusal LOGIN_FAILURES = end("login-failures", 421, "4.7.0", "Too many failed log-ins", "RFC 4954 §9");
    static final Refusal NOT_YOUR_SENDER = no("not-your-sender", 553, "5.7.1", "Not your sender address", "RFC 6409 §6.1");
    static final Refusal NOT_YOUR_FROM = no("not-your-from", 550, "5.7.1", "Not your From or Sender address", "RFC 6409 §6.1");
    static final Refusal NO_FROM = no("no-from", 550, "5.6.0", "Exactly one readable From field is needed", "RFC 6409 §6.3");

    // Limits and passing trouble
    static final Refusal FULL_HOUSE = end("full-house", 421, "4.3.2", "Too many connections", "RFC 5321 §3.8");
    static final Refusal CROWD = end("crowd", 421, "4.7.0", "Too many connections from your address", "RFC 5321 §3.8");
    static final Refusal TOO_FAST = no("too-fast", 450, "4.7.1", "Too many mails from your address, come back later", "RFC 5321 §4.2.5");
    static final Refusal HARVEST = end("harvest", 421, "4.7.0", "Too many unknown recipients", "RFC 5321 §7.3");
    static final Refusal TOO_MANY_ERRORS = end("too-many-errors", 421, "4.7.0", "Too many errors", "RFC 5321 §7.8");
    static final Refusal TOO_IDLE = end("too-idle", 421, "4.7.0", "Too many commands without a mail", "RFC 5321 §7.8");
    static final Refusal TIMEOUT = end("timeout", 421, "4.4.2", "Timeout", "RFC 5321 §4.5.3.2");
    static final Refusal SHUTTING_DOWN = end("shutting-down", 421, "4.3.2", "Shutting down, come back soon", "RFC 5321 §3.8");
    static final Refusal NO_ROOM = no("no-room", 452, "4.3.1", "No room now, come back later", "RFC 5321 §4.2.5");
    static final Refusal LOCAL_TROUBLE = no("local-trouble", 451, "4.3.0", "Local trouble, come back later", "RFC 5321 §4.2.5");

    public Refusal {
        if (code < 400 || code > 599 || !enhanced.startsWith(code / 100 + ".")) {
            throw new IllegalArgumentException(code + " " + enhanced);
        }
        if (text.length() > LONGEST || !text.chars().allMatch(c -> c >= ' ' && c < 127)) {
            throw new IllegalArgumentException("A reply is one line of printable ASCII");
        }
    }

    private static Refusal no(String reason, int code, String enhanced, String text, String rfc) {
        return new Refusal(reason, code, enhanced, text, rfc, false);
    }

    private static Refusal end(String reason, int code, String enhanced, String text, String rfc) {
        return new Refusal(reason, code, enhanced, text, rfc, true);
    }

    /** Whether the peer broke the protocol, as against a mail that is not wanted (RFC 3463 §3.6 gives x.5.x to the protocol). */
    boolean fault() {
        boolean unwanted = code == 550 || code == 552 || code == 554;
        return code >= 500 && !unwanted || enhanced.startsWith("5.5.");
    }

    @Override
    public String wire() {
        return code + " " + enhanced + " " + text + "\r\n";
    }
}
