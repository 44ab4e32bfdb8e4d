package postern.replay;

import java.util.List;
import postern.desk.Desk;
import postern.triage.RuleReview;

/**
 * A replay with all that is told of it.
 *
 * @param period which mails, for people
 * @param now the changed desk
 */
public record Outcome(Tally tally, Desk now, String period, double seconds, List<Gate> gates) {
    public Outcome {
        gates = List.copyOf(gates);
    }

    public boolean passes() {
        return gates.stream().noneMatch(gate -> gate.isOver(tally));
    }

    double perSecond() {
        return seconds == 0 ? 0 : (tally.mails() + tally.others()) / seconds;
    }

    /** Rules of the changed desk that no mail can meet, or that never decide. */
    List<RuleReview.Remark> dead() {
        return RuleReview.of(now).stream().filter(remark -> remark.what().startsWith("no mail ever") || remark.what()
            .startsWith("it never decides")).toList();
    }
}
