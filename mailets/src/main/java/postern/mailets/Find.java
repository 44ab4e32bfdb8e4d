package postern.mailets;

import java.util.Optional;
import java.util.OptionalInt;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.letter.Letter;
import postern.letter.LetterReader;
import postern.matchers.Dockets;
import postern.replies.FoundMails;
import postern.triage.Envelope;

/** Answers an agent who asks for mails by a mail to the search address, with what lies in the folders that he or she may read. */
public class Find extends GenericMailet {
    private final LetterReader reader;
    private final Room room;
    private final FoundMails found;
    private final Provider<Desk> desk;

    @Inject
    public Find(LetterReader reader, Room room, FoundMails found, Provider<Desk> desk) {
        this.reader = reader;
        this.room = room;
        this.found = found;
        this.desk = desk;
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        Desk now = desk.get();
        Envelope envelope = Dockets.envelope(mail);
        OptionalInt page = envelope.recipients().stream().map(address -> FoundMails.page(address, now)).flatMapToInt(OptionalInt::stream).findFirst();
        Optional<Agent> agent = envelope.login().flatMap(now::agentOf);
        if (page.isPresent()) {
            Letter letter = room.read(mail, reader::read);
            if (agent.isPresent() && !letter.automatic()) {
                found.send(envelope, letter, page.getAsInt(), agent.get(), now);
            }
            Obey.strike(mail, address -> FoundMails.page(address.asString(), now).isPresent());
        }
    }
}
