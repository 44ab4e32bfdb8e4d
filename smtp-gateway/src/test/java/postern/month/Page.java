package postern.month;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import postern.desk.Promise;
import postern.desk.TicketId;
import postern.tickets.Ticket;

/**
 * A ticket in the month's own books: what happened to it, and what is due by the calendar on the wall. Knows nothing of how the
 * gateway remembers either.
 */
final class Page {
    /** @param after of a question: whether another one was answered before */
    record Line(Ticket.State turn, Instant at, String topic, String team, boolean after) {
    }

    /**
     * @param owed questions that came along
     * @param mails Message-IDs that came along
     * @param turned that nobody is to do anything any more, if the other one waited for its customer
     */
    record Merge(Page from, List<Line> owed, Set<String> mails, Optional<Line> turned) {
    }

    private final Supplier<WallCalendar> wall;
    final TicketId id;
    String topic;
    String team;
    Optional<Instant> asleep = Optional.empty();
    /** By whom and how it was last worked on, to tell of. */
    String hand = "";
    final List<Line> lines = new ArrayList<>();
    final List<Merge> merges = new ArrayList<>();
    private Page into;

    Page(TicketId id, Supplier<WallCalendar> wall) {
        this.id = id;
        this.wall = wall;
    }

    /** @return the ticket that goes on with this one */
    Page root() {
        return into == null ? this : into.root();
    }

    boolean isOpen() {
        return state() == Ticket.State.OPEN;
    }

    Ticket.State state() {
        return lines.isEmpty() ? Ticket.State.OPEN : lines.getLast().turn();
    }

    Line asked(Instant at) {
        boolean after = lines.stream().anyMatch(line -> line.turn() == Ticket.State.WAITING);
        Line line = new Line(Ticket.State.OPEN, at, topic, team, after);
        lines.add(line);
        return line;
    }

    private Instant due(Line asked) {
        Promise promise = wall.get().promise(asked.topic());
        return wall.get().after(asked.team(), asked.at(), asked.after() ? promise.nextResponse() : promise.firstResponse());
    }

    void turned(Ticket.State turn, Instant at) {
        lines.add(new Line(turn, at, topic, team, false));
    }

    /** Questions that nobody has answered. */
    List<Line> waiting() {
        int from = 0;
        for (int i = 0; i < lines.size(); i++) {
            from = lines.get(i).turn() == Ticket.State.OPEN ? from : i + 1;
        }
        return List.copyOf(lines.subList(from, lines.size()));
    }

    Optional<Instant> response() {
        return waiting().stream().map(this::due).min(Instant::compareTo);
    }

    /** While it is the desk's turn: when all its turns together will have been as long as was promised. */
    Optional<Instant> resolution() {
        Optional<Duration> promised = wall.get().promise(topic).resolution();
        if (promised.isEmpty() || !isOpen()) {
            return Optional.empty();
        }
        Duration left = promised.get();
        for (Instant[] ours : ours()) {
            Duration worked = ours[1] == null ? left : wall.get().between(team, ours[0], ours[1]);
            if (worked.compareTo(left) >= 0) {
                return Optional.of(wall.get().after(team, ours[0], left));
            }
            left = left.minus(worked);
        }
        throw new IllegalStateException("the last turn has no end");
    }

    private List<Instant[]> ours() {
        List<Instant[]> ours = new ArrayList<>();
        Instant floor = Instant.MIN;
        Instant since = null;
        for (Line line : lines) {
            if (line.turn() == Ticket.State.OPEN) {
                Instant begins = line.at().isBefore(floor) ? floor : line.at();
                since = since == null || begins.isBefore(since) ? begins : since;
            } else if (since != null) {
                floor = line.at().isBefore(since) ? since : line.at();
                ours.add(new Instant[] {since, floor});
                since = null;
            }
        }
        if (since != null) {
            ours.add(new Instant[] {since, null});
        }
        return ours;
    }

    /** Goes on as another one, which owes from then on what its customer waits for. */
    void merge(Page survivor, Set<String> mails, Instant now) {
        Ticket.State before = survivor.state();
        into = survivor;
        List<Line> owed = waiting().stream()
            .map(line -> new Line(line.turn(), line.at(), line.topic(), line.team(), line.after())).toList();
        survivor.lines.addAll(owed);
        Optional<Line> turned = Optional.empty();
        if (before == Ticket.State.DONE && state() == Ticket.State.WAITING) {
            survivor.turned(Ticket.State.WAITING, now);
            turned = Optional.of(survivor.lines.getLast());
        }
        if (survivor.isOpen()) {
            survivor.asleep = Optional.empty();
        }
        survivor.merges.add(new Merge(this, owed, mails, turned));
    }

    /** The last merge by which a mail came here. */
    Optional<Merge> by(String mail) {
        return merges.reversed().stream().filter(merge -> merge.mails().contains(mail)).findFirst();
    }

    /** @param restored whether it stands as before the merge */
    void takeBack(Merge merge, boolean restored) {
        merges.remove(merge);
        merge.owed().forEach(this::strike);
        if (restored) {
            merge.turned().ifPresent(this::strike);
        }
        merge.from().into = null;
    }

    void strike(Line one) {
        lines.removeIf(line -> line == one);
    }

    /** A ticket that is parted from this one went through the same. */
    Page part(TicketId fresh) {
        Page parted = new Page(fresh, wall);
        parted.topic = topic;
        parted.team = team;
        parted.lines.addAll(lines);
        return parted;
    }
}
