package postern.server;

import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.mailetcontainer.api.MailProcessor;
import org.apache.james.mailetcontainer.impl.CompositeProcessorImpl;
import org.apache.mailet.Mail;

/**
 * James' mailet container, from which no {@link Error} gets out. James' spooler counts and retries exceptions only; after an
 * error, such as the stack overflow that a strange mail causes, it would keep the mail and one of its threads for good.
 */
record LastResort(MailProcessor flow) implements MailProcessor {
    @Inject
    LastResort(CompositeProcessorImpl flow) {
        this((MailProcessor) flow);
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        try {
            flow.service(mail);
        } catch (Error e) {
            throw new MessagingException("The flow failed on " + mail.getName(), new IllegalStateException(e));
        }
    }
}
