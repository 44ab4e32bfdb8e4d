package postern.mailets;

import java.util.List;
import javax.inject.Inject;
import javax.inject.Provider;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import postern.desk.Desk;
import postern.matchers.Dockets;
import postern.triage.Addresses;

/** Strikes out the recipients that the desk has served; who is left is served by the processors behind. */
public class Settle extends GenericMailet {
    private final Provider<Desk> desk;

    @Inject
    public Settle(Provider<Desk> desk) {
        this.desk = desk;
    }

    @Override
    public void service(Mail mail) {
        Desk current = desk.get();
        List<MailAddress> left = mail.getRecipients().stream().filter(recipient -> !Addresses.forDesk(current, recipient.asString())).toList();
        Carried.drop(mail);
        // From here on the mail is for those who are left; a copy of it, or a later try, is no business of the desk's.
        mail.removeAttribute(Dockets.RECIPIENTS);
        mail.setRecipients(left);
    }
}
