package postern.mailets;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;

/**
 * Puts a mail that met passing trouble back into the spool, with growing pauses. What is a mistake of ours goes on at once, unless
 * {@code untiring} is set: where no people look, time may bring somebody who mends it.
 */
public class Retry extends GenericMailet {
    static final AttributeName ATTEMPTS = AttributeName.of("postern.attempts");
    /** Processor that the mail goes on at, if it is not the first one. */
    static final AttributeName AT = AttributeName.of("postern.at");
    private final MeterRegistry meters;

    @Inject
    public Retry(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        Patience patience = getInitParameter("untiring", false) ? Patience.LONG : Patience.with(mail);
        int attempts = mail.getAttribute(ATTEMPTS).flatMap(attribute -> attribute.getValue().valueAs(Integer.class)).orElse(0);
        if (attempts < patience.attempts()) {
            meters.counter("postern.flow.retries").increment();
            Carried.drop(mail);
            mail.removeAttribute(Mail.MAILET_ERROR);
            mail.setAttribute(new Attribute(ATTEMPTS, AttributeValue.of(attempts + 1)));
            String at = mail.getAttribute(AT).flatMap(attribute -> attribute.getValue().valueAs(String.class)).orElse(Mail.DEFAULT);
            getMailetContext().sendMail(mail, at, Patience.pause(attempts).toMillis(), TimeUnit.MILLISECONDS);
            mail.setState(Mail.GHOST);
        } else {
            meters.counter("postern.flow.given.up").increment();
        }
    }
}
