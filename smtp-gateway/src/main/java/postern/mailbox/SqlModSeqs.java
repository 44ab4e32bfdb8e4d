package postern.mailbox;

import org.apache.james.mailbox.ModSeq;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.store.mail.ModSeqProvider;

/** Modseqs (RFC 7162) for James' code that takes them apart from the message; our own writes take them in their unit of work. */
record SqlModSeqs(Units units) implements ModSeqProvider {
    @Override
    public ModSeq nextModSeq(Mailbox mailbox) throws MailboxException {
        return nextModSeq(mailbox.getMailboxId());
    }

    @Override
    public ModSeq nextModSeq(MailboxId mailboxId) throws MailboxException {
        return units.write(connection -> Entries.take(connection, SqlMailboxId.of(mailboxId), 0))
            .map(numbers -> ModSeq.of(numbers.modseq()))
            .orElseThrow(() -> new MailboxNotFoundException(mailboxId));
    }

    @Override
    public ModSeq highestModSeq(Mailbox mailbox) throws MailboxException {
        return highestModSeq(mailbox.getMailboxId());
    }

    @Override
    public ModSeq highestModSeq(MailboxId mailboxId) throws MailboxException {
        return units.read(connection -> Sql.one(connection, "SELECT modseq FROM mailbox_folder WHERE id = ?",
            row -> ModSeq.of(row.getLong(1)), SqlMailboxId.of(mailboxId))).orElse(ModSeq.first());
    }
}
