package postern.edge;

import io.micrometer.core.instrument.Timer;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** DATA: takes the mail whole and hands it to the intake; says 250 only when the intake has it. */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final MailNames names;
    private final Trace trace;

    Delivery(MailNames names, Trace trace) {
        this.names = names;
        this.trace = trace;
    }

    Reply data(Dialogue dialogue, String argument) throws IOException {
        Transaction mail = dialogue.mail();
        if (!argument.isEmpty()) {
            return Refusal.ARGUMENT;
        }
        if (mail == null) {
            return dialogue.visit().hasGreeted() ? Refusal.MAIL_FIRST : Refusal.GREET_FIRST;
        }
        if (mail.recipients().isEmpty()) {
            return Refusal.NO_RECIPIENT;
        }
        dialogue.say(Answer.of(354, "End with <CR><LF>.<CR><LF>"));
        dialogue.wire().allow(dialogue.house().limits().get().dataTimeout());
        Text text = new Text(dialogue.wire(), dialogue.house().memory(), dialogue.house().limits().get().messageSize());
        Timer.Sample sample = dialogue.house().meters().begin();
        try {
            return take(dialogue, mail, text);
        } catch (IOException e) {
            dialogue.house().meters().lost();
            dialogue.house().logbook().lost(dialogue.visit(), mail);
            throw e;
        } finally {
            text.release();
            dialogue.house().meters().end(sample, dialogue.visit().door());
        }
    }

    private Reply take(Dialogue dialogue, Transaction mail, Text text) throws IOException {
        Refusal refusal = text.read();
        dialogue.end();
        // From here the peer waits for us, and the answer has the time of a command.
        dialogue.wire().hold();
        Reply reply = refusal == null ? deliver(dialogue, mail, text) : refusal;
        dialogue.wire().allow(dialogue.house().limits().get().commandTimeout());
        return reply;
    }

    private Reply deliver(Dialogue dialogue, Transaction mail, Text text) {
        House house = dialogue.house();
        Visit visit = dialogue.visit();
        byte[] content = text.octets();
        if (Trace.loops(content)) {
            return Refusal.LOOP;
        }
        Policy.Opinion opinion = house.questions().content(visit, mail.sender(), mail.recipients(), content);
        if (opinion.refusal().isPresent()) {
            return opinion.refusal().get();
        }
        String name = names.next();
        Instant now = house.clock().instant();
        String received = opinion.trace() + trace.received(visit, name, mail.recipients(), now);
        Arrival arrival = new Arrival(name, mail.sender(), mail.recipients(), received, content, now, visit.client().getHostAddress(),
            visit.helo(), visit.login(), opinion.verified() || visit.login().isPresent());
        try {
            house.intake().accept(arrival);
        } catch (IntakeRefused e) {
            if (e.refusal().isPresent()) {
                return e.refusal().get();
            }
            // One line and no stack: a full disk refuses many.
            LOG.warn("The intake refused {}: {}, cause {}", name, e.getMessage(), String.valueOf(e.getCause()));
            return Refusal.NO_ROOM;
        }
        house.meters().accepted(visit.door(), text);
        house.logbook().accepted(visit, arrival);
        dialogue.worthIt();
        return Answer.of(250, "2.0.0 OK, accepted as " + name);
    }
}
