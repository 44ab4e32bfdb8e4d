package postern.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.desk.Team;
import postern.desk.file.DeskFile;
import postern.desk.file.SampleDesk;
import postern.triage.Workforce.Job;
import postern.triage.Workforce.Load;

/** Whatever the team and whatever waits: all that somebody can do is done, by one who can, oldest deadline first, never above the cap. */
class FairQueueTest {
    private static final Instant MONDAY_TEN = Instant.parse("2026-11-23T02:00:00Z");
    private static final List<String> TOPICS = List.of("refund", "return");
    private static final List<String> LANGUAGES = List.of("zh-Hans", "en");

    private static Desk desk(Random random, String sample) {
        int agents = 1 + random.nextInt(5);
        String written = IntStream.range(0, agents).mapToObj(i -> "  r" + i + ":\n    name: { zh: 客服, en: Agent }\n    tier: " + (1 + random.nextInt(3))
            + "\n    languages: " + some(LANGUAGES, random) + "\n    cap: " + (1 + random.nextInt(3)) + "\n    topics: " + some(TOPICS, random) + "\n")
            .collect(Collectors.joining());
        String members = IntStream.range(0, agents).mapToObj(i -> "r" + i).collect(Collectors.joining(", "));
        return DeskFile.read("desk.yaml", sample.replaceFirst("\nagents:\n", "\nagents:\n" + written)
            .replace("members: [alice, chen, dora]", "members: [" + members + "]")).orThrow();
    }

    private static List<String> some(List<String> all, Random random) {
        List<String> some = all.stream().filter(one -> random.nextBoolean()).toList();
        return some.isEmpty() ? all : some;
    }

    private static List<Job> jobs(Random random) {
        return IntStream.range(0, 25).mapToObj(i -> new Job(TOPICS.get(random.nextInt(2)), LANGUAGES.get(random.nextInt(2)), 1 + random.nextInt(3),
            MONDAY_TEN.plusSeconds(60L * (1 + i * 7 % 25)), Optional.empty(), Optional.empty())).sorted(Comparator.comparing(Job::deadline)).toList();
    }

    /** Said once more, in other words than those of the decision. */
    private static boolean can(Agent agent, Job job) {
        return agent.tier() >= job.tier() && agent.duty().topics().contains(job.topic()) && agent.languages().contains(job.language());
    }

    /** Rounds as they are made: what waits is asked for in order; after each round everybody finishes one ticket. @return who did what */
    private static Map<Job, String> work(Desk desk, List<Job> jobs) {
        Team team = desk.teams().get("returns");
        List<Job> waiting = new ArrayList<>(jobs);
        Map<String, List<Job>> held = new HashMap<>();
        Map<Job, String> done = new LinkedHashMap<>();
        Map<String, Load> loads = new HashMap<>();
        long turn = 0;
        for (int round = 0; round < jobs.size(); round++) {
            for (Job job : List.copyOf(waiting)) {
                Optional<Agent> agent = new Staffing(desk, team, new Workforce(loads, waiting), MONDAY_TEN).pick(job).agent();
                if (agent.isPresent()) {
                    Agent free = agent.get();
                    waiting.remove(job);
                    List<Job> has = held.computeIfAbsent(free.id(), id -> new ArrayList<>());
                    has.add(job);
                    loads.put(free.id(), new Load(has.size(), ++turn));
                    done.put(job, free.id());
                    assertThat(has.size()).as("never above the cap").isLessThanOrEqualTo(free.cap());
                    assertThat(can(free, job)).as("%s can do %s", free, job).isTrue();
                    assertThat(waiting).as("nothing older waits for %s", free).noneMatch(older -> older.deadline().isBefore(job.deadline()) && can(free, older));
                }
            }
            held.forEach((agent, has) -> {
                if (!has.isEmpty()) {
                    has.removeFirst();
                }
                loads.computeIfPresent(agent, (id, load) -> new Load(has.size(), load.turn()));
            });
        }
        return done;
    }

    @Property(tries = 40)
    void everyTicketThatSomebodyCanDoIsDoneByOneWhoCan(@ForAll long seed) {
        Random random = new Random(seed);
        Desk desk = desk(random, SampleDesk.text());
        List<Job> jobs = jobs(random);
        List<Agent> team = desk.teams().get("returns").members().stream().map(desk.agents()::get).toList();
        Map<Job, String> done = work(desk, jobs);
        assertThat(done.keySet()).as("nobody waits for ever").containsExactlyInAnyOrderElementsOf(
            jobs.stream().filter(job -> team.stream().anyMatch(agent -> can(agent, job))).toList());
        assertThat(work(desk, jobs)).as("the same again").isEqualTo(done);
    }
}
