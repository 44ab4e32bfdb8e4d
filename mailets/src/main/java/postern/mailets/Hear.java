package postern.mailets;

import java.util.Optional;
import java.util.stream.Stream;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import postern.desk.Desk;
import postern.desk.TicketId;
import postern.letter.Correspondent;
import postern.letter.Letter;
import postern.letter.LetterReader;
import postern.matchers.Dockets;
import postern.triage.Addresses;
import postern.triage.Docket;
import postern.triage.Seal;

/** Lays what another department answers beside the ticket's mails, for colleagues only. Who is of no department is a customer. */
public class Hear extends GenericMailet {
    private final LetterReader reader;
    private final Seal seal;
    private final Notes notes;
    private final Provider<Desk> desk;
    private final Room room;

    @Inject
    public Hear(LetterReader reader, Seal seal, Notes notes, Provider<Desk> desk, Room room) {
        this.reader = reader;
        this.seal = seal;
        this.notes = notes;
        this.desk = desk;
        this.room = room;
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        Optional<TicketId> ticket = mail.getRecipients().stream().flatMap(address -> seal.openNote(address.asString()).stream()).findFirst();
        if (ticket.isPresent()) {
            Docket docket = Docket.of(Dockets.envelope(mail)).with(room.read(mail, reader::read));
            if (isColleague(docket) && notes.lay(mail, docket, ticket.get())) {
                Obey.strike(mail, address -> seal.openNote(address.asString()).isPresent());
            }
        }
    }

    private boolean isColleague(Docket docket) {
        Stream<String> authors = docket.letter().map(Letter::from).stream().flatMap(from -> from.stream().map(Correspondent::address));
        return docket.envelope().login().isPresent() || Stream.concat(Stream.of(docket.envelope().sender()), authors).map(Addresses::canonical)
            .anyMatch(address -> desk.get().departments().values().stream().anyMatch(one -> domain(one.address()).equals(domain(address))));
    }

    private static String domain(String address) {
        return address.substring(address.lastIndexOf('@') + 1);
    }
}
