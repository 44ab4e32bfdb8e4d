package postern.mailbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.events.Event;
import org.apache.james.events.EventBus;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.SessionProvider;
import org.apache.james.mailbox.events.MailboxIdRegistrationKey;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MessageMetaData;
import org.apache.james.mailbox.model.UpdatedFlags;
import org.apache.james.mailbox.store.event.EventFactory;

/** Tells waiting clients what the gateway itself did in the team folders. */
@Singleton
public final class Announcements {
    private final EventBus events;
    private final TeamTree tree;
    private final MailboxSession session;

    @Inject
    public Announcements(EventBus events, TeamTree tree, SessionProvider sessions) {
        this.events = events;
        this.tree = tree;
        this.session = sessions.createSystemSession(tree.account());
    }

    News news() {
        return new News();
    }

    /** What happened in one unit of work, by folder. For one thread. */
    final class News {
        private final Map<Long, List<MessageMetaData>> added = new LinkedHashMap<>();
        private final Map<Long, List<MessageMetaData>> expunged = new LinkedHashMap<>();
        private final Map<Long, List<UpdatedFlags>> marked = new LinkedHashMap<>();

        void added(long folder, List<EntryRow> rows) {
            rows.forEach(row -> added.computeIfAbsent(folder, id -> new ArrayList<>()).add(row.metaData()));
        }

        void expunged(long folder, List<EntryRow> rows) {
            rows.forEach(row -> expunged.computeIfAbsent(folder, id -> new ArrayList<>()).add(row.metaData()));
        }

        void marked(long folder, List<UpdatedFlags> updates) {
            marked.computeIfAbsent(folder, id -> new ArrayList<>()).addAll(updates);
        }

        /** Call after the commit. */
        void tell() {
            tell(added, (folder, rows) -> EventFactory.added().randomEventId().mailboxSession(session).mailbox(folder).addMetaData(rows)
                .isDelivery(false).build());
            tell(expunged, (folder, rows) -> EventFactory.expunged().randomEventId().mailboxSession(session).mailbox(folder).addMetaData(rows).build());
            tell(marked, (folder, rows) -> EventFactory.flagsUpdated().randomEventId().mailboxSession(session).mailbox(folder).updatedFlags(rows).build());
        }

        private <T> void tell(Map<Long, List<T>> byFolder, BiFunction<Mailbox, List<T>, Event> event) {
            byFolder.forEach((id, rows) -> {
                Optional<Mailbox> folder = rows.isEmpty() ? Optional.empty() : tree.catalogue().find(id);
                folder.ifPresent(found -> events.dispatch(event.apply(found, rows), new MailboxIdRegistrationKey(found.getMailboxId())).block());
            });
        }
    }
}
