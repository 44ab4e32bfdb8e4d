package postern.mailbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Date;
import java.util.Optional;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.ModSeq;
import org.apache.james.mailbox.model.MessageMetaData;
import org.apache.james.mailbox.model.ThreadId;

/**
 * A mail's place in a folder.
 *
 * @param folder id of the folder
 * @param mail message id
 * @param thread message id that names the thread
 * @param received INTERNALDATE, epoch milliseconds
 * @param saved SAVEDATE (RFC 8514), epoch milliseconds, null if unknown
 * @param size octets of the whole mail
 * @param header octets of the header with the empty line
 */
record EntryRow(long folder, long uid, long mail, long thread, long modseq, StoredFlags flags, long received, Long saved,
                long size, int header) {

    static final String COLUMNS = "e.folder, e.uid, e.mail, e.thread, e.modseq, e.flags, e.keywords, e.received, e.saved, "
        + "e.size, e.header";

    static EntryRow read(ResultSet row) throws SQLException {
        long saved = row.getLong(9);
        Long savedOrNull = row.wasNull() ? null : saved;
        return new EntryRow(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5),
            new StoredFlags(row.getInt(6), row.getString(7)), row.getLong(8), savedOrNull, row.getLong(10), row.getInt(11));
    }

    EntryRow at(long newUid, long newModseq, StoredFlags newFlags) {
        return new EntryRow(folder, newUid, mail, thread, newModseq, newFlags, received, saved, size, header);
    }

    EntryRow in(long newFolder, long savedAt) {
        return new EntryRow(newFolder, uid, mail, thread, modseq, flags, received, savedAt, size, header);
    }

    Optional<Date> saveDate() {
        return Optional.ofNullable(saved).map(Date::new);
    }

    MessageMetaData metaData() {
        return new MessageMetaData(MessageUid.of(uid), ModSeq.of(modseq), flags.toFlags(), size, new Date(received), saveDate(),
            new SqlMessageId(mail), ThreadId.fromBaseMessageId(new SqlMessageId(thread)));
    }
}
