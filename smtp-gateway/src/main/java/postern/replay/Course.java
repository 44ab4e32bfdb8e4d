package postern.replay;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import postern.desk.Desk;
import postern.desk.Reason;
import postern.desk.TicketId;
import postern.explain.Written;
import postern.letter.Letter;
import postern.store.Scratch;
import postern.tickets.Continuation;
import postern.tickets.Placed;
import postern.tickets.Placement;
import postern.tickets.Placements;
import postern.tickets.SqlTickets;
import postern.tickets.Ticket;
import postern.tickets.Tickets;
import postern.triage.Addresses;
import postern.triage.Circumstances;
import postern.triage.Classification;
import postern.triage.Docket;
import postern.triage.Envelope;
import postern.triage.Forgeries;
import postern.triage.Match;
import postern.triage.OwnMail;
import postern.triage.Pressure;
import postern.triage.RawMail;
import postern.triage.Readability;
import postern.triage.ReplyPolicy;
import postern.triage.Seal;
import postern.triage.Triage;
import postern.triage.Urgency;

/** One desk's way through the mails of the past, by the steps of the flow. Reading is of any number of threads, deciding of one. */
final class Course implements AutoCloseable {
    private final Triage triage;
    private final Desk desk;
    private final Seal seal;
    private final OwnMail own;
    private final Numbers numbers = new Numbers();
    private final Scratch store = Scratch.open();
    private final Tickets tickets = new SqlTickets(store, numbers, this::desk);

    Course(Triage triage, Seal seal, OwnMail own) {
        this.triage = triage;
        this.desk = triage.desk();
        this.seal = seal;
        this.own = own;
    }

    /**
     * What needs no ticket.
     *
     * @param fresh what it is about if it opens a ticket; empty if it cannot be read
     * @param answer what it would answer, if an agent wrote it
     */
    record Read(Docket docket, boolean forDesk, Placement placement, Optional<Classification> fresh, long size,
        Optional<Placement> answer) {
    }

    Desk desk() {
        return desk;
    }

    /** The mail without what only we may write. */
    byte[] clean(byte[] came) {
        return Forgeries.removed(came, desk, seal);
    }

    /** @param otherwise when it came, if neither it nor anybody else tells */
    Read read(Past past, Optional<Past.Way> way, Paper paper, Instant otherwise) {
        Envelope envelope = envelope(past, way, paper.letter(), otherwise);
        Docket docket = paper.letter().map(Docket.of(envelope)::with).orElseGet(() -> Docket.of(envelope));
        Optional<Reason> trouble = paper.broken().or(() -> paper.letter().flatMap(Readability::trouble));
        boolean control = envelope.recipients().stream().anyMatch(address -> Addresses.control(desk, address).isPresent());
        boolean forDesk = !control && envelope.recipients().stream().anyMatch(own::isForDesk);
        long size = paper.octets().length;
        Optional<Placement> answer = envelope.login().isPresent() && paper.letter().isPresent()
            ? Placements.ofAnswer(docket, seal, desk) : Optional.empty();
        if (trouble.isPresent()) {
            return new Read(docket.withTrouble(trouble.get()), forDesk, Placements.of(docket, desk), Optional.empty(), size,
                answer);
        }
        Optional<Classification> fresh = forDesk
            ? Optional.of(triage.classify(docket, new Circumstances(Optional.of(size), Optional.empty()))) : Optional.empty();
        return new Read(docket, forDesk, Placements.of(docket, RawMail.of(paper.octets()), seal, triage), fresh, size, answer);
    }

    private Envelope envelope(Past past, Optional<Past.Way> known, Optional<Letter> letter, Instant otherwise) {
        Instant at = past.at().or(() -> letter.flatMap(Letter::date)).orElse(otherwise);
        if (known.isPresent()) {
            Past.Way way = known.get();
            List<String> recipients = way.recipients().stream().map(address -> address.toLowerCase(Locale.ROOT)).distinct()
                .toList();
            return new Envelope(past.name(), way.sender(), recipients, at, way.login(), way.login().isPresent());
        }
        List<String> recipients = letter.map(read -> Written.recipients(read, own, desk))
            .orElseGet(() -> desk.addresses().keySet().stream().sorted().limit(1).toList());
        return new Envelope(past.name(), letter.map(Written::sender).orElse(""), recipients, at, Optional.empty(), false);
    }

    /**
     * Decides in the order of the mails.
     *
     * @param recorded number that its ticket had; a ticket that it opens gets it, so that mails which name it find it
     * @return empty if it is none of the desk's
     */
    Optional<Docket> decide(Read read, Optional<TicketId> recorded) {
        Docket docket = read.docket();
        docket.envelope().login().flatMap(desk::agentOf).ifPresent(agent ->
            read.answer().ifPresent(answer -> tickets.answer(answer, agent.login(), ticket -> true)));
        if (!read.forDesk()) {
            return Optional.empty();
        }
        if (docket.trouble().isPresent()) {
            return Optional.of(docket);
        }
        numbers.next = recorded;
        Placed placed = tickets.place(read.placement());
        Docket tagged = placed.match().map(docket::with).orElse(docket);
        Docket decided = people(urgency(topic(tagged, placed, read), placed), placed);
        boolean known = tickets.answeredBefore(Addresses.canonical(decided.envelope().sender()));
        Docket considered = decided.with(ReplyPolicy.decide(decided, desk, known));
        if (considered.match().isPresent()) {
            tickets.decide(considered);
        }
        return Optional.of(considered);
    }

    private Docket topic(Docket docket, Placed placed, Read read) {
        Optional<Ticket> ticket = docket.match().filter(match -> !(match instanceof Match.Opened))
            .flatMap(match -> placed.ticket());
        Optional<Classification> kept = ticket.flatMap(before -> Continuation.topic(before, desk));
        Circumstances around = new Circumstances(Optional.of(read.size()), ticket.map(Ticket::opened));
        if (kept.isPresent()) {
            return docket.with(triage.byAge(docket, around).orElseGet(kept::get));
        }
        return docket.with(ticket.isEmpty() ? read.fresh().orElseThrow() : triage.classify(docket, around));
    }

    private Docket urgency(Docket docket, Placed placed) {
        Optional<Ticket> ticket = placed.ticket();
        Optional<Urgency> urgency = switch (docket.match().orElse(null)) {
            case null -> Optional.empty();
            case Match.Opened opened -> Optional.of(fresh(docket, Pressure.NONE));
            case Match.Joined joined when joined.hasSay() && docket.letter().orElseThrow().callsForPeople() ->
                ticket.map(before -> Continuation.again(before, fresh(docket, Continuation.pressure(before))));
            case Match.Joined joined -> ticket.flatMap(Continuation::running);
            case Match.Twin twin -> ticket.flatMap(Continuation::running);
        };
        return urgency.map(docket::with).orElse(docket);
    }

    private Urgency fresh(Docket docket, Pressure pressure) {
        return triage.urgency(docket, pressure);
    }

    private Docket people(Docket docket, Placed placed) {
        return docket.with(switch (docket.match().orElse(null)) {
            case null -> Continuation.apart(desk);
            case Match.Opened opened -> triage.assign(docket.envelope(), docket.classification().orElseThrow(), Optional.empty());
            case Match match -> placed.ticket().flatMap(ticket -> Continuation.people(ticket, desk, docket.envelope().receivedAt()))
                .orElseGet(() -> triage.assign(docket.envelope(), docket.classification().orElseThrow(), Optional.empty()));
        });
    }

    @Override
    public void close() {
        store.close();
    }

    /** Draws the number that is wanted, else any; the same ones in each run. */
    private static final class Numbers implements RandomGenerator {
        private final SplittableRandom any = new SplittableRandom(1);
        private Optional<TicketId> next = Optional.empty();

        @Override
        public long nextLong() {
            return any.nextLong();
        }

        @Override
        public int nextInt(int origin, int bound) {
            Optional<TicketId> wanted = next;
            next = Optional.empty();
            return wanted.map(ticket -> Integer.parseInt(ticket.value().replace("-", "").substring(0, 9)))
                .orElseGet(() -> any.nextInt(origin, bound));
        }
    }
}
