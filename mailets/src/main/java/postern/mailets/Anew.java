package postern.mailets;

import java.util.List;
import org.apache.mailet.AttributeName;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import postern.matchers.Dockets;

/** Takes off what the edge wrote down with the mail, before another mail is made of it: a bounce has an envelope of its own. */
public class Anew extends GenericMailet {
    private static final List<AttributeName> ENVELOPE = List.of(Dockets.RECIPIENTS, Dockets.LOGIN, Dockets.VERIFIED, Dockets.RECEIVED_AT);

    @Override
    public void service(Mail mail) {
        Carried.drop(mail);
        ENVELOPE.forEach(mail::removeAttribute);
    }
}
