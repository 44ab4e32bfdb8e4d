package postern.mailbox;

import java.util.Optional;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.store.mail.UidProvider;

/** Uids for James' code that takes them apart from the message; our own writes take them in the message's unit of work. */
record SqlUids(Units units) implements UidProvider {
    @Override
    public MessageUid nextUid(Mailbox mailbox) throws MailboxException {
        return nextUid(mailbox.getMailboxId());
    }

    @Override
    public MessageUid nextUid(MailboxId mailboxId) throws MailboxException {
        return units.write(connection -> Sql.one(connection,
                "UPDATE mailbox_folder SET last_uid = last_uid + 1 WHERE id = ? RETURNING last_uid",
                row -> MessageUid.of(row.getLong(1)), SqlMailboxId.of(mailboxId)))
            .orElseThrow(() -> new MailboxNotFoundException(mailboxId));
    }

    @Override
    public Optional<MessageUid> lastUid(Mailbox mailbox) throws MailboxException {
        return units.read(connection -> Sql.one(connection, "SELECT last_uid FROM mailbox_folder WHERE id = ? AND last_uid > 0",
            row -> MessageUid.of(row.getLong(1)), SqlMailboxId.of(mailbox.getMailboxId())));
    }
}
