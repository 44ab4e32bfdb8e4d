package postern.mailbox;

import java.sql.Statement;
import postern.store.Store;

/**
 * The numbers that a store leaves out after it was brought back from an earlier moment.
 *
 * <p>Between that moment and its end the lost store gave UIDs and modseqs that mail clients know. Given again to other mails,
 * clients would show the wrong ones; so each folder goes on far above, and all its entries count as changed and expunged there,
 * so that clients compare UIDs and flags once. A new UIDVALIDITY would do, too, but makes every client fetch every mail anew.
 */
public final class Gap {
    /** More than a folder takes between two backups; a folder has room for thousands of such gaps. */
    private static final int WIDTH = 1_000_000;

    private Gap() {
    }

    /** Call once, before a gateway runs on the store. */
    public static void leave(Store store) {
        store.migrate(MailboxTables.SCHEMA);
        store.writeAndWait(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE mailbox_folder SET last_uid = last_uid + " + WIDTH + ", modseq = modseq + " + WIDTH);
                // RFC 7162 §3.1.4.1: a flag that was changed in the lost time is told as it is now.
                statement.executeUpdate("UPDATE mailbox_entry SET modseq = (SELECT f.modseq FROM mailbox_folder f WHERE f.id = folder)");
                // RFC 7162 §3.2.5.2: whoever asks from below this is told of all UIDs that are not there.
                statement.executeUpdate("DELETE FROM mailbox_expunged");
                return statement.executeUpdate("INSERT OR REPLACE INTO mailbox_forgotten (folder, modseq) SELECT id, modseq FROM mailbox_folder");
            }
        });
    }
}
