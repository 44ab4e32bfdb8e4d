package postern.triage;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.desk.Reason;
import postern.desk.Team;
import postern.desk.WorkCalendar;
import postern.triage.Workforce.Job;
import postern.triage.Workforce.Load;

/**
 * Decides which agent of a team gets a ticket.
 *
 * <p>Who has it keeps it, if they work before its deadline. Else it goes to one who is on shift, has the topic, the language and the
 * tier, and has room: room is what the cap leaves after the open tickets and after the more urgent ones that wait for the same
 * agent, so that no ticket overtakes another. Of those, the nearest tier comes first, then who has the least of their cap to
 * do, then whose turn was longest ago. Nobody: it waits in the team's folder.
 */
public final class Staffing {
    /** Stands for the cap of those who have none when work is compared. */
    private static final double USUAL_CAP = 40;
    private static final int TOLD = 6;
    private static final int STRETCHES = 60;

    private final Desk desk;
    private final Team team;
    private final Workforce force;
    private final Instant now;

    public Staffing(Desk desk, Team team, Workforce force, Instant now) {
        this.desk = desk;
        this.team = team;
        this.force = force;
        this.now = now;
    }

    /**
     * @param agent who gets it; empty if it waits
     * @param reasons why this one, and who would have been next; or why nobody
     */
    public record Pick(Optional<Agent> agent, List<Reason> reasons) {
        public Pick {
            reasons = List.copyOf(reasons);
        }
    }

    public Pick pick(Job job) {
        Optional<Agent> worker = worker(job);
        if (keeps(job)) {
            return new Pick(worker, List.of(Reason.of("agent-of-ticket", worker.get().id())));
        }
        List<Agent> able = new ArrayList<>();
        List<String> unable = new ArrayList<>();
        for (String id : team.members()) {
            Agent agent = desk.agents().get(id);
            Optional<String> obstacle = obstacle(agent, job).or(() -> room(agent, job) > 0 ? Optional.empty() : Optional.of("full"));
            obstacle.ifPresentOrElse(why -> unable.add(id + " " + why), () -> able.add(agent));
        }
        if (able.isEmpty()) {
            return new Pick(Optional.empty(), List.of(Reason.of("nobody-free", String.join("; ", unable.stream().limit(TOLD).toList()))));
        }
        able.sort(Comparator.comparingInt(Agent::tier).thenComparingDouble(this::share).thenComparingLong(agent -> force.load(agent.id()).turn()));
        List<Reason> reasons = new ArrayList<>(List.of(Reason.of("agent-free", described(able.getFirst()))));
        able.stream().skip(1).findFirst().ifPresentOrElse(next -> reasons.add(Reason.of("runner-up-agent", described(next))),
            () -> unable.stream().findFirst().ifPresent(other -> reasons.add(Reason.of("not-free", other))));
        return new Pick(Optional.of(able.getFirst()), reasons);
    }

    /** @return whether the ticket stays with who has it: they work before its deadline */
    public boolean keeps(Job job) {
        return worker(job).filter(agent -> worksBefore(agent, job.deadline())).isPresent();
    }

    /** @return ids of the team's agents who are away today */
    public List<String> absent() {
        return team.members().stream().filter(id -> isAbsent(desk.agents().get(id), now, hours(desk.agents().get(id)))).toList();
    }

    private Optional<Agent> worker(Job job) {
        return job.worker().map(desk.agents()::get).filter(agent -> team.members().contains(agent.id()));
    }

    /** @return why the agent could not take such a ticket whatever there is to do */
    private Optional<String> obstacle(Agent agent, Job job) {
        WorkCalendar hours = hours(agent);
        if (isAbsent(agent, now, hours)) {
            return Optional.of("absent");
        }
        if (!hours.isOpen(now)) {
            return Optional.of("off-shift");
        }
        if (job.returned().filter(ids -> List.of(ids.split(" ")).contains(agent.id())).isPresent()) {
            return Optional.of("gave-it-back");
        }
        if (agent.tier() < job.tier()) {
            return Optional.of("tier-" + agent.tier());
        }
        if (!agent.duty().topics().isEmpty() && !agent.duty().topics().contains(job.topic())) {
            return Optional.of("topic");
        }
        boolean speaks = job.language().equals("und") || agent.languages().stream().anyMatch(tag -> Conditions.covers(tag, job.language()));
        return speaks ? Optional.empty() : Optional.of("language");
    }

    private int room(Agent agent, Job job) {
        if (agent.cap() == 0) {
            return Integer.MAX_VALUE;
        }
        long before = force.waiting().stream().filter(other -> other.deadline().isBefore(job.deadline()) && obstacle(agent, other).isEmpty()).count();
        return (int) Math.max(0, agent.cap() - force.load(agent.id()).open() - before);
    }

    private boolean worksBefore(Agent agent, Instant deadline) {
        WorkCalendar hours = hours(agent);
        if (hours.isOpen(now) && !isAbsent(agent, now, hours)) {
            return true;
        }
        return deadline.isAfter(now) && hours.stretches(now, hours.between(now, deadline), STRETCHES).stream()
            .anyMatch(stretch -> !isAbsent(agent, stretch.from(), hours));
    }

    private static boolean isAbsent(Agent agent, Instant moment, WorkCalendar hours) {
        LocalDate day = moment.atZone(hours.zone()).toLocalDate();
        return agent.duty().absent().contains(day);
    }

    private WorkCalendar hours(Agent agent) {
        return agent.duty().calendar().map(desk.calendars()::get).orElseGet(() -> desk.calendarOf(team));
    }

    private double share(Agent agent) {
        return force.load(agent.id()).open() / (agent.cap() == 0 ? USUAL_CAP : agent.cap());
    }

    private String described(Agent agent) {
        Load load = force.load(agent.id());
        return agent.id() + " " + load.open() + (agent.cap() == 0 ? "" : "/" + agent.cap());
    }
}
