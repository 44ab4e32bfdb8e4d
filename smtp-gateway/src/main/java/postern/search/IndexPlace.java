package postern.search;

import java.io.IOException;
import java.time.Duration;
import postern.keeping.Erasing;
import postern.keeping.Place;

/** The search index: removed mails leave no word in its files. */
public record IndexPlace(IndexHome index) implements Place {
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    @Override
    public void erase(Erasing erasing) throws IOException {
        if (!erasing.looks() && !index.purge(PATIENCE)) {
            throw new IOException("the search index is not done: " + index.progress());
        }
    }
}
