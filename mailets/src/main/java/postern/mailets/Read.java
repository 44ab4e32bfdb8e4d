package postern.mailets;

import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import postern.desk.Reason;
import postern.letter.Letter;
import postern.letter.LetterReader;
import postern.matchers.Dockets;
import postern.triage.Docket;
import postern.triage.Readability;

/** Reads the mail, once for all decisions. A mail that nobody can make sense of goes on as trouble, for people to look at. */
public class Read extends GenericMailet {
    private static final Logger LOGGER = LoggerFactory.getLogger(Read.class);
    private final LetterReader reader;
    private final Room room;

    @Inject
    public Read(LetterReader reader, Room room) {
        this.reader = reader;
        this.room = room;
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        Dockets.put(mail, room.read(mail, octets -> read(mail, octets)));
    }

    private Docket read(Mail mail, byte[] octets) {
        Docket docket = Docket.of(Dockets.envelope(mail));
        try {
            Letter letter = reader.read(octets);
            return Readability.trouble(letter).map(docket.with(letter)::withTrouble).orElseGet(() -> docket.with(letter));
        } catch (RuntimeException | StackOverflowError broken) {
            // The mail is what broke the reader: trying again would break it again.
            LOGGER.error("mail {} cannot be read", mail.getName(), broken);
            return docket.withTrouble(Reason.of("unreadable", broken.getClass().getSimpleName()));
        }
    }
}
