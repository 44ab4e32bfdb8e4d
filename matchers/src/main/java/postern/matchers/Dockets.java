package postern.matchers;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import postern.triage.Docket;
import postern.triage.Envelope;

/** The docket that a mail carries, and the envelope that the edge wrote down with it. */
public final class Dockets {
    public static final AttributeName DOCKET = AttributeName.of("postern.docket");
    public static final AttributeName RECEIVED_AT = AttributeName.of("postern.received-at");
    public static final AttributeName LOGIN = AttributeName.of("postern.login");
    public static final AttributeName VERIFIED = AttributeName.of("postern.verified");
    public static final AttributeName RECIPIENTS = AttributeName.of("postern.recipients");

    /** Name under which the mail came, where James may have split it since: it names its parts anew each time. */
    public static final AttributeName NAME = AttributeName.of("postern.name");

    private Dockets() {
    }

    public static Optional<Docket> find(Mail mail) {
        return mail.getAttribute(DOCKET).map(attribute -> attribute.getValue().value()).filter(Docket.class::isInstance).map(Docket.class::cast);
    }

    /** The docket, or a new one that knows the envelope only. */
    public static Docket of(Mail mail) {
        return find(mail).orElseGet(() -> Docket.of(envelope(mail)));
    }

    public static void put(Mail mail, Docket docket) {
        mail.setAttribute(new Attribute(DOCKET, AttributeValue.ofUnserializable(docket)));
    }

    /** Takes the docket off: James cannot copy a mail that carries one. */
    public static void drop(Mail mail) {
        mail.removeAttribute(DOCKET);
    }

    /** The name under which the mail came. */
    public static String name(Mail mail) {
        return value(mail, NAME, String.class).orElseGet(mail::getName);
    }

    public static Envelope envelope(Mail mail) {
        Instant receivedAt = value(mail, RECEIVED_AT, Long.class).map(Instant::ofEpochMilli).orElseGet(() -> mail.getLastUpdated().toInstant());
        return new Envelope(mail.getName(), mail.getMaybeSender().asOptional().map(MailAddress::asString).orElse(""), recipients(mail), receivedAt,
            value(mail, LOGIN, String.class), value(mail, VERIFIED, Boolean.class).orElse(false));
    }

    private static List<String> recipients(Mail mail) {
        return value(mail, RECIPIENTS, String.class).map(joined -> Arrays.stream(joined.split(",")))
            .orElseGet(() -> mail.getRecipients().stream().map(MailAddress::asString))
            .map(address -> address.strip().toLowerCase(Locale.ROOT)).filter(address -> !address.isEmpty()).distinct().toList();
    }

    private static <T> Optional<T> value(Mail mail, AttributeName name, Class<T> type) {
        return mail.getAttribute(name).map(attribute -> attribute.getValue().value()).filter(type::isInstance).map(type::cast);
    }
}
