package postern.spool;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import postern.store.Store;

/**
 * A mail as it is stored: in the spool or in a repository.
 *
 * @param json of the {@link Envelope}
 * @param envelope what {@code json} says if it is in memory anyway, else null
 * @param prefix octets above the body
 * @param body SHA-256 of the body, or null for a mail without a message
 * @param content the body's octets if the store may not have them yet, else null
 * @param whole prefix and body together if they are in memory, else null
 */
record Parcel(String name, String json, Envelope envelope, byte[] prefix, byte[] body, byte[] content, byte[] whole) {
    private static final byte[] NOTHING = {};

    /** A parcel that the store has. */
    static Parcel stored(String name, String json, byte[] prefix, byte[] body) {
        return new Parcel(name, json, null, prefix, body, null, null);
    }

    /** Packs a mail. The octets of a stored message that nobody changed are only named, neither read nor hashed. */
    static Parcel of(Mail mail) throws MessagingException {
        Envelope envelope = Envelope.of(mail);
        String json = envelope.toJson();
        MimeMessage message = mail.getMessage();
        if (message == null) {
            return new Parcel(mail.getName(), json, envelope, NOTHING, null, null, null);
        }
        if (message instanceof StoredMessage stored && stored.bodyHash().isPresent()) {
            return new Parcel(mail.getName(), json, envelope, stored.prefix(), stored.bodyHash().get(), null,
                stored.inMemory().orElse(null));
        }
        ByteArrayOutputStream octets = new ByteArrayOutputStream(8192);
        try {
            message.writeTo(octets);
        } catch (IOException e) {
            throw new MessagingException("cannot read the message of " + mail.getName(), e);
        }
        byte[] content = octets.toByteArray();
        return new Parcel(mail.getName(), json, envelope, NOTHING, Store.Bodies.sha256(content), content, content);
    }

    /** Makes sure that the store has the body. Call in the write that inserts the row. */
    void putBody(Connection connection, Store.Bodies bodies) throws SQLException {
        if (content != null) {
            bodies.put(connection, body, content);
        }
    }

    MailImpl unpack(Store store) throws MessagingException {
        MailImpl mail = (envelope != null ? envelope : Envelope.fromJson(json)).toMail(name);
        if (body != null) {
            mail.setMessageNoCopy(new StoredMessage(new StoredSource(store, prefix, body, whole)));
        }
        return mail;
    }

    /** Octets it takes in memory while it waits. */
    int weight() {
        return whole == null ? Integer.MAX_VALUE : whole.length + 2 * json.length();
    }
}
