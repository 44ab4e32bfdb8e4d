package postern.index;

import java.io.IOException;
import org.apache.lucene.search.IndexSearcher;

/** The index at one moment. Used by one thread, and closed by it. */
public final class Snapshot implements AutoCloseable {
    /** Gives back what the snapshot holds. */
    @FunctionalInterface
    interface Release {
        void run() throws IOException;
    }

    private final IndexSearcher searcher;
    private final Coverage coverage;
    private final Release release;

    Snapshot(IndexSearcher searcher, Coverage coverage, Release release) {
        this.searcher = searcher;
        this.coverage = coverage;
        this.release = release;
    }

    public IndexSearcher searcher() {
        return searcher;
    }

    /** Number of the last change that it knows. */
    public long position() {
        return coverage.position();
    }

    /** @return whether it knows a mail that came no later than {@link #position()} */
    public boolean covers(long mail) {
        return mail >= coverage.low();
    }

    /** @return whether it knows all mails up to its position */
    public boolean whole() {
        return coverage.whole();
    }

    @Override
    public void close() throws IOException {
        release.run();
    }
}
