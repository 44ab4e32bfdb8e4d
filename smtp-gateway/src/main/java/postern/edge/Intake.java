package postern.edge;

/**
 * Where accepted mail goes. Called by a session's thread once for each DATA; the edge answers 250 only after it returned.
 */
public interface Intake {
    /**
     * Takes over the responsibility for a mail: returns after the group commit that holds it.
     *
     * @throws IntakeRefused passing trouble (disk full, spool too deep, store down): the edge answers 4xx; or a refusal of its own
     */
    void accept(Arrival arrival) throws IntakeRefused;

    /** Whether mail could be taken now; asked before MAIL, must be cheap (no I/O). @return null, or why not */
    String busy();
}
