package postern.triage;

import java.util.List;
import java.util.Optional;
import postern.desk.Agent;
import postern.desk.Reason;
import postern.desk.Team;

/** Who works on it: a team, and perhaps an agent of it. */
public record Assignment(Team team, Optional<Agent> agent, List<Reason> reasons) {
    public Assignment {
        reasons = List.copyOf(reasons);
    }
}
