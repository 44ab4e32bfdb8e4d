package postern.mailets;

import java.util.List;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import postern.desk.Desk;
import postern.replies.Outbox;
import postern.store.Store;

/** Sends a copy of the mail to the addresses of the company's own server that the desk names; usually there are none. */
public class Relay extends GenericMailet {
    private final Store store;
    private final Outbox outbox;
    private final Provider<Desk> desk;
    private final Room room;

    @Inject
    public Relay(Store store, Outbox outbox, Provider<Desk> desk, Room room) {
        this.store = store;
        this.outbox = outbox;
        this.desk = desk;
        this.room = room;
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        List<String> copyTo = desk.get().outgoing().copyTo();
        if (copyTo.isEmpty()) {
            return;
        }
        room.read(mail, octets -> store.writeAndWait(connection -> {
            outbox.put(connection, mail.getName() + "-copy", copyTo, octets, "outgoing");
            return null;
        }));
    }
}
