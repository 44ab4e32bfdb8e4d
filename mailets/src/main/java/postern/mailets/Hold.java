package postern.mailets;

import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import postern.desk.Desk;
import postern.desk.TicketId;
import postern.gestures.GivenAnswers;
import postern.gestures.HeldAnswers;
import postern.letter.Letter;
import postern.letter.LetterReader;
import postern.replies.HoldNotice;
import postern.replies.Outbox;
import postern.tickets.Folders;
import postern.triage.HeaderLines;

/** Lays an answer that was taken to be held into its writer's folder of held answers, and says why; it goes no further. */
public class Hold extends GenericMailet {
    private static final String HELD = "held";
    private final LetterReader reader = new LetterReader();
    private final GivenAnswers given;
    private final Folders folders;
    private final HeldAnswers answers;
    private final Outbox outbox;
    private final Provider<Desk> desk;
    private final Room room;

    @Inject
    public Hold(GivenAnswers given, Folders folders, HeldAnswers answers, Outbox outbox, Provider<Desk> desk, Room room) {
        this.given = given;
        this.folders = folders;
        this.answers = answers;
        this.outbox = outbox;
        this.desk = desk;
        this.room = room;
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        Optional<GivenAnswers.Held> held = given.held(mail.getName());
        if (held.isPresent()) {
            hold(mail, held.get(), room.read(mail, reader::read));
            mail.setState(Mail.GHOST);
        }
    }

    private void hold(Mail mail, GivenAnswers.Held held, Letter letter) throws MessagingException {
        TicketId ticket = held.ticket();
        HoldNotice notice = HoldNotice.of(held, letter, desk.get());
        String header = new HeaderLines().text("X-Postern-Ticket", ticket.value()).text("X-Postern-Match", HELD).text("X-Postern-Why", notice.why()).block();
        folders.file(new Folders.Filing(mail, notice.folder(), header, List.of(ticket.keyword(), HELD), held.at(),
            Optional.of(new Folders.Belonging(ticket, letter.messageId(), true))));
        answers.heldBack(held, notice.to(outbox), desk.get());
    }
}
