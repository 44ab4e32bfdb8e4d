package postern.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;

/** The index as it was committed last, for a process beside the one that writes it. */
public final class CommittedIndex {
    private CommittedIndex() {
    }

    /** @return empty if there is none that can be used with the store; whoever searches then reads the mails */
    public static Optional<Snapshot> open(Path folder, MailSource source) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        FSDirectory directory = FSDirectory.open(folder);
        DirectoryReader reader = null;
        try {
            reader = DirectoryReader.indexExists(directory) ? DirectoryReader.open(directory) : null;
        } catch (IOException | RuntimeException damaged) {
            // The gateway finds it out, too, and makes it anew.
            reader = null;
        }
        Optional<Coverage> coverage = reader == null ? Optional.empty()
            : Coverage.read(reader.getIndexCommit().getUserData()).filter(found -> found.fits(source));
        if (coverage.isEmpty()) {
            IOUtils.close(reader, directory);
            return Optional.empty();
        }
        DirectoryReader open = reader;
        return Optional.of(new Snapshot(new IndexSearcher(open), coverage.get(), () -> IOUtils.close(open, directory)));
    }
}
