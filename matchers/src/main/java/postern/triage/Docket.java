package postern.triage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import postern.desk.Reason;
import postern.letter.Letter;

/**
 * Everything decided about one mail so far. Goes with the mail through the flow; each step returns one that says more.
 *
 * @param letter the mail as read; empty if reading failed, which {@code trouble} then explains
 * @param folded the letter's words; there if the letter is
 * @param trouble why the mail could not be handled like others: it goes to {@code Desk/Unparsed}
 */
public record Docket(Envelope envelope, Optional<Letter> letter, Optional<Folded> folded, Optional<Reason> trouble, Optional<Match> match,
                     Optional<Classification> classification, Optional<Urgency> urgency, Optional<Assignment> assignment,
                     Optional<ReplyDecision> reply) {

    public static Docket of(Envelope envelope) {
        return new Docket(envelope, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty());
    }

    public Docket with(Letter letter) {
        return new Docket(envelope, Optional.of(letter), Optional.of(Folded.of(letter)), trouble, match, classification, urgency, assignment, reply);
    }

    public Docket withTrouble(Reason reason) {
        return new Docket(envelope, letter, folded, Optional.of(reason), match, classification, urgency, assignment, reply);
    }

    public Docket with(Match match) {
        return new Docket(envelope, letter, folded, trouble, Optional.of(match), classification, urgency, assignment, reply);
    }

    public Docket with(Classification classification) {
        return new Docket(envelope, letter, folded, trouble, match, Optional.of(classification), urgency, assignment, reply);
    }

    public Docket with(Urgency urgency) {
        return new Docket(envelope, letter, folded, trouble, match, classification, Optional.of(urgency), assignment, reply);
    }

    public Docket with(Assignment assignment) {
        return new Docket(envelope, letter, folded, trouble, match, classification, urgency, Optional.of(assignment), reply);
    }

    public Docket with(ReplyDecision reply) {
        return new Docket(envelope, letter, folded, trouble, match, classification, urgency, assignment, Optional.of(reply));
    }

    /** All reasons in the order of the flow. */
    public List<Reason> reasons() {
        List<Reason> all = new ArrayList<>();
        letter.ifPresent(read -> all.addAll(read.originReasons()));
        trouble.ifPresent(all::add);
        match.ifPresent(m -> all.addAll(m.reasons()));
        classification.ifPresent(c -> all.addAll(c.reasons()));
        urgency.ifPresent(u -> all.addAll(u.reasons()));
        assignment.ifPresent(a -> all.addAll(a.reasons()));
        reply.ifPresent(r -> all.add(r.reason()));
        return all;
    }
}
