package postern.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.desk.Priority;
import postern.desk.Reason;
import postern.desk.TicketId;
import postern.desk.file.DeskFile;
import postern.gestures.Act;
import postern.gestures.Until;
import postern.tickets.Ticket;
import postern.tickets.Tickets;
import postern.triage.Docket;

/** Team returns hands out: alice (tier 2), chen and dora (tier 1), all with a cap of 2. It is Monday, ten in the morning. */
class RotaTest {
    @TempDir
    Path directory;
    private Rig rig;

    @BeforeEach
    void open() throws Exception {
        rig = new Rig(directory, desk());
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static Desk desk() throws Exception {
        return desk("");
    }

    private static Desk desk(String absentChen) throws Exception {
        String text = Files.readString(Path.of("").toAbsolutePath().resolveSibling("conf/desk.yaml")).replaceAll("cap: \\d+", "cap: 2")
            .replace("    languages: [zh-Hans]\n", "    languages: [zh-Hans]\n" + absentChen)
            .replace("    members: [alice, chen, dora]\n", "    members: [alice, chen, dora]\n    assign: auto\n    escalate: { to-tier-2: 4 h, to-tier-3: 4 h }\n");
        return DeskFile.read("desk.yaml", text).orThrow();
    }

    private Docket ask(int number, String language) {
        return ask(number, language, "");
    }

    private Docket ask(int number, String language, String more) {
        String text = language.equals("und") ? "1234 5678" : language.equals("zh") ? "我要退货，尺码不合适，怎么寄回？" : "I would like to return this pair of shoes, please tell me how.";
        return rig.run("m" + number, "c" + number + "@example.com", List.of("returns@shop.example"), """
            From: <c%d@example.com>
            To: <returns@shop.example>
            Subject: %s
            Message-ID: <%d@example.com>
            Date: Mon, 23 Nov 2026 10:00:00 +0800
            Content-Type: text/plain; charset=utf-8
            %s
            %s
            """.formatted(number, language.equals("zh") ? "退货" : language.equals("en") ? "Return" : "", number, more, text));
    }

    private static TicketId ticket(Docket docket) {
        return docket.match().orElseThrow().ticket();
    }

    private static String agent(Docket docket) {
        return docket.assignment().orElseThrow().agent().map(Agent::id).orElse("-");
    }

    private Map<String, Long> folders() {
        return rig.filed().stream().collect(Collectors.groupingBy(Rig.Filed::folder, TreeMap::new, Collectors.counting()));
    }

    private void change(TicketId ticket, String agent, Ticket.State state) {
        rig.tickets.change(ticket, new Tickets.Change(Optional.empty(), Optional.ofNullable(agent), Optional.ofNullable(state), "lead", rig.now));
    }

    @Test
    void newTicketsGoInTurnsToThoseWhoAreAbleUntilAllAreFull() {
        List<String> agents = IntStream.rangeClosed(1, 5).mapToObj(number -> agent(ask(number, "zh"))).toList();
        assertThat(agents).containsExactly("chen", "chen", "alice", "alice", "-");
        assertThat(agent(ask(6, "en"))).isEqualTo("dora");
        assertThat(folders()).containsExactlyInAnyOrderEntriesOf(Map.of("Returns/chen", 2L, "Returns/alice", 2L, "Returns/dora", 1L, "Returns", 1L));
    }

    @Test
    void equalsTakeTurnsAlsoWhenTheyHaveNothingToDo() {
        List<String> agents = IntStream.rangeClosed(1, 4).mapToObj(number -> {
            Docket docket = ask(number, "und");
            change(ticket(docket), null, Ticket.State.DONE);
            return agent(docket);
        }).toList();
        assertThat(agents).containsExactly("chen", "dora", "chen", "dora");
    }

    @Test
    void theDecisionTellsWhyAndWhoWouldHaveBeenNext() {
        assertThat(ask(1, "zh").assignment().orElseThrow().reasons()).extracting(Reason::toString)
            .containsExactly("topic-team(return)", "agent-free(chen 0/2)", "runner-up-agent(alice 0/2)");
        assertThat(rig.filed().getFirst().header()).contains("X-Postern-Agent: chen\r\n");
    }

    @Test
    void noAgentGetsMoreThanTheCapHoweverManyMailsComeAtOnceWhileRoundsAreMade() {
        List<CompletableFuture<Docket>> all = IntStream.rangeClosed(1, 20).mapToObj(number -> CompletableFuture.supplyAsync(() -> ask(number, "zh"))).toList();
        while (!all.stream().allMatch(CompletableFuture::isDone)) {
            rig.rota.round();
            assertThat(rig.tickets.load().values()).allMatch(open -> open <= 2);
        }
        all.forEach(CompletableFuture::join);
        rig.rota.round();
        assertThat(rig.tickets.load()).containsExactlyInAnyOrderEntriesOf(Map.of("chen", 2, "alice", 2));
        assertThat(folders()).containsExactlyInAnyOrderEntriesOf(Map.of("Returns/chen", 2L, "Returns/alice", 2L, "Returns", 16L));
    }

    @Test
    void whoeverClosesATicketGetsTheMostUrgentOneThatWaitsWithAllItsMails() {
        TicketId[] tickets = new TicketId[7];
        for (int number = 1; number <= 6; number++) {
            tickets[number] = ticket(ask(number, "zh"));
            rig.now = rig.now.plus(Duration.ofMinutes(1));
        }
        rig.rota.round();
        assertThat(folders()).containsEntry("Returns", 2L);
        change(tickets[1], null, Ticket.State.DONE);
        rig.rota.round();
        rig.rota.round();
        assertThat(rig.tickets.find(tickets[5]).orElseThrow().agent()).contains("chen");
        assertThat(rig.tickets.find(tickets[6]).orElseThrow().agent()).isEmpty();
        assertThat(rig.filed().get(4).folder()).isEqualTo("Returns/chen");
        assertThat(rig.filed().get(4).keywords()).contains("agent-chen");
        assertThat(rig.tickets.events(tickets[5], 10)).filteredOn(event -> event.kind().equals("assigned")).singleElement()
            .satisfies(event -> assertThat(event.detail()).contains("agent-free(chen 1/2)"));
    }

    @Test
    void aNewMailDoesNotOvertakeOneThatWaits() {
        for (int number = 1; number <= 5; number++) {
            ask(number, "zh");
        }
        rig.now = rig.now.plus(Duration.ofMinutes(5));
        change(rig.tickets.dueBefore(rig.now.plus(Duration.ofDays(9)), 1).getFirst().id(), null, Ticket.State.DONE);
        assertThat(agent(ask(6, "zh"))).isEqualTo("-");
        rig.rota.round();
        assertThat(folders()).containsEntry("Returns", 1L);
        assertThat(rig.filed().get(5).folder()).isEqualTo("Returns");
    }

    @Test
    void whoeverGaveATicketBackDoesNotGetItAgain() {
        TicketId ticket = ticket(ask(1, "zh"));
        change(ticket, "", null);
        rig.rota.round();
        assertThat(rig.tickets.find(ticket).orElseThrow().agent()).contains("alice");
    }

    @Test
    void whatSomebodyHasJustDraggedIsGivenToNobodyBeforeThatIsDone() {
        TicketId ticket = ticket(ask(1, "zh"));
        change(ticket, "", null);
        rig.conversations.touched.add(ticket);
        rig.now = rig.now.plus(Duration.ofDays(3));
        rig.rota.round();
        assertThat(rig.tickets.find(ticket).orElseThrow().agent()).isEmpty();
        assertThat(rig.tickets.find(ticket).orElseThrow().tier()).isOne();
        rig.conversations.touched.clear();
        rig.rota.round();
        assertThat(rig.tickets.find(ticket).orElseThrow().tier()).isEqualTo(2);
    }

    @Test
    void whoIsAwayKeepsOnlyWhatHasTime() throws Exception {
        TicketId ticket = ticket(ask(1, "zh"));
        assertThat(rig.tickets.find(ticket).orElseThrow().agent()).contains("chen");
        rig.close();
        rig = new Rig(directory, desk("    absent: [2026-11-24..2026-11-26]\n"));
        rig.rota.round();
        assertThat(rig.tickets.find(ticket).orElseThrow().agent()).contains("chen");
        rig.now = rig.now.plus(Duration.ofDays(1));
        rig.rota.round();
        assertThat(rig.tickets.find(ticket).orElseThrow().agent()).contains("alice");
        assertThat(rig.filed().getFirst().folder()).isEqualTo("Returns/alice");
        assertThat(rig.tickets.load()).containsExactlyEntriesOf(Map.of("alice", 1));
    }

    @Test
    void whatNobodyAnswersGoesUpTierByTierAndStopsWhereThereIsNone() {
        TicketId ticket = ticket(ask(1, "zh"));
        rig.now = rig.now.plus(Duration.ofHours(5));
        rig.rota.round();
        assertThat(rig.tickets.find(ticket).orElseThrow().agent()).contains("chen");
        rig.now = rig.now.plus(Duration.ofHours(1));
        rig.rota.round();
        Ticket second = rig.tickets.find(ticket).orElseThrow();
        assertThat(second.agent()).contains("alice");
        assertThat(second.tier()).isEqualTo(2);
        assertThat(second.priority()).contains(Priority.HIGH);
        assertThat(rig.filed().getFirst().folder()).isEqualTo("Returns/alice");
        assertThat(rig.filed().getFirst().keywords()).contains("tier-2", "agent-alice", "priority-high").doesNotContain("agent-chen");
        rig.now = rig.now.plus(Duration.ofDays(1));
        rig.rota.round();
        rig.rota.round();
        Ticket third = rig.tickets.find(ticket).orElseThrow();
        assertThat(third.agent()).contains("alice");
        assertThat(third.priority()).contains(Priority.URGENT);
        assertThat(rig.tickets.events(ticket, 20)).filteredOn(event -> event.kind().equals("escalated")).extracting("detail")
            .containsExactly("escalated(tier 2), agent-free(alice 0/2), not-free(chen tier-1)", "escalated(tier 3), no-agent-of-tier(3)");
    }

    @Test
    void anAnswerStopsTheWayUpAndAQuestionBeginsItAnew() {
        TicketId ticket = ticket(ask(1, "zh"));
        change(ticket, null, Ticket.State.WAITING);
        rig.now = rig.now.plus(Duration.ofDays(2));
        rig.rota.round();
        assertThat(rig.tickets.find(ticket).orElseThrow().tier()).isEqualTo(1);
        Docket again = rig.run("m2", "c1@example.com", List.of("returns@shop.example"),
            "From: <c1@example.com>\nTo: <returns@shop.example>\nSubject: Re: x\nMessage-ID: <2@example.com>\nIn-Reply-To: <1@example.com>\n\nAnd now?\n");
        assertThat(agent(again)).isEqualTo("chen");
        rig.rota.round();
        assertThat(rig.tickets.find(ticket).orElseThrow().tier()).isEqualTo(1);
        rig.now = rig.now.plus(Duration.ofDays(1));
        rig.rota.round();
        assertThat(rig.tickets.find(ticket).orElseThrow().tier()).isEqualTo(2);
    }

    @Test
    void aTicketThatGoesToAnotherTeamHasThatTeamsTimeFromThen() {
        TicketId ticket = ticket(ask(1, "zh"));
        rig.now = rig.now.plus(Duration.ofHours(3));
        to(ticket, "orders");
        rig.now = rig.now.plus(Duration.ofDays(3));
        rig.rota.round();
        assertThat(rig.tickets.find(ticket).orElseThrow().tier()).as("orders wait as long as they like").isEqualTo(1);
        to(ticket, "returns");
        rig.now = rig.now.plus(Duration.ofHours(1));
        rig.rota.round();
        assertThat(rig.tickets.find(ticket).orElseThrow().tier()).isEqualTo(1);
        rig.now = rig.now.plus(Duration.ofDays(1));
        rig.rota.round();
        assertThat(rig.tickets.find(ticket).orElseThrow().tier()).isEqualTo(2);
    }

    private void to(TicketId ticket, String team) {
        rig.gestures.obey("order-" + team, ticket, new Act.Assign(team, Optional.empty()), rig.desk.agents().get("alice"), rig.now);
    }

    @Test
    void whatIsOutOfSightIsGivenToNobodyUntilItComesBack() {
        IntStream.rangeClosed(1, 4).forEach(number -> ask(number, "zh"));
        TicketId ticket = ticket(ask(5, "zh"));
        rig.gestures.obey("order", ticket, new Act.Snooze(Until.read("2h").orElseThrow()), rig.desk.agents().get("feng"), rig.now);
        TicketId free = rig.tickets.dueBefore(rig.now.plus(Duration.ofDays(99)), 9).stream().filter(one -> one.agent().equals(Optional.of("chen"))).findFirst().orElseThrow().id();
        change(free, null, Ticket.State.DONE);
        rig.rota.round();
        assertThat(rig.tickets.find(ticket).orElseThrow().agent()).isEmpty();
        rig.gestures.obey("order", ticket, new Act.Wake(), rig.desk.agents().get("feng"), rig.now);
        rig.rota.round();
        assertThat(rig.tickets.find(ticket).orElseThrow().agent()).contains("chen");
    }

    @Test
    void aMailThatIsHandledAgainGivesNothingOutTwiceAndTakesNothingBack() {
        rig.run(rig.mail("m1", "c1@example.com", List.of("returns@shop.example"), "From: <c1@example.com>\nTo: <returns@shop.example>\nSubject: 退货\n\n退货\n"), 6);
        assertThat(rig.tickets.load()).containsExactlyEntriesOf(Map.of("chen", 1));
        TicketId ticket = ticket(rig.run("m1", "c1@example.com", List.of("returns@shop.example"), "From: <c1@example.com>\nTo: <returns@shop.example>\nSubject: 退货\n\n退货\n"));
        assertThat(rig.tickets.load()).containsExactlyEntriesOf(Map.of("chen", 1));
        change(ticket, "dora", null);
        rig.run("m1", "c1@example.com", List.of("returns@shop.example"), "From: <c1@example.com>\nTo: <returns@shop.example>\nSubject: 退货\n\n退货\n");
        assertThat(rig.tickets.find(ticket).orElseThrow().agent()).contains("dora");
    }

    @Test
    void aFurtherMailThatIsHandledAgainWhenNobodyIsThereLeavesTheTicketWithItsAgent() {
        TicketId ticket = ticket(ask(1, "zh"));
        String further = "From: <c1@example.com>\nTo: <returns@shop.example>\nSubject: Re: 退货\nIn-Reply-To: <1@example.com>\n\n怎么还没有消息？\n";
        assertThat(ticket(rig.run("further", "c1@example.com", List.of("returns@shop.example"), further))).isEqualTo(ticket);
        Optional<String> agent = rig.tickets.find(ticket).orElseThrow().agent();
        rig.now = rig.now.plus(Duration.ofHours(12));
        rig.run("further", "c1@example.com", List.of("returns@shop.example"), further);
        assertThat(rig.tickets.find(ticket).orElseThrow().agent()).isEqualTo(agent).isPresent();
    }
}
