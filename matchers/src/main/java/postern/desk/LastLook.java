package postern.desk;

import java.util.List;
import java.util.Set;

/**
 * The last look at what agents write to customers.
 *
 * @param checks what is looked at
 * @param forbidden what nobody promises, in the order of the file
 * @param override who may send what the look objects to
 */
public record LastLook(Set<AnswerCheck> checks, List<ForbiddenPromise> forbidden, Override override) {
    /** Looks at nothing. */
    public static final LastLook NONE = new LastLook(Set.of(), List.of(), Override.NOBODY);

    public LastLook {
        checks = Set.copyOf(checks);
        forbidden = List.copyOf(forbidden);
    }

    /** Who may send all the same, with a word on the first line. */
    public enum Override {
        NOBODY, LEADS, AGENTS
    }

    public boolean mayOverride(Agent agent) {
        return switch (override) {
            case NOBODY -> false;
            case LEADS -> agent.lead();
            case AGENTS -> true;
        };
    }
}
