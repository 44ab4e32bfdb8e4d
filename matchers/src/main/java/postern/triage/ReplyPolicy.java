package postern.triage;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import postern.desk.Acknowledgements;
import postern.desk.Desk;
import postern.desk.Reason;
import postern.letter.Correspondent;
import postern.letter.Letter;
import postern.letter.Origin;

/**
 * Decides whether a mail is acknowledged: a list of questions, each of which ends it with its reason. What passes all of
 * them is {@code safe}. RFC 3834 §2, RFC 5230 §4.
 */
public final class ReplyPolicy {
    private static final Set<String> LIST_HEADERS = Set.of("list-id", "list-post", "list-help", "list-unsubscribe", "list-subscribe",
        "list-owner", "list-archive", "mailing-list", "x-mailing-list", "x-beenthere", "x-mailman-version");
    private static final List<String> ANSWERER_HEADERS = List.of("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply-from");
    private static final List<String> BULK = List.of("bulk", "list", "junk", "auto_reply", "auto-reply");
    /** Header of ours in every mail that we send by ourselves; its value is signed by {@link Seal}. */
    public static final String LOOP_HEADER = "X-Postern-Loop";

    private ReplyPolicy() {
    }

    /**
     * How many acknowledgements have left lately.
     *
     * @param toAddress to the same address within the desk's period
     * @param toDomain to the same domain within the last hour
     * @param inAll within the last hour
     */
    public record Sent(int toAddress, int toDomain, int inAll) {
    }

    /** @param known whether an agent has answered this sender before */
    public static ReplyDecision decide(Docket docket, Desk desk, boolean known) {
        boolean mayQuote = known || docket.envelope().verified();
        Optional<Reason> stop = Stream.<Optional<Reason>>of(
                when(!desk.acknowledgements().enabled(), "acknowledgements-off"),
                when(docket.trouble().isPresent() || docket.letter().isEmpty(), "unreadable"))
            .flatMap(Optional::stream).findFirst();
        if (stop.isEmpty()) {
            Letter letter = docket.letter().orElseThrow();
            stop = byOrigin(letter).or(() -> bySender(docket.envelope(), letter, desk)).or(() -> byHeaders(letter))
                .or(() -> byTicket(docket)).or(() -> notAddressed(docket.envelope(), letter, desk));
        }
        return stop.map(reason -> new ReplyDecision(false, reason, mayQuote))
            .orElseGet(() -> new ReplyDecision(true, Reason.of("safe"), mayQuote));
    }

    /** Asked in the same unit of work that counts the acknowledgement, so that no two mails share the last one. */
    public static Optional<Reason> overBudget(Acknowledgements budget, Sent sent) {
        return when(sent.toAddress() >= budget.perAddress(), "budget-address")
            .or(() -> when(sent.toDomain() >= budget.perDomain(), "budget-domain"))
            .or(() -> when(sent.inAll() >= budget.perHour(), "budget-hour"));
    }

    private static Optional<Reason> byTicket(Docket docket) {
        return switch (docket.match().orElse(null)) {
            case null -> Optional.of(Reason.of("no-ticket"));
            case Match.Twin twin -> Optional.of(Reason.of("twin"));
            // One acknowledgement a ticket: a chaser gets a person, not the same text again.
            case Match.Joined joined -> Optional.of(Reason.of("follow-up"));
            case Match.Opened opened -> Optional.empty();
        };
    }

    private static Optional<Reason> bySender(Envelope envelope, Letter letter, Desk desk) {
        String sender = envelope.sender();
        List<String> authors = letter.from().stream().map(Correspondent::address).toList();
        // RFC 3834 §2: an empty return path is never answered.
        return when(sender.isEmpty(), "null-sender")
            .or(() -> when(!Addresses.sendable(sender), "invalid-sender"))
            .or(() -> when(envelope.login().isPresent() || Addresses.ours(desk, sender)
                || authors.stream().anyMatch(author -> Addresses.ours(desk, author)), "own-address"))
            .or(() -> when(Addresses.robot(sender) || authors.stream().anyMatch(Addresses::robot), "robot-sender"));
    }

    private static Optional<Reason> byOrigin(Letter letter) {
        return when(letter.origin() != Origin.CUSTOMER, letter.origin().word());
    }

    /** Asked of the headers themselves, so that safety does not hang on one reading of the origin. */
    private static Optional<Reason> byHeaders(Letter letter) {
        return when(letter.headers().keySet().stream().anyMatch(LIST_HEADERS::contains), "list-header")
            // RFC 3834 §5: only "no" is a person's mail; parameters and comments do not matter.
            .or(() -> when(letter.header("auto-submitted").stream().map(ReplyPolicy::keyword)
                .anyMatch(value -> !value.isEmpty() && !value.equals("no")), "auto-submitted"))
            .or(() -> when(letter.header("precedence").stream().map(ReplyPolicy::keyword).anyMatch(BULK::contains), "precedence"))
            .or(() -> when(letter.header("x-auto-response-suppress").stream().map(ReplyPolicy::keyword)
                .anyMatch(value -> !value.isEmpty() && !value.equals("none")), "auto-response-suppress"))
            .or(() -> when(ANSWERER_HEADERS.stream().anyMatch(name -> letter.header(name).stream().map(ReplyPolicy::keyword)
                .anyMatch(value -> !value.equals("no"))), "auto-submitted"))
            // What stands here was signed by us: Unforge takes the others away.
            .or(() -> when(!letter.header(LOOP_HEADER).isEmpty(), "loop"));
    }

    /** RFC 5230 §4.5: who was only copied blindly, or by a list, is not answered. */
    private static Optional<Reason> notAddressed(Envelope envelope, Letter letter, Desk desk) {
        // The acknowledgement speaks for the service address that the mail came to; there must be one.
        boolean served = envelope.recipients().stream().anyMatch(address -> Addresses.service(desk, address));
        boolean addressed = served && Stream.concat(letter.to().stream(), letter.cc().stream()).map(Correspondent::address)
            .anyMatch(address -> Addresses.service(desk, address));
        return when(!addressed, "not-addressed");
    }

    /** The first word of a structured header: comments, parameters and case do not count. */
    static String keyword(String value) {
        StringBuilder bare = new StringBuilder();
        int depth = 0;
        for (char c : value.toCharArray()) {
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth = Math.max(0, depth - 1);
            } else if (depth == 0) {
                bare.append(c);
            }
        }
        return bare.toString().split("[;,]", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static Optional<Reason> when(boolean holds, String code) {
        return holds ? Optional.of(Reason.of(code)) : Optional.empty();
    }
}
