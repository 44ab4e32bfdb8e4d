package postern.server;

/** A configuration with mistakes. The message holds all of them, one a line, each with file, line and hint. */
public final class WrongDesk extends Exception {
    public WrongDesk(String mistakes) {
        super(mistakes);
    }
}
