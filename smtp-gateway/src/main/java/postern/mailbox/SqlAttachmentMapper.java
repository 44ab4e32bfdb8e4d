package postern.mailbox;

import com.google.common.base.Preconditions;
import java.io.IOException;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.james.mailbox.exception.AttachmentNotFoundException;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.AttachmentId;
import org.apache.james.mailbox.model.AttachmentMetadata;
import org.apache.james.mailbox.model.MessageAttachmentMetadata;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.model.ParsedAttachment;
import org.apache.james.mailbox.store.mail.AttachmentMapper;

/**
 * Attachments taken out of messages. Our appends do not store any, because IMAP reads them out of the message itself; this is
 * for James' code that asks for them by id.
 */
record SqlAttachmentMapper(Units units) implements AttachmentMapper {
    private static final String SELECT = "SELECT id, message, type, size FROM mailbox_attachment WHERE id = ?";

    @Override
    public InputStream loadAttachmentContent(AttachmentId id) throws AttachmentNotFoundException, IOException {
        byte[] hash = units.store().read(connection -> Sql.one(connection, "SELECT content FROM mailbox_attachment WHERE id = ?",
            row -> row.getBytes(1), id.getId())).orElseThrow(() -> new AttachmentNotFoundException(id.getId()));
        return units.store().bodies().open(hash);
    }

    @Override
    public AttachmentMetadata getAttachment(AttachmentId id) throws AttachmentNotFoundException {
        Preconditions.checkArgument(id != null);
        return find(id).orElseThrow(() -> new AttachmentNotFoundException(id.getId()));
    }

    @Override
    public List<AttachmentMetadata> getAttachments(Collection<AttachmentId> ids) {
        Preconditions.checkArgument(ids != null);
        return ids.stream().map(this::find).flatMap(Optional::stream).toList();
    }

    private Optional<AttachmentMetadata> find(AttachmentId id) {
        return units.store().read(connection -> Sql.one(connection, SELECT, SqlAttachmentMapper::read, id.getId()));
    }

    private static AttachmentMetadata read(ResultSet row) throws SQLException {
        return AttachmentMetadata.builder()
            .attachmentId(AttachmentId.from(row.getString(1)))
            .messageId(new SqlMessageId(row.getLong(2)))
            .type(row.getString(3))
            .size(row.getLong(4))
            .build();
    }

    @Override
    public List<MessageAttachmentMetadata> storeAttachments(Collection<ParsedAttachment> attachments, MessageId owner)
            throws MailboxException {
        List<MessageAttachmentMetadata> stored = new ArrayList<>();
        for (ParsedAttachment attachment : attachments) {
            stored.add(store(attachment, owner));
        }
        return stored;
    }

    private MessageAttachmentMetadata store(ParsedAttachment attachment, MessageId owner) throws MailboxException {
        AttachmentId id = AttachmentId.random();
        Contents.Octets content;
        try {
            content = Contents.Octets.of(attachment.getContent().read());
        } catch (IOException e) {
            throw new MailboxException("Cannot read an attachment", e);
        }
        units.write(connection -> {
            units.store().bodies().put(connection, content.hash(), content.octets());
            return Sql.update(connection, "INSERT INTO mailbox_attachment (id, message, type, size, content) VALUES (?,?,?,?,?)",
                id.getId(), SqlMessageId.of(owner), attachment.getContentType().asString(), content.octets().length,
                content.hash());
        });
        return attachment.asMessageAttachment(id, content.octets().length, owner);
    }

    @Override
    public Collection<MessageId> getRelatedMessageIds(AttachmentId id) throws MailboxException {
        return units.read(connection -> Sql.list(connection, SELECT, row -> new SqlMessageId(row.getLong(2)), id.getId()));
    }
}
