package postern.mailets;

import java.util.Arrays;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.Mail;
import postern.desk.Desk;
import postern.matchers.Dockets;
import postern.replies.Undelivered;
import postern.triage.RawMail;
import postern.triage.Seal;

/** Reads from a mail that will not be delivered what may be told of it, and to whom. */
final class Failed {
    /** James' name for what the next server said. */
    private static final AttributeName DIAGNOSTIC = AttributeName.of("delivery-error");
    private static final String OURS = "5.3.0 The mail system could not deliver it.";

    private final Seal seal;
    private final Room room;

    @Inject
    Failed(Seal seal, Room room) {
        this.seal = seal;
        this.room = room;
    }

    Undelivered forSender(Mail mail) throws MessagingException {
        return of(mail, Optional.of(room.read(mail, Failed::heading)));
    }

    /** Our own mail is the desk's matter; what others wrote to others is theirs. */
    Undelivered forDesk(Mail mail) throws MessagingException {
        return of(mail, room.read(mail, octets -> isOurs(octets) ? Optional.of(heading(octets)) : Optional.empty()));
    }

    /** An address of the desk: its flow finds the ticket, or gives the report to the catch-all team. */
    String place(Desk desk) {
        return desk.addresses().keySet().iterator().next();
    }

    private static Undelivered of(Mail mail, Optional<byte[]> heading) {
        String diagnostic = mail.getAttribute(DIAGNOSTIC).map(Attribute::getValue).map(value -> String.valueOf(value.value()))
            .orElse(mail.getAttribute(Mail.MAILET_ERROR).isPresent() ? OURS : "");
        return new Undelivered(mail.getName(), mail.getRecipients().stream().map(MailAddress::asString).toList(), diagnostic,
            Dockets.envelope(mail).receivedAt(), heading);
    }

    private boolean isOurs(byte[] octets) {
        RawMail mail = RawMail.of(octets);
        return mail.fields().stream().filter(field -> field.name().equals("message-id")).findFirst()
            .flatMap(id -> seal.open(mail.value(id))).isPresent();
    }

    private static byte[] heading(byte[] octets) {
        return Arrays.copyOf(octets, RawMail.of(octets).bodyAt());
    }
}
