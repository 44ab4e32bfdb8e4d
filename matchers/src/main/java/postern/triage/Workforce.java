package postern.triage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A team at work, as far as it matters for who gets the next ticket.
 *
 * @param loads by agent id; who is missing has nothing to do
 * @param waiting tickets that wait in the team's folder, the earliest deadline first
 */
public record Workforce(Map<String, Load> loads, List<Job> waiting) {
    /**
     * @param open tickets that the agent has
     * @param turn grows with each ticket that anybody was given; the agent's last one
     */
    public record Load(int open, long turn) {
        static final Load NONE = new Load(0, 0);
    }

    /**
     * A ticket that somebody is to have.
     *
     * @param language BCP 47; {@code und} is anybody's
     * @param worker who has it
     * @param returned ids of those who had it and gave it back, with blanks between
     */
    public record Job(String topic, String language, int tier, Instant deadline, Optional<String> worker, Optional<String> returned) {
    }

    public Workforce {
        loads = Map.copyOf(loads);
        waiting = List.copyOf(waiting);
    }

    Load load(String agent) {
        return loads.getOrDefault(agent, Load.NONE);
    }
}
