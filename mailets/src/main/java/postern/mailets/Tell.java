package postern.mailets;

import java.time.Clock;
import java.util.List;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import postern.desk.Desk;
import postern.replies.DeliveryReports;
import postern.replies.Outbox;
import postern.replies.Undelivered;
import postern.store.Store;

/**
 * Tells once that a mail will not be delivered: its sender, or the desk if {@code whom} says so or there is no sender. What the
 * desk is told of others' mail shows nothing of it. The mail itself ends here.
 */
public class Tell extends GenericMailet {
    private final Failed failed;
    private final DeliveryReports reports;
    private final Store store;
    private final Outbox outbox;
    private final Provider<Desk> desk;
    private final Clock clock;

    @Inject
    public Tell(Failed failed, DeliveryReports reports, Store store, Outbox outbox, Provider<Desk> desk, Clock clock) {
        this.failed = failed;
        this.reports = reports;
        this.store = store;
        this.outbox = outbox;
        this.desk = desk;
        this.clock = clock;
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        boolean toDesk = getInitParameter("whom", "sender").equals("desk") || !mail.hasSender();
        Undelivered what = toDesk ? failed.forDesk(mail) : failed.forSender(mail);
        String to = toDesk ? failed.place(desk.get()) : mail.getMaybeSender().asString();
        byte[] report = reports.compose(what, to, desk.get(), clock.instant());
        store.writeAndWait(connection -> {
            outbox.put(connection, mail.getName() + "-report", List.of(to), report, Mail.DEFAULT);
            return null;
        });
        mail.setState(Mail.GHOST);
    }
}
