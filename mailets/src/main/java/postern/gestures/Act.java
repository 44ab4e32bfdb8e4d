package postern.gestures;

import java.util.Optional;
import postern.desk.Priority;

/** What people do to a ticket, however they do it: by a folder, a keyword, a control address or a word. */
public sealed interface Act {
    /** Gives the ticket to a team, and to one of its agents or to nobody; it is the desk's turn again. */
    record Assign(String team, Optional<String> agent) implements Act {
    }

    /** Gives the ticket to an agent: within its team if the agent is there, else with the agent's first team. */
    record Give(String agent) implements Act {
    }

    /** Nobody's of its team again. @param reason in the words of the agent who had it, may be empty */
    record GiveBack(String reason) implements Act {
    }

    /** The customer's turn. @param team the folder it was laid into; empty for the ticket's own team */
    record Wait(Optional<String> team) implements Act {
    }

    /** Nobody's turn any more. @param team the folder it was laid into; empty for the ticket's own team */
    record Finish(Optional<String> team) implements Act {
    }

    /** The desk's turn again, with the people it had. */
    record Reopen() implements Act {
    }

    /** It is about this topic, and so for the topic's team. */
    record About(String topic) implements Act {
    }

    record Rank(Priority priority) implements Act {
    }

    /** One step more urgent, or less. */
    record Shift(boolean up) implements Act {
    }

    /** To the next tier of the team, else to one who leads it. */
    record Escalate() implements Act {
    }

    /** Out of sight until then, or until the customer writes; the clock goes on. */
    record Snooze(Until until) implements Act {
    }

    /** In sight again. */
    record Wake() implements Act {
    }

    /** The own last act, if that was within a minute, never happened. */
    record Undo() implements Act {
    }

    /** No customer's mail at all: done, and nobody learns from it. */
    record Junk() implements Act {
    }
}
