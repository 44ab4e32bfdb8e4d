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
 * @param tags ticket numbers in its subject whose check digit is right
 * @param people canonical addresses that claim to have sent it: envelope sender and From; of a bounce, also whom it speaks for
 */
public record Clues(List<Reference> references, List<TicketId> tags, List<String> people, Origin origin) {
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
        tags = List.copyOf(tags);
        people = List.copyOf(people);
    }

    public static Clues of(Letter letter, Envelope envelope, Seal seal) {
        Set<String> ids = new LinkedHashSet<>();
        letter.bounce().flatMap(Bounce::originalMessageId).ifPresent(ids::add);
        ids.addAll(letter.references());
        List<Reference> references = ids.stream().limit(REFERENCES).map(id -> new Reference(id, seal.open(id))).toList();
        return new Clues(references, TicketId.find(letter.subject()).stream().limit(TAGS).toList(), people(letter, envelope), letter.origin());
    }

    /** Without a letter nothing but the envelope speaks. */
    public static Clues of(Envelope envelope) {
        List<String> people = envelope.sender().isEmpty() ? List.of() : List.of(Addresses.canonical(envelope.sender()));
        return new Clues(List.of(), List.of(), people, Origin.CUSTOMER);
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
