package postern.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;

/**
 * The index while one process writes it. One thread changes and commits it, any thread takes snapshots.
 *
 * <p>What it covers is written with each commit, so after a crash it says by itself from where to go on.
 */
final class LiveIndex implements AutoCloseable {
    private static final double BUFFER_MIB = 48;
    /** Segments of about the same size that may lie side by side while mail flows: merging them costs half as much as making them. */
    private static final double MANY = 16;
    /** As many when it is quiet: a word that is in all of them takes its room in each. */
    private static final double FEW = 4;
    /** Smaller segments count as this large, while mail flows and when it is quiet. */
    private static final double FLOW_FLOOR_MIB = 2;
    private static final double QUIET_FLOOR_MIB = 16;
    /** Larger segments are not made: while one is, it takes its room twice, and mail that comes has to wait for the processor. */
    private static final double LARGEST_MIB = 512;
    /** Lucene tells by java.util.logging at each start that it could use vectors of a newer release, which terms do not need. */
    private static final Logger VECTORS = Logger.getLogger(
        "org.apache.lucene.internal.vectorization.VectorizationProvider");

    static {
        VECTORS.setLevel(Level.SEVERE);
    }

    private final FSDirectory directory;
    private final IndexWriter writer;
    private final TieredMergePolicy merging;
    private final ConcurrentMergeScheduler merges;
    private final SearcherManager searchers;
    private volatile Coverage coverage;
    private volatile Coverage refreshed;

    private LiveIndex(FSDirectory directory, IndexWriter writer, Coverage coverage) throws IOException {
        this.directory = directory;
        this.writer = writer;
        this.merging = (TieredMergePolicy) writer.getConfig().getMergePolicy();
        this.merges = (ConcurrentMergeScheduler) writer.getConfig().getMergeScheduler();
        this.searchers = new SearcherManager(writer, new SearcherFactory());
        this.coverage = coverage;
        this.refreshed = coverage;
    }

    /**
     * Opens the index as it was committed last; one that is damaged, of another version or of another store gives way to an empty
     * one.
     */
    static LiveIndex open(Path folder, MailSource source) throws IOException {
        Files.createDirectories(folder);
        FSDirectory directory = FSDirectory.open(folder);
        try {
            Optional<Coverage> found = sound(directory).filter(coverage -> coverage.fits(source));
            IndexWriter writer = new IndexWriter(directory, settings().setOpenMode(found.isPresent() ? OpenMode.APPEND : OpenMode.CREATE));
            return new LiveIndex(directory, writer, found.orElseGet(() -> Coverage.none(source)));
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static IndexWriterConfig settings() {
        return new IndexWriterConfig(new KeywordAnalyzer()).setRAMBufferSizeMB(BUFFER_MIB).setCommitOnClose(false)
            .setMergePolicy(new TieredMergePolicy().setForceMergeDeletesPctAllowed(0).setSegmentsPerTier(MANY).setFloorSegmentMB(FLOW_FLOOR_MIB)
                .setMaxMergedSegmentMB(LARGEST_MIB));
    }

    /** @return what it covers; empty if it cannot be used as it is */
    private static Optional<Coverage> sound(FSDirectory directory) throws IOException {
        if (!DirectoryReader.indexExists(directory)) {
            return Optional.empty();
        }
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            for (LeafReaderContext leaf : reader.leaves()) {
                ((CodecReader) leaf.reader()).checkIntegrity();
            }
            return Coverage.read(reader.getIndexCommit().getUserData());
        } catch (IOException | RuntimeException damaged) {
            // Any kind of damage, also that of numbers in the commit: it is made anew.
            return Optional.empty();
        }
    }

    Coverage coverage() {
        return coverage;
    }

    /** @param perhapsKnown whether the index may have it already */
    void add(long mail, MailText text, boolean perhapsKnown) throws IOException {
        if (perhapsKnown) {
            writer.updateDocument(Documents.term(mail), Documents.of(mail, text));
        } else {
            writer.addDocument(Documents.of(mail, text));
        }
    }

    void remove(long mail) throws IOException {
        writer.deleteDocuments(Documents.term(mail));
    }

    /** Says that all which belongs to this coverage was added. */
    void covers(Coverage reached) {
        coverage = reached;
    }

    /** Makes durable what is covered, and lets go of the files that merges have replaced. */
    void commit() throws IOException {
        writer.setLiveCommitData(coverage.written().entrySet());
        writer.commit();
        // A reader that nobody needs any more would keep them.
        refresh();
    }

    /** Says that mail flows. */
    void spread() {
        merging.setSegmentsPerTier(MANY).setFloorSegmentMB(FLOW_FLOOR_MIB);
    }

    /** Begins to merge as far as is worth it when nothing else is to be done. */
    void gather() throws IOException {
        merging.setSegmentsPerTier(FEW).setFloorSegmentMB(QUIET_FLOOR_MIB);
        writer.maybeMerge();
    }

    /** @return whether merges are at work */
    boolean merges() {
        return merges.mergeThreadCount() > 0 || writer.hasPendingMerges();
    }

    /** @return whether the files are not those of the last commit: mails were added, or segments merged */
    boolean changed() {
        return writer.hasUncommittedChanges();
    }

    /** Leaves no word of removed mails in the files. */
    void purge() throws IOException {
        // A merge that is under way may carry removed mails into its segment.
        do {
            merges.sync();
            writer.forceMergeDeletes();
        } while (writer.hasDeletions());
        commit();
        writer.deleteUnusedFiles();
    }

    /** @param position a snapshot that covers less is brought up to date first */
    Snapshot snapshot(long position) throws IOException {
        if (refreshed.position() < position || refreshed.low() != coverage.low()) {
            refresh();
        }
        Coverage covered = refreshed;
        IndexSearcher searcher = searchers.acquire();
        return new Snapshot(searcher, covered, () -> searchers.release(searcher));
    }

    private void refresh() throws IOException {
        Coverage reached = coverage;
        searchers.maybeRefreshBlocking();
        refreshed = reached;
    }

    @Override
    public void close() throws IOException {
        IOUtils.close(searchers, writer, directory);
    }

    /** Leaves without a word what was not committed; for an index that failed. */
    void abandon() throws IOException {
        IOUtils.close(searchers, writer::rollback, directory);
    }
}
