package postern.edge;

/** The intake cannot take a mail now. The message goes to the log, not to the client. */
public class IntakeRefused extends Exception {
    public IntakeRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
