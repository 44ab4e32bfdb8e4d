package postern.mailets;

import java.util.Optional;
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
    private final Room room;

    @Inject
    public Unforge(Provider<Desk> desk, Seal seal, Room room) {
        this.desk = desk;
        this.seal = seal;
        this.room = room;
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        Optional<byte[]> clean = room.read(mail, came -> Optional.of(Forgeries.removed(came, desk.get(), seal)).filter(left -> left != came));
        if (clean.isPresent()) {
            new RawMessage(mail.getName(), clean.get()).replaceIn(mail);
        }
    }
}
