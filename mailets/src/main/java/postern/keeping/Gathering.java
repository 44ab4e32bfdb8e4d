package postern.keeping;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import postern.desk.TicketId;
import postern.letter.Correspondent;
import postern.letter.Letter;
import postern.letter.LetterReader;
import postern.masking.Traces;
import postern.masking.Written;
import postern.store.Store;
import postern.tickets.Sql;

/** Finds out which mails and tickets are a person's, and by what the person is found in others'. */
final class Gathering {
    private static final int AT_ONCE = 500;
    private static final int LONGEST_HEADER = 256 * 1024;
    /** Names under which one person writes; a machine may have one for each mail. */
    private static final int NAMES = 200;

    private final Store store;
    private final KeptMails mails;
    private final Person person;
    private final Predicate<String> ours;
    private final LetterReader reader = new LetterReader();
    private final Set<TicketId> tickets = new LinkedHashSet<>();
    private final Set<String> others = new HashSet<>();
    private final Map<TicketId, List<Hold>> held = new LinkedHashMap<>();
    private final Set<Long> own = new LinkedHashSet<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final Written written = new Written();
    private final Set<String> ids = new HashSet<>();
    private final Map<Long, Integer> keptMails = new LinkedHashMap<>();

    /** @param ours whether an address is the desk's */
    Gathering(Store store, KeptMails mails, Person person, Predicate<String> ours) {
        this.store = store;
        this.mails = mails;
        this.person = person;
        this.ours = ours;
    }

    Findings gather() {
        List<TicketId> theirs = store.read(this::ticketsOf);
        tickets.addAll(theirs);
        for (List<Long> some = mails.after(0, AT_ONCE); !some.isEmpty(); some = mails.after(some.getLast(), AT_ONCE)) {
            for (long id : some) {
                mails.find(id).ifPresent(this::look);
            }
        }
        tickets.removeAll(held.keySet());
        return new Findings(own, tickets, others, held.keySet(), new Traces(person.addresses(), person.names(), names, written, ids), kept(), doubts());
    }

    private List<TicketId> ticketsOf(Connection connection) throws SQLException {
        List<TicketId> all = new ArrayList<>();
        for (String address : person.addresses()) {
            all.addAll(Sql.list(connection, "select number from ticket where customer = ?", row -> TicketId.ofDigits(row.getString(1)), address));
            others.addAll(Sql.list(connection, "select k.customer from ticket k join ticket t on k.merged = t.id where t.customer = ? and k.customer <> ''",
                row -> row.getString(1), address));
        }
        others.removeIf(person::has);
        // Any held ticket may have mails that name the person.
        for (TicketId ticket : Sql.list(connection, "select t.number from ticket t where " + Holds.HELD, row -> TicketId.ofDigits(row.getString(1)))) {
            held.put(ticket, Holds.on(connection, ticket));
        }
        return all;
    }

    private void look(KeptMails.Kept mail) {
        boolean theirTicket = mail.ticket().filter(tickets::contains).isPresent();
        if (!theirTicket && !person.mayBeIn(header(mail))) {
            return;
        }
        Letter letter = reader.read(mail.octets());
        boolean author = letter.from().stream().map(Correspondent::address).anyMatch(person::has);
        if (author) {
            letter.from().stream().filter(from -> person.has(from.address()) && names.size() < NAMES).map(Correspondent::name).forEach(names::add);
            written.add(letter.bareSubject());
            written.add(letter.text() + "\n" + letter.signature());
            letter.messageId().ifPresent(ids::add);
        }
        if (author || about(letter, theirTicket)) {
            List<Hold> holds = mail.ticket().map(held::get).orElse(null);
            if (holds == null) {
                own.add(mail.id());
            } else {
                holds.forEach(hold -> keptMails.merge(hold.id(), 1, Integer::sum));
            }
        }
    }

    /** Whether the desk, or a machine, wrote it to the person or about the person's ticket. */
    private boolean about(Letter letter, boolean theirTicket) {
        boolean desk = letter.from().stream().map(Correspondent::address).allMatch(ours) || letter.origin().machine();
        List<Correspondent> to = Stream.concat(letter.to().stream(), letter.cc().stream()).toList();
        boolean toOthers = Findings.areOthers(others, to.stream().map(Correspondent::address).toList());
        return desk && (theirTicket && !toOthers || !to.isEmpty() && to.stream().map(Correspondent::address).allMatch(person::has));
    }

    private static String header(KeptMails.Kept mail) {
        String start = new String(mail.body(), 0, Math.min(mail.body().length, LONGEST_HEADER), StandardCharsets.ISO_8859_1);
        int end = start.indexOf("\r\n\r\n");
        return new String(mail.prefix(), StandardCharsets.ISO_8859_1) + (end < 0 ? start : start.substring(0, end));
    }

    private List<String> doubts() {
        List<String> doubts = new ArrayList<>();
        if (!written.isComplete()) {
            doubts.add("others' mail: the person wrote more, and longer, lines than are compared; of the last ones quotes may be left in mails that name the person"
                + " no more; search for them and delete them by hand");
        }
        if (names.size() == NAMES) {
            doubts.add("others' mail: the person's mails have more than " + NAMES + " names for their author; later ones are not masked unless --name says them");
        }
        return doubts;
    }

    private Map<Long, String> kept() {
        Map<Long, String> lines = new LinkedHashMap<>();
        keptMails.forEach((id, count) -> {
            Optional<Hold> hold = held.values().stream().flatMap(List::stream).filter(one -> one.id() == id).findFirst();
            lines.put(id, "hold %d (%s, by %s): %d mails and their tickets".formatted(id, hold.map(Hold::reason).orElse(""), hold.map(Hold::by).orElse(""), count));
        });
        return lines;
    }
}
