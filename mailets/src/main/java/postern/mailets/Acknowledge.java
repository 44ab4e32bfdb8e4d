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
import postern.replies.Composer;
import postern.replies.Replies;
import postern.triage.Docket;
import postern.triage.ReplyDecision;

/** Answers the customer that the mail is here, if that is due: the last act, because it cannot be taken back. */
public class Acknowledge extends GenericMailet {
    private final Composer composer;
    private final Replies replies;
    private final Provider<Desk> desk;
    private final Clock clock;
    private final MeterRegistry meters;

    @Inject
    public Acknowledge(Composer composer, Replies replies, Provider<Desk> desk, Clock clock, MeterRegistry meters) {
        this.composer = composer;
        this.replies = replies;
        this.desk = desk;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public void service(Mail mail) {
        Docket docket = Dockets.of(mail);
        Reason reason = docket.reply().map(ReplyDecision::reason).orElse(Reason.of("not-considered"));
        if (docket.reply().filter(ReplyDecision::due).isPresent()) {
            Desk current = desk.get();
            Acknowledgement acknowledgement = composer.compose(docket, current, clock.instant());
            reason = replies.release(acknowledgement, current.acknowledgements());
        }
        meters.counter("postern.acknowledgements", "reason", reason.code()).increment();
    }
}
