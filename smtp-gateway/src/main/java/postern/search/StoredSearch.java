package postern.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import postern.desk.TicketId;
import postern.index.CommittedIndex;
import postern.index.Seeker;
import postern.index.Snapshot;
import postern.index.Vocabulary;
import postern.index.Wish;
import postern.index.WishMistake;
import postern.index.WishReader;
import postern.keeping.TicketSearch;
import postern.store.Store;

/** Looks through a store by the index as it was committed last; mails behind it, or all where there is none, are read. Thread-safe. */
public final class StoredSearch implements TicketSearch {
    private static final Logger LOG = LoggerFactory.getLogger(StoredSearch.class);
    private static final int AT_ONCE = 500;

    private final Store store;

    @Inject
    public StoredSearch(Store store) {
        this.store = store;
    }

    @Override
    public Set<TicketId> tickets(String query) {
        try {
            DeskMails desk = new DeskMails(store);
            long[] found = find(WishReader.read(query), desk);
            Set<TicketId> tickets = new HashSet<>();
            for (int from = 0; from < found.length; from += AT_ONCE) {
                for (DeskMails.Shown mail : desk.shown(Arrays.copyOfRange(found, from, Math.min(found.length, from + AT_ONCE)))) {
                    Optional.ofNullable(mail.ticket()).filter(ticket -> !ticket.isEmpty()).map(TicketId::new).ifPresent(tickets::add);
                }
            }
            return tickets;
        } catch (WishMistake e) {
            throw new IllegalArgumentException("the query cannot be read: " + query, e);
        } catch (IOException e) {
            throw new UncheckedIOException("the mails cannot be searched", e);
        }
    }

    private long[] find(Wish wish, DeskMails desk) throws IOException {
        StoredMails mails = new StoredMails(store);
        Optional<Snapshot> snapshot = CommittedIndex.open(IndexHome.folder(store), mails);
        if (snapshot.isPresent()) {
            try (Snapshot held = snapshot.get()) {
                return new Seeker(Optional.of(held), mails, desk, ZoneId.systemDefault(), new Vocabulary()).find(wish, true).mails();
            } catch (IOException | IllegalStateException | IndexOutOfBoundsException | IllegalArgumentException e) {
                LOG.warn("The index cannot be read, all mails are: {}", e.toString());
            }
        }
        return new Seeker(Optional.empty(), mails, desk, ZoneId.systemDefault(), new Vocabulary()).find(wish, true).mails();
    }
}
