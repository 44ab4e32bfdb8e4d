package postern.triage;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import postern.desk.TicketId;
import postern.letter.Bounce;
import postern.letter.Correspondent;
import postern.letter.Letter;
import postern.letter.Origin;

/**
 * What a mail says of itself that could name its ticket. All lists are bounded, whatever the mail holds.
 *
 * @param references Message-IDs that it answers, newest first
 * @param addressed tickets whose reply address it was sent to
 * @param tags ticket numbers in its subject whose check digit is right
 * @param people canonical addresses that claim to have sent it: envelope sender and From; of a bounce, also whom it speaks for
 * @param proven whether the sender's address is proven to be the sender's
 */
public record Clues(List<Reference> references, List<TicketId> addressed, List<TicketId> tags, List<String> people, Origin origin, boolean proven,
                    Gist gist) {
    private static final int REFERENCES = 30;
    private static final int TAGS = 3;
    private static final int PEOPLE = 3;

    /**
     * @param id with angle brackets
     * @param signed the ticket, if the id is one that we signed
     */
    public record Reference(String id, Optional<TicketId> signed) {
    }

    public Clues {
        references = List.copyOf(references);
        addressed = List.copyOf(addressed);
        tags = List.copyOf(tags);
        people = List.copyOf(people);
    }

    /** @param orders order numbers that it names */
    public static Clues of(Letter letter, Envelope envelope, Seal seal, List<String> orders) {
        return of(Docket.of(envelope).with(letter), seal, orders);
    }

    /**
     * @param docket with its letter
     * @param orders order numbers that it names
     */
    public static Clues of(Docket docket, Seal seal, List<String> orders) {
        Letter letter = docket.letter().orElseThrow();
        Envelope envelope = docket.envelope();
        Set<String> ids = new LinkedHashSet<>();
        letter.bounce().flatMap(Bounce::originalMessageId).ifPresent(ids::add);
        ids.addAll(letter.references());
        List<Reference> references = ids.stream().limit(REFERENCES).map(id -> new Reference(id, seal.open(id))).toList();
        List<TicketId> addressed = envelope.recipients().stream().flatMap(address -> seal.openAddress(address).stream()).distinct().limit(TAGS).toList();
        return new Clues(references, addressed, TicketId.find(letter.subject()).stream().limit(TAGS).toList(), people(letter, envelope), letter.origin(),
            envelope.verified(), gist(letter, docket.folded().orElseThrow(), orders));
    }

    /** Of a machine's mail the words say nothing: it writes the same to everybody. */
    private static Gist gist(Letter letter, Folded folded, List<String> orders) {
        boolean person = letter.origin() == Origin.CUSTOMER && letter.from().stream().map(Correspondent::address).noneMatch(Addresses::robot);
        return new Gist(letter.bareSubject(), orders, person ? Sketch.of(letter.text(), folded.text()) : Optional.empty());
    }

    /** Without a letter nothing but the envelope speaks. */
    public static Clues of(Envelope envelope) {
        List<String> people = envelope.sender().isEmpty() ? List.of() : List.of(Addresses.canonical(envelope.sender()));
        return new Clues(List.of(), List.of(), List.of(), people, Origin.CUSTOMER, envelope.verified(), Gist.NONE);
    }

    private static List<String> people(Letter letter, Envelope envelope) {
        Set<String> people = new LinkedHashSet<>();
        // A bounce speaks for the one who did not get the mail: with that mail's id it names the ticket.
        letter.bounce().filter(bounce -> letter.origin() == Origin.BOUNCE).flatMap(Bounce::recipient).map(Addresses::canonical).ifPresent(people::add);
        if (!envelope.sender().isEmpty()) {
            people.add(Addresses.canonical(envelope.sender()));
        }
        letter.from().stream().map(Correspondent::address).map(Addresses::canonical).filter(address -> address.contains("@")).forEach(people::add);
        return people.stream().limit(PEOPLE).toList();
    }
}
