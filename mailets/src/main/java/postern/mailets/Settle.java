package postern.mailets;

import java.util.List;
import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import postern.matchers.Dockets;
import postern.triage.OwnMail;

/** Strikes out the recipients that the desk has served; who is left is served by the processors behind. */
public class Settle extends GenericMailet {
    private final OwnMail own;

    @Inject
    public Settle(OwnMail own) {
        this.own = own;
    }

    @Override
    public void service(Mail mail) {
        List<MailAddress> left = mail.getRecipients().stream().filter(recipient -> !own.isForDesk(recipient.asString())).toList();
        Carried.drop(mail);
        // From here on the mail is for those who are left; a copy of it, or a later try, is no business of the desk's.
        mail.removeAttribute(Dockets.RECIPIENTS);
        mail.removeAttribute(Mail.MAILET_ERROR);
        mail.removeAttribute(Retry.ATTEMPTS);
        mail.setRecipients(left);
    }
}
