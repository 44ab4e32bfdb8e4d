package postern.edge;

/** What the edge says after a command: an {@link Answer} that goes on, or a {@link Refusal}. */
sealed interface Reply permits Answer, Refusal {
    /** The lines on the wire, each ended by CR LF. */
    String wire();

    /** Whether the connection ends after it. */
    boolean closes();
}
