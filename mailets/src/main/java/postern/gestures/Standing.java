package postern.gestures;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.desk.Priority;
import postern.desk.Team;
import postern.desk.Topic;
import postern.tickets.Ticket;
import postern.triage.Assignment;
import postern.triage.Docket;
import postern.triage.Level;
import postern.triage.Urgency;

/**
 * Whose a ticket is, whose turn it is and how urgent: what people change, and what folder and keywords of its mails say.
 *
 * @param deadline of the answer that is due; moves only when the desk's turn begins
 * @param tier 1, or higher after it was escalated
 */
public record Standing(String team, Optional<String> agent, Ticket.State state, Priority priority, Optional<Instant> deadline,
                       Optional<String> topic, int tier) {
    public static final String DONE = "$Done";
    public static final String WAITING = "$Waiting";
    public static final String URGENT = "$Urgent";
    public static final String SNOOZED = "$Snoozed";
    private static final String ESCALATED = "$escalated";
    private static final int TIERS = 3;
    private static final String NUMBER = "ticket-";
    private static final Pattern TOLD = Pattern.compile("(?i)\\$(?:Done|Waiting|Urgent|Snoozed)|(?:team|agent|priority|tier|snooze|merge)-.*|split|why|undo");

    /** A ticket of a team that the desk has no longer stands with the catch-all team. */
    public static Standing of(Ticket ticket, Desk desk) {
        String team = ticket.team().filter(desk.teams()::containsKey).orElse(desk.catchAll());
        Optional<String> agent = ticket.agent().filter(desk.teams().get(team).members()::contains);
        return new Standing(team, agent, ticket.state(), ticket.priority().orElse(Priority.NORMAL), ticket.deadline(), ticket.topic(), ticket.tier());
    }

    /** How a ticket stands that a mail opens. */
    public static Standing of(Docket docket, Desk desk) {
        return new Standing(docket.assignment().map(Assignment::team).orElseGet(desk::catchAllTeam).id(),
            docket.assignment().flatMap(Assignment::agent).map(Agent::id), Ticket.State.OPEN,
            docket.urgency().map(Urgency::priority).orElse(Priority.NORMAL), docket.urgency().map(Urgency::deadline),
            docket.classification().map(classification -> classification.topic().id()), docket.assignment().map(people -> people.level().tier()).orElse(1));
    }

    /** Path of the folder in which the ticket's mails lie. */
    public String folder(Desk desk) {
        String top = desk.teams().get(team).folder();
        return switch (state) {
            case OPEN -> agent.map(id -> top + "/" + id).orElse(top);
            case WAITING -> top + "/Waiting";
            case DONE -> top + "/Done";
        };
    }

    /** Path of the folder in which the mails of a ticket lie that is out of sight. */
    String aside(Desk desk) {
        return desk.teams().get(team).folder() + "/Snoozed";
    }

    /** What the mails' keywords say of the ticket: what is told before goes, what is true now comes, all else stays. */
    public List<String> keywords(List<String> before) {
        List<String> now = new ArrayList<>(before.stream().filter(Predicate.not(TOLD.asMatchPredicate())).toList());
        topic.ifPresent(id -> {
            now.removeIf(keyword -> keyword.toLowerCase(Locale.ROOT).startsWith("topic-"));
            now.add("topic-" + id);
        });
        now.add("team-" + team);
        agent.ifPresent(id -> now.add("agent-" + id));
        now.add("priority-" + priority.name().toLowerCase(Locale.ROOT));
        if (priority == Priority.URGENT) {
            now.add(URGENT);
        }
        switch (state) {
            case OPEN -> { }
            case WAITING -> now.add(WAITING);
            case DONE -> now.add(DONE);
        }
        now.removeIf(keyword -> isOver(keyword.toLowerCase(Locale.ROOT)));
        return now;
    }

    /** What somebody marked once and what is no longer so: else nobody could mark it again. */
    private boolean isOver(String keyword) {
        return Gestures.JUNK_KEYWORDS.contains(keyword) && state != Ticket.State.DONE || keyword.equals(ESCALATED) && state != Ticket.State.OPEN;
    }

    /** {@link #keywords(List)} of a ticket's mail: also its number, and its tier, so that what went up is seen as such in the team's folder, too. */
    List<String> keywords(List<String> before, Ticket ticket) {
        List<String> now = keywords(before);
        now.removeIf(keyword -> keyword.toLowerCase(Locale.ROOT).startsWith(NUMBER));
        now.add(ticket.id().keyword());
        if (ticket.tier() > 1) {
            now.add("tier-" + ticket.tier());
        }
        return now;
    }

    /** How a ticket stands that another one is merged into: whoever waits for an answer goes on waiting for it. */
    Standing with(Standing other) {
        boolean both = state == Ticket.State.OPEN && other.state == Ticket.State.OPEN;
        Ticket.State turn = state.compareTo(other.state) <= 0 ? state : other.state;
        Optional<Instant> due = both ? Stream.of(deadline, other.deadline).flatMap(Optional::stream).min(Comparator.naturalOrder())
            : state == turn ? deadline : other.deadline;
        return new Standing(team, agent, turn, priority.compareTo(other.priority) >= 0 ? priority : other.priority, due, topic, Math.max(tier, other.tier));
    }

    /** How the ticket stands after an act; the same if it stood so before. @param ticket for its topic's promise */
    Standing after(Act act, Ticket ticket, Instant at, Desk desk) {
        return switch (act) {
            case Act.Assign(String to, Optional<String> whom) -> open(to, whom, ticket, at, desk);
            case Act.Give(String whom) -> teamOf(whom, desk).map(to -> open(to, Optional.of(whom), ticket, at, desk)).orElse(this);
            case Act.GiveBack back -> open(team, Optional.empty(), ticket, at, desk);
            case Act.Reopen reopen -> open(team, agent, ticket, at, desk);
            case Act.Wait(Optional<String> to) -> rest(to.orElse(team), Ticket.State.WAITING, desk);
            case Act.Finish(Optional<String> to) -> rest(to.orElse(team), Ticket.State.DONE, desk);
            case Act.Junk junk -> rest(team, Ticket.State.DONE, desk);
            case Act.About(String other) -> about(other, ticket, at, desk);
            case Act.Rank(Priority rank) -> new Standing(team, agent, state, rank, deadline, topic, tier);
            case Act.Shift(boolean up) -> new Standing(team, agent, state, shifted(up), deadline, topic, tier);
            case Act.Snooze snooze -> this;
            case Act.Wake wake -> this;
            case Act.Undo undo -> this;
            case Act.Escalate escalate -> escalated(ticket, at, desk);
        };
    }

    /** The clock that runs goes on; one that stopped begins anew, with the promise of the topic in the hours of the team. */
    private Standing open(String to, Optional<String> whom, Ticket ticket, Instant at, Desk desk) {
        Topic known = topic.map(desk.topics()::get).orElse(desk.fallbackTopic());
        Optional<Instant> due = state == Ticket.State.OPEN && deadline.isPresent() ? deadline
            : Optional.of(desk.calendarOf(desk.teams().get(to)).after(at, known.promise().firstResponse()));
        return new Standing(to, whom, Ticket.State.OPEN, priority, due, topic, tier);
    }

    /** Of another team's topic, it is that team's turn. */
    private Standing about(String other, Ticket ticket, Instant at, Desk desk) {
        Standing renamed = new Standing(team, agent, state, priority, deadline, Optional.of(other), tier);
        String to = desk.topics().get(other).team();
        return to.equals(team) ? renamed : renamed.open(to, Optional.empty(), ticket, at, desk);
    }

    private Standing rest(String to, Ticket.State turn, Desk desk) {
        return new Standing(to, agent.filter(desk.teams().get(to).members()::contains), turn, priority, deadline, topic, tier);
    }

    private Optional<String> teamOf(String whom, Desk desk) {
        return desk.teams().get(team).members().contains(whom) ? Optional.of(team)
            : desk.teams().values().stream().filter(one -> one.members().contains(whom)).map(Team::id).findFirst();
    }

    private Priority shifted(boolean up) {
        Priority[] all = Priority.values();
        return all[Math.clamp(priority.ordinal() + (up ? 1L : -1L), 0, all.length - 1)];
    }

    private Standing escalated(Ticket ticket, Instant at, Desk desk) {
        Team here = desk.teams().get(team);
        List<Agent> members = here.members().stream().map(desk.agents()::get).filter(Objects::nonNull).toList();
        int level = Math.max(tier, agent.map(desk.agents()::get).map(Agent::tier).orElse(1));
        Optional<Agent> abler = members.stream().filter(member -> member.tier() > level).min(Comparator.comparingInt(Agent::tier));
        Optional<Agent> next = abler.or(() -> members.stream().filter(Agent::lead).filter(lead -> !agent.equals(Optional.of(lead.id()))).findFirst());
        Standing open = open(team, next.map(Agent::id).or(() -> agent), ticket, at, desk);
        int to = abler.map(Agent::tier).orElse(Math.min(TIERS, level + 1));
        Priority atLeast = Level.atLeast(to).filter(least -> least.compareTo(priority) > 0).orElse(priority);
        return new Standing(open.team, open.agent, open.state, atLeast, open.deadline, topic, to);
    }

    /** Whether both say the same to people: a clock alone is nobody's wish. */
    boolean sameAs(Standing other) {
        return team.equals(other.team) && agent.equals(other.agent) && state == other.state && priority == other.priority
            && topic.equals(other.topic) && tier == other.tier;
    }
}
