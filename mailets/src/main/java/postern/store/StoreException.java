package postern.store;

/** The store could not do a unit of work. {@link #isFull} tells a full disk, which passes, from other causes. */
public class StoreException extends RuntimeException {
    private final boolean full;

    public StoreException(String message, Throwable cause, boolean full) {
        super(message, cause);
        this.full = full;
    }

    public boolean isFull() {
        return full;
    }
}
