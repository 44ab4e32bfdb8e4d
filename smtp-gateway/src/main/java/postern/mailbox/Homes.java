package postern.mailbox;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.james.mailbox.model.Mailbox;

/** Where a mail of a ticket is at home, of all the folders that hold it. */
record Homes(TeamTree tree) {
    /** They show mails that are at home elsewhere. */
    static final Set<String> VIEWS = Set.of(SqlConversations.DESK + "Overdue", SqlConversations.DESK + "Due soon");

    /** Whether a mail lies there to stay, or to be fetched; a copy in a folder of somebody's own counts for nothing. */
    boolean isPlace(EntryRow row) {
        return tree.path(row.folder()).map(path -> !VIEWS.contains(path)).orElseGet(() -> isDoor(row));
    }

    boolean isDoor(EntryRow row) {
        return tree.catalogue().find(row.folder()).filter(tree::isDoor).isPresent();
    }

    /**
     * The place to keep: a door, as a program that copied the mail there is about to expunge it where it was; then where the mail should
     * be, else a team's folder, else what there is. Of two in one folder the later one, for the same reason.
     */
    EntryRow of(List<EntryRow> places, Optional<Mailbox> target) {
        long wanted = target.map(Mailbox::getMailboxId).map(SqlMailboxId::of).orElse(-1L);
        List<EntryRow> latest = places.reversed();
        return latest.stream().filter(this::isDoor).findFirst()
            .or(() -> latest.stream().filter(row -> row.folder() == wanted).findFirst())
            .or(() -> latest.stream().filter(row -> tree.path(row.folder()).filter(path -> !path.startsWith(SqlConversations.DESK)).isPresent()).findFirst())
            .orElseGet(latest::getFirst);
    }
}
