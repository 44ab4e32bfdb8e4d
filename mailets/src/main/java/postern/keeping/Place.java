package postern.keeping;

import java.io.IOException;

/** Where a person may be found, and is taken out of. */
public interface Place {
    /**
     * Erases the person, or counts what there is to erase. Begins anew after a crash, so what is gone already is no mistake. By one thread.
     *
     * @throws IOException or {@link postern.store.StoreException} if it cannot be done now; it is tried again later
     */
    void erase(Erasing erasing) throws IOException;
}
