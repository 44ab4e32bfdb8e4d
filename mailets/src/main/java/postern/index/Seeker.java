package postern.index;

import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import postern.letter.LetterReader;

/**
 * Grants wishes: mails by what is in them and by what the desk knows of them. Mails that the snapshot does not know are read.
 * Used by one thread.
 */
public final class Seeker {
    /** What the desk knows of mails. */
    public interface Desk {
        /** @return ids of the mails whose tickets have a trait, ascending */
        long[] with(Wish.Trait trait, String value);

        /** @return ids of all mails that came in a span of milliseconds, ascending */
        long[] between(long from, long to);
    }

    /**
     * What was found.
     *
     * @param mails ids, best first
     * @param read how many mails were read because the index does not know them
     */
    public record Result(long[] mails, long read) {
    }

    private static final int TERMS = 1024;

    private Optional<Snapshot> snapshot;
    private final MailSource source;
    private final Desk desk;
    private final ZoneId zone;
    private final Vocabulary words;
    /** Which of the mails that the index does not know a wish is granted by. */
    private final Map<Wish, long[]> read = new HashMap<>();
    private final LetterReader reader = new LetterReader();
    private long[] unknown;

    /** @param zone of the days in a query */
    public Seeker(Optional<Snapshot> snapshot, MailSource source, Desk desk, ZoneId zone, Vocabulary words) {
        this.snapshot = snapshot;
        this.source = source;
        this.desk = desk;
        this.zone = zone;
        this.words = words;
    }

    /** @param newest whether the newest mail comes first rather than the one that fits best */
    public Result find(Wish wish, boolean newest) throws IOException {
        unknown = unknown();
        read(wish);
        long[] found = mails(wish);
        return new Result(newest ? newestFirst(found) : bestFirst(wish, found), unknown.length);
    }

    private long[] unknown() {
        if (snapshot.isEmpty()) {
            return all();
        }
        long position = snapshot.get().position();
        List<MailSource.Change> changes = source.after(position, Integer.MAX_VALUE);
        if (!changes.isEmpty() && changes.getFirst().position() > position + 1) {
            // What came in between was forgotten, so nothing tells what the index does not know.
            snapshot = Optional.empty();
            return all();
        }
        LongStream late = changes.stream().filter(change -> !change.gone()).mapToLong(MailSource.Change::mail);
        return snapshot.get().whole() ? late.sorted().distinct().toArray()
            : LongStream.concat(late, Arrays.stream(all()).filter(mail -> !snapshot.get().covers(mail))).sorted().distinct().toArray();
    }

    private long[] all() {
        return desk.between(0, Long.MAX_VALUE);
    }

    private long[] mails(Wish wish) throws IOException {
        return switch (wish) {
            case Wish.Words text -> union(indexed(new WordWish(text)), read.get(text));
            case Wish.WithFiles files -> union(snapshot.isEmpty() ? new long[0] : known(IndexQueries.mails(snapshot.get().searcher(), IndexQueries.withFiles())),
                read.get(files));
            case Wish.Of of -> desk.with(of.trait(), of.value());
            case Wish.Received received -> {
                long day = received.day().atStartOfDay(zone).toInstant().toEpochMilli();
                yield received.before() ? desk.between(0, day) : desk.between(day, Long.MAX_VALUE);
            }
            case Wish.Not not -> without(all(), mails(not.part()));
            case Wish.Any any -> {
                long[] sum = new long[0];
                for (Wish part : any.parts()) {
                    sum = union(sum, mails(part));
                }
                yield sum;
            }
            case Wish.All all -> all(all);
        };
    }

    private long[] all(Wish.All all) throws IOException {
        long[] rest = null;
        for (Wish part : all.parts()) {
            if (!(part instanceof Wish.Not)) {
                rest = rest == null ? mails(part) : common(rest, mails(part));
            }
        }
        rest = rest == null ? all() : rest;
        for (Wish part : all.parts()) {
            rest = part instanceof Wish.Not not ? without(rest, mails(not.part())) : rest;
        }
        return rest;
    }

    private long[] indexed(WordWish word) throws IOException {
        if (snapshot.isEmpty()) {
            return new long[0];
        }
        IndexSearcher searcher = snapshot.get().searcher();
        Needle.Found found = word.found(searcher.getIndexReader(), words);
        long[] mails = known(IndexQueries.mails(searcher, found.query()));
        return found.certain() ? mails : Arrays.stream(mails).filter(mail -> word.in(text(mail))).toArray();
    }

    /** Leaves out what is read anyway, and what is gone. */
    private long[] known(long[] mails) {
        return without(mails, unknown);
    }

    /** Reads each mail that the index does not know once, for all wishes, and keeps none. */
    private void read(Wish wish) {
        Map<Wish, Predicate<MailText>> tests = new HashMap<>();
        tests(wish, tests);
        Map<Wish, LongStream.Builder> granted = new HashMap<>();
        tests.keySet().forEach(each -> granted.put(each, LongStream.builder()));
        for (long mail : tests.isEmpty() ? new long[0] : unknown) {
            MailText text = text(mail);
            tests.forEach((each, test) -> {
                if (test.test(text)) {
                    granted.get(each).add(mail);
                }
            });
        }
        granted.forEach((each, mails) -> read.put(each, mails.build().toArray()));
    }

    private static void tests(Wish wish, Map<Wish, Predicate<MailText>> tests) {
        switch (wish) {
            case Wish.Words text -> tests.put(text, new WordWish(text)::in);
            case Wish.WithFiles files -> tests.put(files, MailText::hasFiles);
            case Wish.Not not -> tests(not.part(), tests);
            case Wish.Any any -> any.parts().forEach(part -> tests(part, tests));
            case Wish.All all -> all.parts().forEach(part -> tests(part, tests));
            case Wish.Of of -> { }
            case Wish.Received received -> { }
        }
    }

    private MailText text(long mail) {
        return MailText.of(source.octets(mail).orElse(new byte[0]), reader);
    }

    private static long[] newestFirst(long[] mails) {
        return LongStream.iterate(mails.length - 1L, i -> i >= 0, i -> i - 1).map(i -> mails[(int) i]).toArray();
    }

    private long[] bestFirst(Wish wish, long[] mails) throws IOException {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        if (snapshot.isPresent()) {
            rank(wish, query);
        }
        Query ranking = query.build();
        Map<Long, Float> scores = snapshot.isPresent() && !((BooleanQuery) ranking).clauses().isEmpty()
            ? IndexQueries.scores(snapshot.get().searcher(), ranking, mails) : Map.of();
        return Arrays.stream(mails).boxed().sorted(Comparator.comparing((Long mail) -> -scores.getOrDefault(mail, 0f))
            .thenComparing(Comparator.reverseOrder())).mapToLong(Long::longValue).toArray();
    }

    private void rank(Wish wish, BooleanQuery.Builder query) throws IOException {
        switch (wish) {
            case Wish.Words text -> {
                if (query.build().clauses().size() < TERMS / 2) {
                    new WordWish(text).rank(query, snapshot.orElseThrow().searcher().getIndexReader(), words);
                }
            }
            case Wish.All all -> rank(all.parts(), query);
            case Wish.Any any -> rank(any.parts(), query);
            case Wish.Not not -> { }
            case Wish.Of of -> { }
            case Wish.Received received -> { }
            case Wish.WithFiles files -> { }
        }
    }

    private void rank(List<Wish> parts, BooleanQuery.Builder query) throws IOException {
        for (Wish part : new ArrayList<>(parts)) {
            rank(part, query);
        }
    }

    private static long[] union(long[] one, long[] other) {
        return one.length == 0 ? other : other.length == 0 ? one
            : LongStream.concat(Arrays.stream(one), Arrays.stream(other)).sorted().distinct().toArray();
    }

    private static long[] common(long[] one, long[] other) {
        return Arrays.stream(one).filter(mail -> Arrays.binarySearch(other, mail) >= 0).toArray();
    }

    private static long[] without(long[] one, long[] other) {
        return other.length == 0 ? one : Arrays.stream(one).filter(mail -> Arrays.binarySearch(other, mail) < 0).toArray();
    }
}
