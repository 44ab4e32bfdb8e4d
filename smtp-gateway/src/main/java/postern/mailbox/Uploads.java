package postern.mailbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.Username;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxACL.Right;
import postern.desk.TicketId;
import postern.triage.RawMail;

/**
 * Mails of tickets that a program uploads again. Programs that keep a copy of the mailbox (mbsync, OfflineIMAP) move a mail by an
 * upload here and an expunge there, some with a header field of their own on it. For the desk that is a copy of the mail it has:
 * the upload is taken for one if its user may read the mail where it lies.
 */
record Uploads(TeamTree tree, Username user) {
    private static final int HEADER = 64 * 1024;

    /** What an uploaded mail says of itself. */
    record Claim(TicketId ticket, String messageId) {
    }

    /** @return empty for a mail that is no ticket's, or stays in a folder of the user's own */
    Optional<Claim> claim(Mailbox target, byte[] octets) {
        if (!tree.isForeign(target, user) && !tree.isDoor(tree.stored(target))) {
            return Optional.empty();
        }
        RawMail mail = RawMail.of(octets.length <= HEADER ? octets : Arrays.copyOf(octets, HEADER));
        Optional<TicketId> ticket = value(mail, "x-postern-ticket").map(TicketId::find).flatMap(found -> found.stream().findFirst());
        return ticket.flatMap(id -> value(mail, "message-id").map(messageId -> new Claim(id, messageId)));
    }

    private static Optional<String> value(RawMail mail, String name) {
        return mail.fields().stream().filter(field -> field.name().equals(name)).findFirst().map(mail::value);
    }

    /** @return where the mail lies, if it is the ticket's and the user may read it there */
    Optional<EntryRow> original(Connection connection, Claim claim) throws SQLException {
        Optional<Long> mail = Belongings.mailOf(connection, claim.ticket(), claim.messageId());
        List<EntryRow> places = mail.isPresent() ? Entries.ofMail(connection, mail.get()) : List.of();
        return places.stream().filter(place -> tree.catalogue().find(place.folder())
            .filter(folder -> tree.rights(user, folder).contains(Right.Read)).isPresent()).findFirst();
    }
}
