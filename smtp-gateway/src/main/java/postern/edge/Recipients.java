package postern.edge;

/** Knows which addresses are ours. Called by session threads for each RCPT; answers are cached by the edge. */
public interface Recipients {
    enum Answer {
        OURS,
        /** Ours, and for our agents' mail only; to others it is unknown. */
        AGENTS,
        UNKNOWN,
        NOT_OURS
    }

    /** @param address {@code local@domain} */
    Answer ask(String address);
}
