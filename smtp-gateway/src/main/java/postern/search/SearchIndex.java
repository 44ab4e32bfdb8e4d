package postern.search;

import com.google.common.base.Preconditions;
import com.google.common.primitives.Longs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
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
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** James' search: what {@link Finder} finds, in the folders that the session may read. */
@Singleton
public final class SearchIndex implements MessageSearchIndex {
    private final Finder finder;
    private final RightManager rights;
    private final MessageId.Factory ids;

    @Inject
    SearchIndex(Finder finder, RightManager rights, MessageId.Factory ids) {
        this.finder = finder;
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
        return found(() -> Longs.asList(finder.uids(mailbox.getMailboxId(), query))).map(MessageUid::of);
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
            return finder.rows(readable, query);
        }).map(Row::mail).distinct().take(limit).map(id -> ids.fromString(Long.toString(id)));
    }

    private static <T> Flux<T> found(Callable<List<T>> search) {
        return Mono.fromCallable(search).subscribeOn(Schedulers.boundedElastic()).flatMapIterable(all -> all)
            .onErrorMap(IOException.class, e -> new MailboxException("The search failed; try again", e));
    }
}
