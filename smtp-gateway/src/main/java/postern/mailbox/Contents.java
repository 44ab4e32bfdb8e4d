package postern.mailbox;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.AttachmentId;
import org.apache.james.mailbox.model.AttachmentMetadata;
import org.apache.james.mailbox.model.Cid;
import org.apache.james.mailbox.model.MessageAttachmentMetadata;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import org.apache.james.mailbox.store.mail.model.Property;
import org.apache.james.mailbox.store.mail.model.impl.Properties;
import postern.store.Store;

/** Rows of {@code mailbox_mail}: what never changes in a mail, shared by its copies. */
final class Contents {
    private static final String RECORD = "\u001e";
    private static final String UNIT = "\u001f";

    private final Store.Bodies bodies;

    Contents(Store store) {
        this.bodies = store.bodies();
    }

    /**
     * One mail's row.
     *
     * @param prefix octets on top of the body
     * @param body hash of the body
     * @param properties null: not computed yet, the header tells them
     */
    record Mail(byte[] prefix, byte[] body, Properties properties, int attachments) {
        static Mail read(ResultSet row, int at) throws SQLException {
            long lines = row.getLong(at + 2);
            Long linesOrNull = row.wasNull() ? null : lines;
            String properties = row.getString(at + 3);
            return new Mail(row.getBytes(at), row.getBytes(at + 1),
                properties == null ? null : new Properties(parse(properties), linesOrNull), row.getInt(at + 4));
        }
    }

    static final String COLUMNS = "m.prefix, m.body, m.lines, m.properties, m.attachments";

    Optional<Mail> find(Connection connection, long id) throws SQLException {
        return Sql.one(connection, "SELECT " + COLUMNS + " FROM mailbox_mail m WHERE id = ?", row -> Mail.read(row, 1), id);
    }

    /** Octets of a mail with their hash, made before the unit of work so that the writer does not wait for them. */
    record Octets(byte[] octets, byte[] hash) {
        static Octets of(byte[] octets) {
            return new Octets(octets, Store.Bodies.sha256(octets));
        }
    }

    /** Octets of a message that James hands over; null for one of ours, which the store has. */
    static Octets octets(MailboxMessage message) throws MailboxException {
        if (message instanceof SqlMessage) {
            return null;
        }
        try (InputStream in = message.getFullContent()) {
            return Octets.of(in.readAllBytes());
        } catch (IOException e) {
            throw new MailboxException("Cannot read the message to store", e);
        }
    }

    /** Stores a mail unless its id is known: a copy shares the row. */
    void put(Connection connection, MailboxMessage message, Octets octets) throws SQLException {
        long id = SqlMessageId.of(message.getMessageId());
        if (octets == null || exists(connection, id)) {
            return;
        }
        Properties properties = message.getProperties();
        List<MessageAttachmentMetadata> attachments = message.getAttachments();
        bodies.put(connection, octets.hash(), octets.octets());
        Sql.update(connection, "INSERT INTO mailbox_mail (id, prefix, body, lines, properties, attachments) VALUES (?,?,?,?,?,?)",
            id, new byte[0], octets.hash(), properties.getTextualLineCount(), format(properties),
            attachments.size());
        for (int i = 0; i < attachments.size(); i++) {
            putAttachment(connection, id, i, attachments.get(i));
        }
    }

    /** Stores a mail whose body the store already has, or gets now. */
    void put(Connection connection, long id, byte[] prefix, byte[] hash) throws SQLException {
        Sql.update(connection, "INSERT INTO mailbox_mail (id, prefix, body) VALUES (?,?,?)", id, prefix, hash);
    }

    boolean exists(Connection connection, long id) throws SQLException {
        return Sql.one(connection, "SELECT 1 FROM mailbox_mail WHERE id = ?", row -> row.getInt(1), id).isPresent();
    }

    /** Removes a mail that no folder holds any more; a ticket's mail stays, so that nobody can make it vanish. */
    void release(Connection connection, long id) throws SQLException {
        int gone = Sql.update(connection, "DELETE FROM mailbox_mail WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM mailbox_entry WHERE mail = ?1)"
            + " AND NOT EXISTS (SELECT 1 FROM mailbox_ticket WHERE mail = ?1)", id);
        if (gone > 0) {
            Sql.update(connection, "DELETE FROM mailbox_mail_attachment WHERE mail = ?", id);
        }
    }

    private static void putAttachment(Connection connection, long mail, int place, MessageAttachmentMetadata attachment)
            throws SQLException {
        AttachmentMetadata content = attachment.getAttachment();
        Sql.update(connection, "INSERT INTO mailbox_mail_attachment (mail, place, attachment, owner, name, cid, inline, type, size)"
                + " VALUES (?,?,?,?,?,?,?,?,?)", mail, place, content.getAttachmentId().getId(),
            SqlMessageId.of(content.getMessageId()), attachment.getName().orElse(null),
            attachment.getCid().map(Cid::getValue).orElse(null), attachment.isInline() ? 1 : 0,
            content.getType().asString(), content.getSize());
    }

    static List<MessageAttachmentMetadata> attachments(Connection connection, long mail) throws SQLException {
        return Sql.list(connection, "SELECT attachment, type, size, name, cid, inline, owner FROM mailbox_mail_attachment"
            + " WHERE mail = ? ORDER BY place", row -> MessageAttachmentMetadata.builder()
                .attachment(AttachmentMetadata.builder()
                    .attachmentId(AttachmentId.from(row.getString(1)))
                    .type(row.getString(2))
                    .size(row.getLong(3))
                    .messageId(new SqlMessageId(row.getLong(7)))
                    .build())
                .name(row.getString(4))
                .cid(Optional.ofNullable(row.getString(5)).map(Cid::from))
                .isInline(row.getInt(6) != 0)
                .build(), mail);
    }

    private static String format(Properties properties) {
        StringBuilder text = new StringBuilder();
        for (Property property : properties.toProperties()) {
            text.append(clean(property.getNamespace())).append(UNIT).append(clean(property.getLocalName())).append(UNIT)
                .append(clean(property.getValue())).append(RECORD);
        }
        return text.toString();
    }

    private static String clean(String value) {
        return value.replace(RECORD, " ").replace(UNIT, " ");
    }

    private static List<Property> parse(String text) {
        ImmutableList.Builder<Property> properties = ImmutableList.builder();
        for (String record : text.split(RECORD)) {
            String[] units = record.split(UNIT, -1);
            if (units.length == 3) {
                properties.add(new Property(units[0], units[1], units[2]));
            }
        }
        return properties.build();
    }
}
