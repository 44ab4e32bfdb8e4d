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

    @Inject
    public Read(LetterReader reader) {
        this.reader = reader;
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        byte[] octets = Carried.octets(mail);
        Docket docket = Docket.of(Dockets.envelope(mail));
        try {
            Letter letter = reader.read(octets);
            Dockets.put(mail, Readability.trouble(letter).map(docket.with(letter)::withTrouble).orElseGet(() -> docket.with(letter)));
        } catch (RuntimeException | StackOverflowError broken) {
            // The mail is what broke the reader: trying again would break it again.
            LOGGER.error("mail {} cannot be read", mail.getName(), broken);
            Dockets.put(mail, docket.withTrouble(Reason.of("unreadable", broken.getClass().getSimpleName())));
        }
    }
}
