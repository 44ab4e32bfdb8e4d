package postern.backup;

/** A backup or a restoration is not begun, since it would be the wrong place. The message says what to do. */
public final class Refused extends Exception {
    Refused(String message) {
        super(message);
    }
}
