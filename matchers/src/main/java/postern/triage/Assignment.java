package postern.triage;

import java.util.List;
import java.util.Optional;
import postern.desk.Agent;
import postern.desk.Reason;
import postern.desk.Team;

/** Who works on it: a team, a tier of it, and perhaps an agent. */
public record Assignment(Team team, Optional<Agent> agent, Level level, List<Reason> reasons) {
    public Assignment {
        reasons = List.copyOf(reasons);
    }

    /** Of the first tier, where it stays. */
    public Assignment(Team team, Optional<Agent> agent, List<Reason> reasons) {
        this(team, agent, Level.FIRST, reasons);
    }
}
