package postern.mailets;

import javax.inject.Inject;
import javax.inject.Provider;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import postern.desk.Desk;
import postern.triage.Forgeries;
import postern.triage.Seal;

/** Takes away header fields that only we may write. A mail without any keeps its very message. */
public class Unforge extends GenericMailet {
    private final Provider<Desk> desk;
    private final Seal seal;

    @Inject
    public Unforge(Provider<Desk> desk, Seal seal) {
        this.desk = desk;
        this.seal = seal;
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        byte[] came = Carried.octets(mail);
        byte[] clean = Forgeries.removed(came, desk.get(), seal);
        if (clean != came) {
            new RawMessage(mail.getName(), clean).replaceIn(mail);
        }
    }
}
