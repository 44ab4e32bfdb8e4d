package postern.triage;

import java.util.List;
import java.util.Set;
import postern.desk.Reason;
import postern.desk.TicketId;

/** Which ticket a mail belongs to. */
public sealed interface Match {
    TicketId ticket();

    List<Reason> reasons();

    /** A ticket that this mail opened. */
    record Opened(TicketId ticket, List<Reason> reasons) implements Match {
    }

    /**
     * A further mail of an open ticket.
     *
     * @param chasers how often the customer asked again without an answer in between, this mail included
     */
    record Joined(TicketId ticket, List<Reason> reasons, int chasers) implements Match {
        /** Reason of a mail by which an agent answered, of which the desk got a copy. */
        public static final String ANSWER = "answer";
        /** Reason of a mail that shows a signed id and comes from somebody unknown to the ticket. */
        public static final String STRANGER = "sender-not-participant";
        /** Reason of a mail that says thank you, and nothing else. */
        public static final String THANKS = "thanks-only";
        private static final Set<String> SAYLESS = Set.of(STRANGER, ANSWER, THANKS);

        /** @return whether the mail may move the ticket's clock: neither a stranger's nor the desk's own answer nor thanks do */
        public boolean hasSay() {
            return reasons.stream().map(Reason::code).noneMatch(SAYLESS::contains);
        }
    }

    /** The same mail once more: delivered twice, or to several of our addresses. It makes nothing new. */
    record Twin(TicketId ticket, List<Reason> reasons) implements Match {
    }
}
