package postern.mailbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.core.Username;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxACL.Right;
import postern.store.Store;

/**
 * The folders of other teams as an agent has them: a folder of the agent's own, which opens and is empty. A mail of a ticket that is laid
 * there is the ticket's gesture; any other mail goes on to the team, whose it is from then on. One thread at a time.
 */
@Singleton
public final class TeamDoors {
    private static final int AT_ONCE = 500;

    private final Store store;
    private final TeamTree tree;
    private final Announcements announcements;
    private final Attendant.Bell bell;
    private final Clock clock;
    private boolean looked;

    @Inject
    public TeamDoors(Store store, TeamTree tree, Announcements announcements, Attendant.Bell bell, Clock clock) {
        this.store = store;
        this.tree = tree;
        this.announcements = announcements;
        this.bell = bell;
        this.clock = clock;
    }

    /** Takes along what was laid into one since the last time; the first time looks into all. */
    public void clear() {
        Set<Long> folders = new HashSet<>(bell.laidInto());
        if (!looked) {
            tree.catalogue().all().filter(folder -> tree.beyond(folder).isPresent()).forEach(folder -> folders.add(SqlMailboxId.of(folder.getMailboxId())));
            looked = true;
        }
        for (long id : folders) {
            Optional<Mailbox> door = tree.catalogue().find(id);
            Optional<Mailbox> beyond = door.flatMap(tree::beyond).filter(team -> mayLay(door.get().getUser(), team));
            while (beyond.isPresent() && !store.read(connection -> strangers(connection, id)).isEmpty()) {
                store.writeAndWait(connection -> pass(connection, id, SqlMailboxId.of(beyond.get().getMailboxId()))).run();
            }
        }
    }

    private boolean mayLay(Username owner, Mailbox team) {
        return tree.rights(owner, team).contains(Right.Insert);
    }

    /** Mails of no ticket. */
    private static List<EntryRow> strangers(Connection connection, long folder) throws SQLException {
        return Sql.list(connection, "SELECT " + EntryRow.COLUMNS + " FROM mailbox_entry e WHERE e.folder = ? AND e.mail NOT IN (SELECT mail FROM mailbox_ticket)"
            + " ORDER BY e.uid LIMIT ?", EntryRow::read, folder, AT_ONCE);
    }

    private Runnable pass(Connection connection, long door, long team) throws SQLException {
        Announcements.News news = announcements.news();
        List<EntryRow> rows = strangers(connection, door);
        news.added(team, new Entries(store).move(connection, team, rows, clock.millis()));
        news.expunged(door, rows);
        return news::tell;
    }
}
