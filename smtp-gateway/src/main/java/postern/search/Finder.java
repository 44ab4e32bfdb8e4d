package postern.search;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.SearchQuery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import postern.index.MailText;
import postern.index.Snapshot;
import postern.index.Vocabulary;
import postern.letter.LetterReader;
import postern.store.Store;
import postern.store.StoreException;

/**
 * Finds mails in folders. Words are the index's, everything that changes is the store's: flags, keywords, uids, folders are asked
 * at the moment of the search, and a mail that the index does not know yet is read. So the answer is that of the store, always.
 * Thread-safe; asks for no rights.
 */
@Singleton
public final class Finder {
    private static final Logger LOG = LoggerFactory.getLogger(Finder.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** One mail's row, found by its id, costs as much as so many uids of a list. */
    private static final long WORTH_LISTING = 64;

    private final Store store;
    private final StoredMails mails;
    private final IndexHome index;
    private final Timer quick;
    private final Timer reading;
    private final Counter overlooked;
    private final Places places = new Places();
    private final Vocabulary words = new Vocabulary();
    private final LetterReader reader = new LetterReader();

    @Inject
    public Finder(Store store, IndexHome index, MeterRegistry meters) {
        this.store = store;
        this.mails = new StoredMails(store);
        this.index = index;
        this.quick = timer(meters, "index");
        this.reading = timer(meters, "reading");
        this.overlooked = Counter.builder("postern.search.overlooked")
            .description("mails that a search showed without looking at them, since it had looked at too many").register(meters);
    }

    private static Timer timer(MeterRegistry meters, String by) {
        return Timer.builder("postern.search").description("searches, by the index or by reading mails that it does not know")
            .tag("by", by).register(meters);
    }

    /** @return uids of what is found in one folder, in the order that the query asks for */
    public long[] uids(MailboxId folder, SearchQuery query) throws IOException, MailboxException {
        return asking(query, search -> {
            Optional<long[]> quickly = query.getSorts().equals(SearchQuery.DEFAULT_SORTS) ? search.byPlaces(Long.parseLong(folder.serialize()))
                : Optional.empty();
            return quickly.isPresent() ? quickly.get() : search.rows(List.of(folder)).stream().mapToLong(Row::uid).toArray();
        });
    }

    /** @return rows in the order that the query asks for */
    public List<Row> rows(Collection<MailboxId> folders, SearchQuery query) throws IOException, MailboxException {
        return asking(query, search -> search.rows(folders));
    }

    /** A way to the answer. */
    @FunctionalInterface
    private interface Way<T> {
        T answer(Search search) throws IOException;
    }

    private <T> T asking(SearchQuery query, Way<T> way) throws IOException, MailboxException {
        long start = System.nanoTime();
        try {
            try (Held held = new Held(index.snapshot(mails.newest(), PATIENCE))) {
                Search search = new Search(query, held.snapshot());
                T answer = way.answer(search);
                overlooked.increment(search.asked.overlooked());
                (held.snapshot().filter(Snapshot::whole).isPresent() ? quick : reading).record(Duration.ofNanos(System.nanoTime() - start));
                return answer;
            } catch (IOException | IllegalStateException e) {
                // A damaged index must not keep anybody from finding a mail.
                index.distrust(e);
                return way.answer(new Search(query, Optional.empty()));
            } catch (Rows.Outdated e) {
                return way.answer(new Search(query, Optional.empty()));
            } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
                // Damage may show like this; so may a mistake of ours, for which the index need not be made anew.
                LOG.warn("The search index failed; the mails are read instead", e);
                return way.answer(new Search(query, Optional.empty()));
            }
        } catch (StoreException e) {
            throw new MailboxException("The store could not do this", e);
        }
    }

    /** A snapshot that is given back, if there is one. */
    private record Held(Optional<Snapshot> snapshot) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            if (snapshot.isPresent()) {
                snapshot.get().close();
            }
        }
    }

    /** One search with the index as it was at its beginning. */
    private final class Search {
        private final SearchQuery query;
        private final Optional<Snapshot> snapshot;
        private final Texts asked;
        private final Condition.All wanted;
        private final LongFunction<MailText> heads = mail -> MailText.of(mails.head(mail).orElse(new byte[0]), reader);
        private final LongFunction<MailText> texts = mail -> MailText.of(mails.octets(mail).orElse(new byte[0]), reader);

        Search(SearchQuery query, Optional<Snapshot> snapshot) throws IOException, MailboxException {
            this.query = query;
            this.snapshot = snapshot;
            this.asked = new Texts(snapshot, words);
            this.wanted = new Conditions(asked, query.getRecentMessageUids()).all(query.getCriteria());
        }

        List<Row> rows(Collection<MailboxId> folders) {
            Optional<long[]> only = snapshot.filter(Snapshot::whole).flatMap(whole -> wanted.fewest());
            RowCriteria criteria = RowCriteria.of(query.getCriteria());
            List<Row> found = new ArrayList<>();
            for (MailboxId folder : folders) {
                Rows rows = Rows.of(store, Long.parseLong(folder.serialize()), snapshot.map(Snapshot::position).orElse(Long.MAX_VALUE), only, criteria);
                rows.rows().stream().filter(row -> wanted.holds(candidate(row, rows.news()))).forEach(found::add);
            }
            return new Order(query.getSorts(), heads).sorted(found);
        }

        private Candidate candidate(Row row, Set<Long> news) {
            boolean indexed = snapshot.filter(known -> known.covers(row.mail())).isPresent() && !news.contains(row.mail());
            return new Candidate(row, indexed, texts);
        }

        /** @return uids in order, if the index and the lists of marks alone can tell the mails of a large folder */
        Optional<long[]> byPlaces(long folder) {
            if (wanted.areMarks()) {
                return Optional.of(store.read(connection -> Mark.uids(connection, folder, wanted.marks())));
            }
            Optional<long[]> hits = snapshot.filter(Snapshot::whole).flatMap(whole -> wanted.onlyHits());
            return hits.isEmpty() ? hits : store.read(connection -> {
                Optional<Places.Folder> in = places.of(connection, folder);
                if (in.isEmpty() || !wanted.marks().isEmpty() && hits.get().length * WORTH_LISTING < in.get().total()) {
                    return Optional.empty();
                }
                Rows late = Rows.ofNews(store, folder, snapshot.get().position());
                LongStream known = LongStream.of(Mark.among(in.get().uids(hits.get()), connection, folder, wanted.marks()));
                Set<Long> lateUids = late.rows().stream().map(Row::uid).collect(Collectors.toSet());
                LongStream news = late.rows().stream().filter(row -> wanted.holds(candidate(row, late.news()))).mapToLong(Row::uid);
                return Optional.of(late.rows().isEmpty() ? known.toArray()
                    : LongStream.concat(known.filter(uid -> !lateUids.contains(uid)), news).sorted().toArray());
            });
        }
    }
}
