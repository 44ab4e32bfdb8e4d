package postern.mailets;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import postern.store.StoreException;

/** Puts a mail that met passing trouble back into the spool, with growing pauses. What is a mistake of ours goes on to Park. */
public class Retry extends GenericMailet {
    static final AttributeName ATTEMPTS = AttributeName.of("postern.attempts");
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2),
        Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(4));
    private static final int SHORT = 4;
    private final MeterRegistry meters;

    @Inject
    public Retry(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        int attempts = mail.getAttribute(ATTEMPTS).flatMap(attribute -> attribute.getValue().valueAs(Integer.class)).orElse(0);
        if (attempts < patience(mail)) {
            meters.counter("postern.flow.retries").increment();
            Carried.drop(mail);
            mail.removeAttribute(Mail.MAILET_ERROR);
            mail.setAttribute(new Attribute(ATTEMPTS, AttributeValue.of(attempts + 1)));
            getMailetContext().sendMail(mail, Mail.DEFAULT, PAUSES.get(attempts).toMillis(), TimeUnit.MILLISECONDS);
            mail.setState(Mail.GHOST);
        }
    }

    /** A full disk is waited for as long as it takes people to come to work; other trouble of the store may be a mistake in the end. */
    private static int patience(Mail mail) {
        Object trouble = mail.getAttribute(Mail.MAILET_ERROR).map(attribute -> (Object) attribute.getValue().value()).orElse(null);
        for (int depth = 0; trouble instanceof Throwable thrown && depth < 10; depth++) {
            if (thrown instanceof StoreException store) {
                return store.isFull() ? PAUSES.size() : SHORT;
            }
            if (thrown instanceof IOException || thrown instanceof SQLTransientException) {
                return SHORT;
            }
            trouble = thrown instanceof MessagingException wrapped && wrapped.getNextException() != null ? wrapped.getNextException() : thrown.getCause();
        }
        return 0;
    }
}
