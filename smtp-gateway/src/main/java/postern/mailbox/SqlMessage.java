package postern.mailbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.mail.Flags;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.ModSeq;
import org.apache.james.mailbox.model.ComposedMessageId;
import org.apache.james.mailbox.model.ComposedMessageIdWithMetaData;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageAttachmentMetadata;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.model.ThreadId;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import org.apache.james.mailbox.store.mail.model.impl.Properties;
import postern.store.Store;

/**
 * A message as the store holds it. What was not read with it (header, body, attachments) is read when asked for, so a message
 * read for its flags costs one small row. Used by one thread at a time.
 */
final class SqlMessage implements MailboxMessage {
    private final Store store;
    private EntryRow row;
    private final boolean withAttachments;
    private Contents.Mail mail;
    private byte[] octets;

    /**
     * @param withAttachments whether James asked for the attachments' metadata, too
     * @param mail null if not read yet
     * @param octets the mail from its first octet, as far as it was read; null for nothing
     */
    SqlMessage(Store store, EntryRow row, boolean withAttachments, Contents.Mail mail, byte[] octets) {
        this.store = store;
        this.row = row;
        this.withAttachments = withAttachments;
        this.mail = mail;
        this.octets = octets;
    }

    EntryRow row() {
        return row;
    }

    private Contents.Mail mail() {
        if (mail == null) {
            mail = store.read(connection -> new Contents(store).find(connection, row.mail()).orElseThrow(
                () -> new java.sql.SQLException("Message " + row.mail() + " was removed")));
        }
        return mail;
    }

    @Override
    public InputStream getFullContent() throws IOException {
        if (octets != null && octets.length == row.size()) {
            return new ByteArrayInputStream(octets);
        }
        return new SequenceInputStream(new ByteArrayInputStream(mail().prefix()), store.bodies().open(mail().body()));
    }

    @Override
    public InputStream getHeaderContent() throws IOException {
        if (octets != null && octets.length >= row.header()) {
            return new ByteArrayInputStream(octets, 0, row.header());
        }
        try (InputStream content = getFullContent()) {
            return new ByteArrayInputStream(content.readNBytes(row.header()));
        }
    }

    @Override
    public InputStream getBodyContent() throws IOException {
        InputStream content = getFullContent();
        content.skipNBytes(row.header());
        return content;
    }

    @Override
    public Properties getProperties() {
        if (mail().properties() == null) {
            try {
                mail = new Contents.Mail(mail.prefix(), mail.body(), MailHeader.properties(getFullContent()), mail.attachments());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return mail.properties();
    }

    @Override
    public List<MessageAttachmentMetadata> getAttachments() {
        return !withAttachments || mail().attachments() == 0 ? List.of()
            : store.read(connection -> Contents.attachments(connection, row.mail()));
    }

    @Override
    public String getMediaType() {
        return getProperties().getMediaType();
    }

    @Override
    public String getSubType() {
        return getProperties().getSubType();
    }

    @Override
    public Long getTextualLineCount() {
        return getProperties().getTextualLineCount();
    }

    @Override
    public long getBodyOctets() {
        return row.size() - row.header();
    }

    @Override
    public long getHeaderOctets() {
        return row.header();
    }

    @Override
    public long getFullContentOctets() {
        return row.size();
    }

    @Override
    public MessageId getMessageId() {
        return new SqlMessageId(row.mail());
    }

    @Override
    public ThreadId getThreadId() {
        return ThreadId.fromBaseMessageId(new SqlMessageId(row.thread()));
    }

    @Override
    public MailboxId getMailboxId() {
        return new SqlMailboxId(row.folder());
    }

    @Override
    public Date getInternalDate() {
        return new Date(row.received());
    }

    @Override
    public Optional<Date> getSaveDate() {
        return row.saveDate();
    }

    @Override
    public void setSaveDate(Date saveDate) {
        row = row.in(row.folder(), saveDate.getTime());
    }

    @Override
    public MessageUid getUid() {
        return MessageUid.of(row.uid());
    }

    @Override
    public void setUid(MessageUid uid) {
        row = row.at(uid.asLong(), row.modseq(), row.flags());
    }

    @Override
    public ModSeq getModSeq() {
        return ModSeq.of(row.modseq());
    }

    @Override
    public void setModSeq(ModSeq modSeq) {
        row = row.at(row.uid(), modSeq.asLong(), row.flags());
    }

    @Override
    public Flags createFlags() {
        return row.flags().toFlags();
    }

    @Override
    public void setFlags(Flags flags) {
        row = row.at(row.uid(), row.modseq(), StoredFlags.of(flags));
    }

    @Override
    public boolean isAnswered() {
        return createFlags().contains(Flags.Flag.ANSWERED);
    }

    @Override
    public boolean isDeleted() {
        return row.flags().has(StoredFlags.DELETED);
    }

    @Override
    public boolean isDraft() {
        return createFlags().contains(Flags.Flag.DRAFT);
    }

    @Override
    public boolean isFlagged() {
        return createFlags().contains(Flags.Flag.FLAGGED);
    }

    @Override
    public boolean isRecent() {
        return row.flags().has(StoredFlags.RECENT);
    }

    @Override
    public boolean isSeen() {
        return row.flags().has(StoredFlags.SEEN);
    }

    @Override
    public ComposedMessageIdWithMetaData getComposedMessageIdWithMetaData() {
        return ComposedMessageIdWithMetaData.builder()
            .modSeq(getModSeq())
            .flags(createFlags())
            .composedMessageId(new ComposedMessageId(getMailboxId(), getMessageId(), getUid()))
            .threadId(getThreadId())
            .build();
    }

    @Override
    public MailboxMessage copy(Mailbox mailbox) {
        return new SqlMessage(store, new EntryRow(SqlMailboxId.of(mailbox.getMailboxId()), row.uid(), row.mail(), row.thread(),
            row.modseq(), row.flags(), row.received(), row.saved(), row.size(), row.header()), withAttachments, mail, octets);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SqlMessage that && row.folder() == that.row.folder() && row.uid() == that.row.uid();
    }

    @Override
    public int hashCode() {
        return Long.hashCode(31 * row.folder() + row.uid());
    }

    @Override
    public String toString() {
        return "message " + row;
    }
}
