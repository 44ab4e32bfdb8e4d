package postern.demo;

import java.io.ByteArrayInputStream;
import java.util.Collection;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.internet.MimeMessage;
import postern.wire.CompanyServer.Delivery;

/** What the gateway gave the company mail server to send on. Thread-safe. */
final class Outbound {
    /**
     * @param recipient of the envelope
     * @param subject decoded
     * @param answers Message-ID of the mail it answers, if it says so
     */
    record Sent(String recipient, String messageId, String subject, Optional<String> answers) {
    }

    private final Collection<Sent> all = new ConcurrentLinkedQueue<>();

    void take(Delivery delivery) {
        try {
            MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(delivery.content()));
            String messageId = Optional.ofNullable(message.getMessageID()).orElse("");
            String subject = Optional.ofNullable(message.getSubject()).orElse("");
            Optional<String> answers = Optional.ofNullable(message.getHeader("In-Reply-To", null)).map(String::strip);
            delivery.recipients().forEach(recipient -> all.add(new Sent(recipient, messageId, subject, answers)));
        } catch (MessagingException e) {
            throw new IllegalStateException("the gateway sent a mail that cannot be read", e);
        }
    }

    int count() {
        return all.size();
    }

    /** What answers a customer's mail: by the id that it names, or by its recipient where the mail had no usable id. */
    Optional<Sent> answerTo(Letterbox.Posted posted) {
        return all.stream()
            .filter(sent -> sent.recipient().equalsIgnoreCase(posted.sample().sender()))
            .filter(sent -> posted.messageId().isEmpty() || sent.answers().isEmpty() || sent.answers().equals(posted.messageId()))
            .findFirst();
    }
}
