package postern.server;

/** Something a person can mend. The message says what happened and what to do. */
public final class Failure extends Exception {
    public Failure(String message, Throwable cause) {
        super(message, cause);
    }

    public Failure(String message) {
        super(message);
    }
}
