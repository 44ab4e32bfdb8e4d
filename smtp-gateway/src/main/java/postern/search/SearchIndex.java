package postern.search;

import com.google.common.base.Preconditions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.mailbox.MailboxManager.MessageCapabilities;
import org.apache.james.mailbox.MailboxManager.SearchCapabilities;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.RightManager;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.model.SearchQuery;
import org.apache.james.mailbox.store.search.MessageSearchIndex;
import postern.archive.MailText;
import postern.archive.Snapshot;
import postern.archive.Vocabulary;
import postern.letter.LetterReader;
import postern.store.Store;
import postern.store.StoreException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * James' search. Words are the index's, everything that changes is the store's: flags, keywords, uids, folders are asked at the
 * moment of the search, and a mail that the index does not know yet is read. So the answer is that of the store, always.
 */
@Singleton
public final class SearchIndex implements MessageSearchIndex {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Store store;
    private final StoredMails mails;
    private final IndexHome index;
    private final RightManager rights;
    private final MessageId.Factory ids;
    private final Vocabulary words = new Vocabulary();
    private final LetterReader reader = new LetterReader();

    @Inject
    SearchIndex(Store store, IndexHome index, RightManager rights, MessageId.Factory ids) {
        this.store = store;
        this.mails = new StoredMails(store);
        this.index = index;
        this.rights = rights;
        this.ids = ids;
    }

    @Override
    public EnumSet<SearchCapabilities> getSupportedCapabilities(EnumSet<MessageCapabilities> messages) {
        return EnumSet.of(SearchCapabilities.MultimailboxSearch, SearchCapabilities.PartialEmailMatch, SearchCapabilities.Text,
            SearchCapabilities.FullText, SearchCapabilities.AttachmentFileName);
    }

    @Override
    public Flux<MessageUid> search(MailboxSession session, Mailbox mailbox, SearchQuery query) {
        Preconditions.checkArgument(session != null, "'session' is mandatory");
        return found(() -> find(List.of(mailbox.getMailboxId()), query)).map(row -> MessageUid.of(row.uid()));
    }

    @Override
    public Flux<MessageId> search(MailboxSession session, Collection<MailboxId> mailboxes, SearchQuery query, long limit) {
        Preconditions.checkArgument(session != null, "'session' is mandatory");
        return found(() -> {
            List<MailboxId> readable = new ArrayList<>();
            for (MailboxId mailbox : mailboxes) {
                if (rights.hasRight(mailbox, Right.Read, session)) {
                    readable.add(mailbox);
                }
            }
            return find(readable, query);
        }).map(Row::mail).distinct().take(limit).map(id -> ids.fromString(Long.toString(id)));
    }

    private static Flux<Row> found(Callable<List<Row>> search) {
        return Mono.fromCallable(search).subscribeOn(Schedulers.boundedElastic()).flatMapIterable(rows -> rows)
            .onErrorMap(IOException.class, e -> new MailboxException("The search failed; try again", e));
    }

    private List<Row> find(List<MailboxId> folders, SearchQuery query) throws IOException, MailboxException {
        try {
            try (Held held = new Held(index.snapshot(mails.newest(), PATIENCE))) {
                return find(folders, query, held.snapshot);
            } catch (IOException | IllegalStateException e) {
                // A damaged index must not keep anybody from finding a mail.
                index.distrust(e);
                return find(folders, query, Optional.empty());
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

    private List<Row> find(List<MailboxId> folders, SearchQuery query, Optional<Snapshot> snapshot) throws IOException, MailboxException {
        Condition.All wanted = new Conditions(new Texts(snapshot, words), query.getRecentMessageUids()).all(query.getCriteria());
        Optional<long[]> only = snapshot.filter(Snapshot::whole).flatMap(whole -> wanted.fewest());
        RowCriteria criteria = RowCriteria.of(query.getCriteria());
        List<Row> found = new ArrayList<>();
        LongFunction<MailText> texts = mail -> MailText.of(mails.octets(mail).orElse(new byte[0]), reader);
        for (MailboxId folder : folders) {
            Rows rows = Rows.of(store, Long.parseLong(folder.serialize()), snapshot.map(Snapshot::position).orElse(Long.MAX_VALUE), only, criteria);
            for (Row row : rows.rows()) {
                boolean indexed = snapshot.filter(known -> known.covers(row.mail())).isPresent() && !rows.news().contains(row.mail());
                if (wanted.holds(new Candidate(row, indexed, texts))) {
                    found.add(row);
                }
            }
        }
        return new Order(query.getSorts(), texts).sorted(found);
    }
}
