package postern.edge;

import java.util.Optional;

/** The intake does not take a mail. The message goes to the log, not to the client. */
public class IntakeRefused extends Exception {
    private final transient Optional<Refusal> refusal;

    /** It cannot now. */
    public IntakeRefused(String message, Throwable cause) {
        super(message, cause);
        this.refusal = Optional.empty();
    }

    /** It does not want to, and says why. */
    public IntakeRefused(Refusal refusal) {
        super(refusal.reason());
        this.refusal = Optional.of(refusal);
    }

    /** What to tell the client; empty for passing trouble. */
    Optional<Refusal> refusal() {
        return refusal;
    }
}
