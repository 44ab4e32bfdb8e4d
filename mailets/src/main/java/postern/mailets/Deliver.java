package postern.mailets;

import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import postern.triage.HeaderLines;

/** Lays a private mail into the inbox of each recipient. Who could not get it is left, and tried again from here. */
public class Deliver extends GenericMailet {
    private final Inboxes inboxes;

    @Inject
    public Deliver(Inboxes inboxes) {
        this.inboxes = inboxes;
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        List<MailAddress> left = new ArrayList<>();
        MessagingException trouble = new MessagingException("no inbox could take mail " + mail.getName());
        for (MailAddress to : mail.getRecipients()) {
            try {
                // RFC 5321 §4.4: the final delivery writes the return path. RFC 9228: and where it was delivered to.
                inboxes.deliver(mail, to, new HeaderLines().text("Return-Path", "<" + mail.getMaybeSender().asString("") + ">")
                    .text("Delivered-To", to.asString()).block());
            } catch (MessagingException | RuntimeException e) {
                // One mailbox in trouble keeps no other from its mail.
                left.add(to);
                trouble.setNextException(e);
            }
        }
        mail.setRecipients(left);
        if (!left.isEmpty()) {
            mail.setAttribute(new Attribute(Retry.AT, AttributeValue.of(mail.getState())));
            throw trouble;
        }
    }
}
