package postern.tickets;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import postern.desk.Desk;
import postern.letter.Correspondent;
import postern.letter.Letter;
import postern.letter.Origin;
import postern.triage.Addresses;
import postern.triage.Clues;
import postern.triage.Courtesy;
import postern.triage.Docket;
import postern.triage.Envelope;
import postern.triage.Gist;
import postern.triage.RawMail;
import postern.triage.Seal;
import postern.triage.Triage;

/** Reads from a mail what its ticket is found by. */
public final class Placements {
    private static final int PARTICIPANTS = 20;
    private static final int SUBJECT = 500;

    private Placements() {
    }

    public static Placement of(Docket docket, RawMail mail, Seal seal, Triage triage) {
        Envelope envelope = docket.envelope();
        return docket.letter().map(letter -> read(docket, letter, mail, seal, triage)).orElseGet(() -> unread(envelope, triage.desk()));
    }

    /** Of the envelope alone. */
    public static Placement of(Docket docket, Desk desk) {
        return unread(docket.envelope(), desk);
    }

    /** Of an agent's answer; empty if it goes to nobody outside the company, or no person wrote it: a vacation note answers nothing. */
    public static Optional<Placement> ofAnswer(Docket docket, Seal seal, Desk desk) {
        Envelope envelope = docket.envelope();
        List<String> readers = envelope.recipients().stream().map(Addresses::canonical).filter(address -> !Addresses.ours(desk, address))
            .filter(address -> !desk.isOfDepartment(address)).distinct().limit(PARTICIPANTS).toList();
        return docket.letter().filter(letter -> isPersons(letter) && !readers.isEmpty()).map(letter -> {
            Clues said = Clues.of(letter, envelope, seal, List.of());
            return new Placement(envelope.mail(), envelope.receivedAt(), Optional.empty(), letter.messageId(),
                new Clues(said.references(), List.of(), said.tags(), readers, Origin.CUSTOMER, true, Gist.NONE), readers.getFirst(), readers, cut(letter.subject()),
                letter.language(), desk.tickets(), false);
        });
    }

    private static boolean isPersons(Letter letter) {
        return letter.origin() == Origin.CUSTOMER || letter.origin() == Origin.AUTO_REPLY && !letter.automatic();
    }

    private static Placement read(Docket docket, Letter letter, RawMail mail, Seal seal, Triage triage) {
        Desk desk = triage.desk();
        Envelope envelope = docket.envelope();
        Clues clues = Clues.of(docket, seal, triage.points().orders(letter));
        return new Placement(envelope.mail(), envelope.receivedAt(), Fingerprint.of(mail, envelope, letter), letter.messageId(), clues,
            customer(envelope, letter), participants(clues, letter, desk), cut(letter.subject()), letter.language(), desk.tickets(),
            Courtesy.only(letter, desk));
    }

    /** A mail that could not be read still has an envelope, and gets a ticket of its own. */
    private static Placement unread(Envelope envelope, Desk desk) {
        Clues clues = Clues.of(envelope);
        return new Placement(envelope.mail(), envelope.receivedAt(), Optional.empty(), Optional.empty(), clues,
            clues.people().stream().findFirst().orElse(""), clues.people(), "", "und", desk.tickets(), false);
    }

    private static String customer(Envelope envelope, Letter letter) {
        return letter.from().stream().map(Correspondent::address).map(Addresses::canonical).findFirst()
            .orElseGet(() -> Addresses.canonical(envelope.sender()));
    }

    /** Who may go on with a ticket that this mail opens: its senders, and those whom they let read along. */
    private static List<String> participants(Clues clues, Letter letter, Desk desk) {
        Stream<String> others = Stream.of(letter.replyTo(), letter.to(), letter.cc()).flatMap(List::stream).map(Correspondent::address)
            .map(Addresses::canonical);
        return Stream.concat(clues.people().stream(), others).filter(address -> !Addresses.ours(desk, address)).distinct().limit(PARTICIPANTS).toList();
    }

    private static String cut(String subject) {
        return subject.length() <= SUBJECT ? subject : subject.substring(0, SUBJECT);
    }
}
