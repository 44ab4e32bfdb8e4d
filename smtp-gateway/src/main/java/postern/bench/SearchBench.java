package postern.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.mail.Flags;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.SearchQuery;
import org.apache.james.mailbox.model.SearchQuery.AddressType;
import postern.index.Progress;
import postern.mailbox.Catalogue;
import postern.mailbox.SqlMailboxId;
import postern.search.Finder;
import postern.search.IndexHome;
import postern.store.SqliteStore;
import postern.store.Store;
import postern.terminal.Terminal;

/** Indexes generated mails of one folder and searches them, at a tenth, at half and at all of their number. */
final class SearchBench {
    private static final int UNIT = 500;
    private static final int QUERIES = 400;
    private static final double MEBI = 1024.0 * 1024.0;

    /**
     * What was seen at one number of mails.
     *
     * @param perSecond mails indexed in this step, until the last of them was found
     * @param cpuMillis of this process, a mail, until the index was at rest
     * @param octets of the mails so far
     * @param indexed octets of the index at rest
     * @param peak octets of the index at most, while segments were merged
     */
    record Step(int mails, double perSecond, double cpuMillis, long octets, long indexed, long peak, Map<String, Latency> queries) {
    }

    /** @param hits on average */
    record Latency(double medianMillis, double slowMillis, long hits) {
    }

    private final Prose prose;
    private final int mails;
    private long octets;

    SearchBench(long seed, int size, int mails) {
        this.prose = new Prose(seed, size);
        this.mails = mails;
    }

    List<Step> run(Path home, Consumer<Step> seen) throws Exception {
        List<Step> steps = new ArrayList<>();
        try (Store store = SqliteStore.open(home.resolve("postern.db"), new SimpleMeterRegistry())) {
            new Catalogue(store);
            int done = 0;
            for (int goal : new int[] {mails / 10, mails / 2, mails}) {
                fill(store, done, goal);
                long start = System.nanoTime();
                long cpu = Usage.now().cpuNanos();
                try (IndexHome index = new IndexHome(store, new SimpleMeterRegistry())) {
                    index.start();
                    Path files = home.resolve("index");
                    long peak = await(() -> isUpToDate(index), files);
                    double perSecond = (goal - done) * 1e9 / (System.nanoTime() - start);
                    peak = Math.max(peak, await(index::isAtRest, files));
                    double cpuMillis = (Usage.now().cpuNanos() - cpu) / 1e6 / (goal - done);
                    Map<String, Latency> queries = ask(new Finder(store, index, new SimpleMeterRegistry()), goal);
                    steps.add(new Step(goal, perSecond, cpuMillis, octets, size(files), peak, queries));
                }
                done = goal;
                seen.accept(steps.getLast());
            }
        }
        return steps;
    }

    private void fill(Store store, int from, int to) {
        for (int start = from; start < to; start += UNIT) {
            int first = start;
            List<byte[]> batch = new ArrayList<>();
            for (int i = start; i < Math.min(to, start + UNIT); i++) {
                batch.add(prose.mail(i));
                octets += batch.getLast().length;
            }
            store.writeAndWait(connection -> {
                try (Statement folder = connection.createStatement();
                     PreparedStatement mail = connection.prepareStatement("INSERT INTO mailbox_mail (id, prefix, body) VALUES (?, x'', ?)");
                     PreparedStatement entry = connection.prepareStatement("INSERT INTO mailbox_entry (folder, uid, mail, thread, modseq, flags,"
                         + " received, size, header) VALUES (1, ?1, ?2, ?2, ?1, ?3, 1790000000000, ?4, 300)")) {
                    folder.executeUpdate("INSERT OR IGNORE INTO mailbox_folder (id, namespace, owner, name, uid_validity) VALUES (1, '#private', 'bench', 'INBOX', 1)");
                    for (int i = 0; i < batch.size(); i++) {
                        long uid = first + i + 1;
                        mail.setLong(1, uid);
                        mail.setBytes(2, store.bodies().put(connection, batch.get(i)));
                        mail.executeUpdate();
                        entry.setLong(1, uid);
                        entry.setLong(2, uid);
                        entry.setInt(3, uid % 10 == 0 ? 0 : 32);
                        entry.setInt(4, batch.get(i).length);
                        entry.executeUpdate();
                    }
                    folder.executeUpdate("UPDATE mailbox_folder SET total = total + " + batch.size() + ", last_uid = " + (first + batch.size()));
                }
                return null;
            });
        }
    }

    private static boolean isUpToDate(IndexHome index) {
        Progress progress = index.progress();
        return progress.state() == Progress.State.FOLLOWING && progress.behind() == 0;
    }

    /** @return octets of the files at most meanwhile */
    private static long await(BooleanSupplier end, Path files) throws InterruptedException {
        long peak = 0;
        while (!end.getAsBoolean()) {
            Thread.sleep(20);
            peak = Math.max(peak, size(files));
        }
        return peak;
    }

    private Map<String, Latency> ask(Finder finder, int count) throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        Map<String, List<SearchQuery.Criterion>> kinds = new LinkedHashMap<>();
        for (int i = 0; i < QUERIES; i++) {
            double rank = Math.pow(20_000, 0.35 + 0.65 * random.nextDouble()) / 20_000;
            kinds.computeIfAbsent("Chinese word", kind -> new ArrayList<>()).add(SearchQuery.mailContains(prose.word(true, rank)));
            kinds.computeIfAbsent("English word", kind -> new ArrayList<>()).add(SearchQuery.mailContains(prose.word(false, rank)));
            kinds.computeIfAbsent("order number", kind -> new ArrayList<>()).add(SearchQuery.mailContains(prose.order(random.nextInt(count))));
            kinds.computeIfAbsent("sender", kind -> new ArrayList<>()).add(SearchQuery.address(AddressType.From, prose.sender(random.nextInt(count))));
            kinds.computeIfAbsent("word, unseen", kind -> new ArrayList<>()).add(SearchQuery.and(SearchQuery.flagIsUnSet(Flags.Flag.SEEN),
                SearchQuery.bodyContains(prose.word(i % 2 == 0, rank))));
        }
        Map<String, Latency> latencies = new LinkedHashMap<>();
        for (Map.Entry<String, List<SearchQuery.Criterion>> kind : kinds.entrySet()) {
            latencies.put(kind.getKey(), ask(finder, kind.getValue()));
        }
        return latencies;
    }

    private static Latency ask(Finder finder, List<SearchQuery.Criterion> criteria) throws Exception {
        MailboxId folder = new SqlMailboxId(1);
        Latencies took = new Latencies(criteria.size());
        long hits = 0;
        for (SearchQuery.Criterion criterion : criteria) {
            long start = System.nanoTime();
            hits += finder.uids(folder, SearchQuery.of(criterion)).length;
            took.add(System.nanoTime() - start);
        }
        return new Latency(took.quantile(0.5) / 1e6, took.quantile(0.99) / 1e6, hits / criteria.size());
    }

    /** Files come and go meanwhile; one that has gone counts nothing. */
    private static long size(Path folder) {
        File[] files = folder.toFile().listFiles();
        return files == null ? 0 : Arrays.stream(files).mapToLong(File::length).sum();
    }

    static void print(Step step, Terminal terminal) {
        terminal.say("%,d mails  %8.0f /s indexed, %.2f ms CPU a mail   %.0f MiB of mail, %.0f MiB of index (%.0f %%; while merging up to %.0f %%)",
            step.mails(), step.perSecond(), step.cpuMillis(), step.octets() / MEBI, step.indexed() / MEBI, 100.0 * step.indexed() / step.octets(),
            100.0 * step.peak() / step.octets());
        step.queries().forEach((kind, took) -> terminal.say("  %-14s %7.1f ms half of them, %7.1f ms 99 of 100; %,d found on average", kind,
            took.medianMillis(), took.slowMillis(), took.hits()));
    }
}
