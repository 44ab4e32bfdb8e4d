package postern.server;

import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.mailetcontainer.api.MailProcessor;
import org.apache.james.mailetcontainer.impl.CompositeProcessorImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * James' mailet container, from which no {@link Error} gets out. James' spooler counts and retries exceptions only; after an
 * error, such as the stack overflow that a strange mail causes, it would keep the mail and one of its threads for good. The mail
 * goes the way of all trouble, so that people see it.
 */
record LastResort(MailProcessor flow) implements MailProcessor {
    private static final Logger LOGGER = LoggerFactory.getLogger(LastResort.class);

    @Inject
    LastResort(CompositeProcessorImpl flow) {
        this((MailProcessor) flow);
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        try {
            flow.service(mail);
        } catch (Error e) {
            LOGGER.error("The flow failed on {}", mail.getName(), e);
            mail.setAttribute(new Attribute(Mail.MAILET_ERROR, AttributeValue.ofUnserializable(new IllegalStateException(e))));
            mail.setState(Mail.ERROR);
            again(mail);
        }
    }

    private void again(Mail mail) throws MessagingException {
        try {
            flow.service(mail);
        } catch (Error e) {
            throw new MessagingException("The flow failed on " + mail.getName(), new IllegalStateException(e));
        }
    }
}
