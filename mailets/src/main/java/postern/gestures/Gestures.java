package postern.gestures;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.desk.Priority;
import postern.desk.Team;
import postern.tickets.Ticket;
import postern.triage.Level;

/**
 * From what changed in a mail program to what happens to the ticket. Pure: a change that is told twice, by several programs or
 * long after, leads to the standing that the ticket has already, which is no act.
 */
public final class Gestures {
    /** Who takes back an own act within this time did nothing. */
    static final Duration UNDO = Duration.ofMinutes(1);
    /** What mail programs call the folder for unwanted mail (RFC 6154 names its use, nobody its name). */
    private static final Set<String> JUNK = Set.of("junk", "spam", "junk e-mail", "junk email", "垃圾邮件", "垃圾郵件");
    static final Set<String> JUNK_KEYWORDS = Set.of("$junk", "junk");
    /** Orders that are keywords, too, as they stand behind {@code desk+}. */
    private static final Set<String> ORDERS = Set.of("split", "why", "undo");
    private static final String MERGE = "merge-";
    private static final String SNOOZE = "snooze-";
    static final String ESCALATE = "escalate";
    private static final String OF_TICKET = "ticket-";

    private Gestures() {
    }

    /** What an act does to a ticket. */
    public sealed interface Effect {
        /** The ticket stands so already, or the change means nothing. */
        record Nothing() implements Effect {
        }

        /** @param act for the journal, in a word */
        record Moved(Standing to, String act) implements Effect {
        }

        /** The last act is taken back, with all that it changed. */
        record Undone(Past past) implements Effect {
        }
    }

    /**
     * An act that was done.
     *
     * @param act in a word
     * @param level which tier had it, and for how long, before
     * @param before the ticket as it was
     * @param after how it stood then
     */
    public record Past(long id, String by, Instant at, Ticket before, Standing after, String act, Level level) {
    }

    /** @param last the ticket's last act, if it was not taken back */
    public static Effect effect(List<Act> acts, Ticket ticket, String by, Instant at, Optional<Past> last, Desk desk) {
        Standing now = Standing.of(ticket, desk);
        Standing then = now;
        for (Act act : acts) {
            then = then.after(act, ticket, at, desk);
        }
        Standing proposed = then;
        if (then.sameAs(now)) {
            return new Effect.Nothing();
        }
        return undone(ticket, by, at, last, desk).filter(past -> !Uniting.is(past.act()) && isBack(proposed, past, desk)).<Effect>map(Effect.Undone::new)
            .orElseGet(() -> new Effect.Moved(proposed, word(acts)));
    }

    /** @return the ticket's last act, if it is for this agent to take it back at this time */
    static Optional<Past> undone(Ticket ticket, String by, Instant at, Optional<Past> last, Desk desk) {
        return last.filter(past -> past.by().equals(by) && near(past.at(), at) && past.after().sameAs(Standing.of(ticket, desk)));
    }

    /** What was done after it was asked for, as by a mail that came late, is not what was meant. */
    static boolean near(Instant act, Instant back) {
        return !back.isAfter(act.plus(UNDO)) && !back.isBefore(act);
    }

    /** A folder says nothing of priority and tier, which an escalation raised. */
    private static boolean isBack(Standing proposed, Past past, Desk desk) {
        Standing before = Standing.of(past.before(), desk);
        return before.sameAs(proposed) || past.act().equals(ESCALATE) && before.team().equals(proposed.team()) && before.agent().equals(proposed.agent())
            && before.state() == proposed.state();
    }

    private static String word(List<Act> acts) {
        return String.join("+", acts.stream().map(act -> act.getClass().getSimpleName().toLowerCase(Locale.ROOT)).toList());
    }

    /**
     * @return what the change asks for in the words of orders, laid into a folder of the agent's own for one, or marked with them; as they are
     *     to be done: first what cannot be done, then what takes back, then what makes other tickets of it, last what is done to the ticket
     *     that the mail belongs to then
     */
    public static List<Order> orders(Change change, Agent self, Desk desk) {
        return switch (change) {
            case Change.Laid laid -> laid.own().flatMap(path -> Doors.order(path, self, desk)).stream().toList();
            case Change.Marked marked -> lower(marked.added()).stream().filter(Gestures::isOrder).map(keyword -> Words.ofAddress(keyword, self, desk))
                .sorted(Comparator.comparingInt(Gestures::rank)).toList();
            case Change.Gone gone -> List.of();
        };
    }

    private static int rank(Order order) {
        return switch (order) {
            case Order.Mistaken mistaken -> 0;
            case Order.Unknown unknown -> 0;
            case Order.Why why -> 1;
            case Order.Do(Act.Undo undo) -> 2;
            case Order.Split split -> 3;
            case Order.Merge merge -> 4;
            case Order.Do act -> 5;
            case Order.Note note -> 5;
            case Order.Release release -> 5;
            case Order.Ask ask -> 5;
        };
    }

    private static boolean isOrder(String keyword) {
        return ORDERS.contains(keyword) || keyword.startsWith(MERGE) || keyword.startsWith(SNOOZE);
    }

    /** @return what the change asks for otherwise; nothing if it is no gesture */
    public static List<Act> read(Change change, Standing now, Desk desk) {
        return switch (change) {
            case Change.Laid laid -> Stream.concat(laid.folder().flatMap(folder -> ofFolder(folder, desk)).stream(),
                laid.own().filter(Gestures::isJunk).map(own -> (Act) new Act.Junk()).stream()).toList();
            case Change.Marked marked -> ofKeywords(lower(marked.added()), lower(marked.removed()), now, desk);
            case Change.Gone gone -> List.of();
        };
    }

    private static Optional<Act> ofFolder(String path, Desk desk) {
        int slash = path.indexOf('/');
        String top = slash < 0 ? path : path.substring(0, slash);
        Optional<Team> team = desk.teams().values().stream().filter(one -> one.folder().equals(top)).findFirst();
        if (team.isEmpty()) {
            return Optional.empty();
        }
        String id = team.get().id();
        String below = slash < 0 ? "" : path.substring(slash + 1);
        return switch (below) {
            case "" -> Optional.of(new Act.Assign(id, Optional.empty()));
            case "Waiting" -> Optional.of(new Act.Wait(Optional.of(id)));
            case "Done" -> Optional.of(new Act.Finish(Optional.of(id)));
            default -> team.get().members().contains(below) ? Optional.of(new Act.Assign(id, Optional.of(below))) : Optional.empty();
        };
    }

    private static boolean isJunk(String path) {
        return !Doors.is(path) && JUNK.contains(path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT));
    }

    private static List<Act> ofKeywords(Set<String> added, Set<String> removed, Standing now, Desk desk) {
        // A program without keywords that replaces all flags takes away the ticket's number, too: it did not mean to.
        if (removed.stream().anyMatch(keyword -> keyword.startsWith(OF_TICKET))) {
            return List.of();
        }
        List<Act> acts = new ArrayList<>();
        named("topic-", added, desk.topics().keySet()).filter(id -> !now.topic().equals(Optional.of(id))).map(Act.About::new).ifPresent(acts::add);
        whose(added, removed, now, desk).ifPresent(acts::add);
        rank(added, removed, now).ifPresent(acts::add);
        turn(added, removed, now).ifPresent(acts::add);
        if (removed.contains("$snoozed")) {
            acts.add(new Act.Wake());
        }
        return acts;
    }

    private static Optional<Act> whose(Set<String> added, Set<String> removed, Standing now, Desk desk) {
        Optional<String> team = named("team-", added, desk.teams().keySet()).filter(id -> !id.equals(now.team()));
        Optional<String> agent = named("agent-", added, desk.agents().keySet());
        if (agent.isPresent()) {
            String of = team.filter(id -> desk.teams().get(id).members().contains(agent.get())).orElse(now.team());
            return desk.teams().get(of).members().contains(agent.get()) ? Optional.of(new Act.Assign(of, agent)) : Optional.empty();
        }
        if (team.isPresent()) {
            return Optional.of(new Act.Assign(team.get(), Optional.empty()));
        }
        return now.agent().filter(id -> removed.contains("agent-" + id)).map(id -> new Act.Assign(now.team(), Optional.empty()));
    }

    private static Optional<Act> rank(Set<String> added, Set<String> removed, Standing now) {
        if (added.contains("$urgent")) {
            return Optional.of(new Act.Rank(Priority.URGENT));
        }
        Optional<Act> named = Stream.of(Priority.values()).filter(one -> added.contains("priority-" + one.name().toLowerCase(Locale.ROOT)))
            .filter(one -> one != now.priority()).findFirst().map(Act.Rank::new);
        boolean lowered = removed.contains("$urgent") && now.priority() == Priority.URGENT;
        return named.isPresent() || !lowered ? named : Optional.of(new Act.Rank(Priority.NORMAL));
    }

    private static Optional<Act> turn(Set<String> added, Set<String> removed, Standing now) {
        if (added.stream().anyMatch(JUNK_KEYWORDS::contains)) {
            return Optional.of(new Act.Junk());
        }
        if (added.contains("$escalated")) {
            return Optional.of(new Act.Escalate());
        }
        if (added.contains("$done")) {
            return Optional.of(new Act.Finish(Optional.empty()));
        }
        if (added.contains("$waiting")) {
            return Optional.of(new Act.Wait(Optional.empty()));
        }
        if (removed.contains("$escalated")) {
            return Optional.of(new Act.Undo());
        }
        boolean done = removed.contains("$done") || removed.stream().anyMatch(JUNK_KEYWORDS::contains);
        boolean taken = done && now.state() == Ticket.State.DONE
            || removed.contains("$waiting") && now.state() == Ticket.State.WAITING;
        return taken ? Optional.of(new Act.Reopen()) : Optional.empty();
    }

    private static Optional<String> named(String prefix, Set<String> keywords, Set<String> ids) {
        return ids.stream().filter(id -> keywords.contains(prefix + id)).findFirst();
    }

    /** RFC 9051 §2.3.2: keywords have no case. */
    static Set<String> lower(Set<String> keywords) {
        Set<String> lower = new TreeSet<>();
        keywords.forEach(keyword -> lower.add(keyword.toLowerCase(Locale.ROOT)));
        return lower;
    }
}
