package postern.mailets;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.james.server.core.MimeMessageWrapper;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import postern.matchers.Dockets;
import postern.tickets.Ticket;
import postern.triage.Explanation;

/** What a mail carries from act to act, besides its docket. All of it can be computed again. */
final class Carried {
    private static final AttributeName TICKET = AttributeName.of("postern.ticket");
    private static final AttributeName EXPLANATION = AttributeName.of("postern.explanation");

    private Carried() {
    }

    /** The mail's octets as the spool has them. */
    static byte[] octets(Mail mail) throws MessagingException {
        MimeMessageWrapper message = mail.getMessage() instanceof MimeMessageWrapper wrapped ? wrapped : new MimeMessageWrapper(mail.getMessage());
        try (InputStream in = message.getMessageInputStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new MessagingException("cannot read mail " + mail.getName(), e);
        }
    }

    static void ticket(Mail mail, Ticket ticket) {
        mail.setAttribute(new Attribute(TICKET, AttributeValue.ofUnserializable(ticket)));
    }

    /** The ticket as it stood before this mail. */
    static Optional<Ticket> ticket(Mail mail) {
        return mail.getAttribute(TICKET).map(attribute -> (Ticket) attribute.getValue().value());
    }

    static void explanation(Mail mail, Explanation explanation) {
        mail.setAttribute(new Attribute(EXPLANATION, AttributeValue.ofUnserializable(explanation)));
    }

    static Explanation explanation(Mail mail) {
        return mail.getAttribute(EXPLANATION).map(attribute -> (Explanation) attribute.getValue().value()).orElseGet(Explanation::none);
    }

    /** Puts everything down: James can copy and store only mails that carry plain values. */
    static void drop(Mail mail) {
        Dockets.drop(mail);
        mail.removeAttribute(TICKET);
        mail.removeAttribute(EXPLANATION);
    }
}
