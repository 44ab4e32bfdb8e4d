package postern.mailets;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import javax.inject.Inject;
import javax.inject.Provider;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import postern.desk.Desk;
import postern.desk.Reason;
import postern.matchers.Dockets;
import postern.replies.Acknowledgement;
import postern.replies.Replying;
import postern.replies.Replies;
import postern.tickets.LastCommit;
import postern.triage.Docket;
import postern.triage.ReplyDecision;

/** Answers the customer that the mail is here, if that is due: with the commit by which the mail leaves the flow, because it cannot be taken back. */
public class Acknowledge extends GenericMailet {
    private final Replying replying;
    private final Replies replies;
    private final LastCommit last;
    private final Provider<Desk> desk;
    private final Clock clock;
    private final MeterRegistry meters;

    @Inject
    public Acknowledge(Replying replying, Replies replies, LastCommit last, Provider<Desk> desk, Clock clock, MeterRegistry meters) {
        this.replying = replying;
        this.replies = replies;
        this.last = last;
        this.desk = desk;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public void service(Mail mail) {
        Docket docket = Dockets.of(mail);
        if (docket.reply().filter(ReplyDecision::due).isPresent()) {
            Desk current = desk.get();
            Acknowledgement acknowledgement = replying.compose(docket, current, clock.instant());
            last.join(mail, connection -> replies.release(connection, acknowledgement, current.acknowledgements())).thenAccept(this::count);
        } else {
            count(docket.reply().map(ReplyDecision::reason).orElse(Reason.of("not-considered")));
        }
    }

    private void count(Reason reason) {
        meters.counter("postern.acknowledgements", "reason", reason.code()).increment();
    }
}
