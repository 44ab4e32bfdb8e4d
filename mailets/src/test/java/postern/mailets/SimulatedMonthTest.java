package postern.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.desk.Priority;
import postern.desk.TicketId;
import postern.desk.file.DeskFile;
import postern.gestures.Act;
import postern.gestures.Standing;
import postern.matchers.Dockets;
import postern.tickets.ClockCache;
import postern.tickets.ClockReading;
import postern.tickets.SampleDesk;
import postern.tickets.Sql;
import postern.tickets.Ticket;
import postern.tickets.Turn;
import postern.tickets.WalkedClocks;

/**
 * A month of a desk with twenty agents, around the National Day: customers ask, ask again, say thanks; machines write; agents answer
 * and make gestures; now and then the machine dies, in the middle of a mail. The usual run is small; {@code -Dpostern.month.tickets=5000}
 * is the whole month.
 */
@DisplayName("After a simulated month")
class SimulatedMonthTest {
    private static final int TICKETS = Integer.getInteger("postern.month.tickets", 100);
    private static final int STEPS = TICKETS * 8;
    private static final Instant START = LocalDateTime.parse("2026-09-14T08:00").atZone(ZoneId.of("Asia/Shanghai")).toInstant();
    private static final Desk DESK = desk();

    @TempDir
    private Path directory;
    private final Random random = new Random(2026);
    private final List<TicketId> tickets = new ArrayList<>();
    /** Tickets whose last word is a customer's question. */
    private final Set<TicketId> owed = new HashSet<>();
    private Rig rig;
    private int mails;
    private int crashes;

    private static Desk desk() {
        String more = IntStream.rangeClosed(1, 12).mapToObj(i -> "  agent" + i + ":\n    name: { zh: 客服, en: Agent }\n    tier: " + (1 + i % 3)
            + "\n    languages: [zh, en]\n    cap: 6\n").collect(Collectors.joining());
        String text = SampleDesk.text().replaceAll("cap: \\d+", "cap: 6").replaceFirst("\nagents:\n", "\nagents:\n" + more)
            .replaceAll("    members: \\[([^]]*)]", "    members: [$1, agent1, agent2, agent3, agent4, agent5, agent6, agent7, agent8, agent9, agent10, agent11, agent12]\n"
                + "    assign: auto\n    escalate: { to-tier-2: 12 h, to-tier-3: 12 h }");
        return DeskFile.read("desk.yaml", text).orThrow();
    }

    private Mail written(int customer, String header, String text) {
        mails++;
        String from = "c" + customer + "@customer" + customer + ".example";
        String to = List.copyOf(DESK.addresses().keySet()).get(customer % DESK.addresses().size());
        boolean first = customer == tickets.size();
        return rig.mail("m" + mails, from, List.of(to), "From: <" + from + ">\nTo: <" + to + ">\nSubject: " + (first ? "" : "Re: ") + "matter " + customer + "\nMessage-ID: <"
            + (first ? "first" : "m" + mails) + "." + customer + "@customer.example>\n" + header + (first ? "" : "In-Reply-To: <first." + customer + "@customer.example>\n")
            + "\n" + text + "\n");
    }

    private void ask(int customer) {
        Mail mail = written(customer, "", "My matter " + customer + " is not settled, says mail " + mails + ". What becomes of it?");
        if (random.nextInt(20) == 0) {
            // The machine dies in the middle of the mail; the spool brings it again.
            rig.run(mail, random.nextInt(rig.acts.size()));
            crash();
            mails--;
            mail = written(customer, "", "My matter " + customer + " is not settled, says mail " + (mails) + ". What becomes of it?");
        }
        TicketId ticket = rig.run(mail, rig.acts.size()).match().orElseThrow().ticket();
        if (customer == tickets.size()) {
            tickets.add(ticket);
        }
        assertThat(ticket).isEqualTo(tickets.get(customer));
        owed.add(ticket);
    }

    private void answer(int customer, Agent agent) throws Exception {
        mails++;
        Mail mail = rig.mail("m" + mails, agent.login(), List.of("c" + customer + "@customer" + customer + ".example"), "From: <" + agent.login() + ">\nTo: <c" + customer
            + "@customer" + customer + ".example>\nSubject: Re: matter " + customer + "\nMessage-ID: <a" + mails + "@shop.example>\nIn-Reply-To: <first." + customer
            + "@customer.example>\n\nIt is settled now.\n");
        mail.setAttribute(new Attribute(Dockets.LOGIN, AttributeValue.of(agent.login())));
        rig.answer().service(mail);
        owed.remove(tickets.get(customer));
    }

    private void gesture(TicketId ticket, Agent agent) {
        Act[] acts = {new Act.Wait(Optional.empty()), new Act.Finish(Optional.empty()), new Act.Reopen(), new Act.Rank(Priority.URGENT), new Act.Shift(false), new Act.Escalate(),
            new Act.Give(agent.id()), new Act.Assign(List.copyOf(DESK.teams().keySet()).get(random.nextInt(DESK.teams().size())), Optional.empty()),
            new Act.About(List.copyOf(DESK.topics().keySet()).get(random.nextInt(DESK.topics().size()))), new Act.Junk()};
        rig.gestures.obey("g" + mails++, ticket, acts[random.nextInt(acts.length)], agent, rig.now);
        if (random.nextInt(4) == 0) {
            rig.now = rig.now.plusSeconds(random.nextInt(50));
            rig.gestures.obey("g" + mails++, ticket, new Act.Undo(), agent, rig.now);
        }
        if (rig.tickets.find(ticket).orElseThrow().state() == Ticket.State.OPEN) {
            owed.add(ticket);
        } else {
            owed.remove(ticket);
        }
    }

    /** What kill -9 leaves: the files as they are, and nothing of what was in memory. */
    private void crash() {
        try {
            Path left = Files.createDirectory(directory.resolve("after-" + ++crashes));
            for (String file : List.of("postern.db", "postern.db-wal")) {
                Path before = rig.store.file().resolveSibling(file);
                if (Files.exists(before)) {
                    Files.copy(before, left.resolve(file));
                }
            }
            Instant now = rig.now;
            rig.close();
            rig = new Rig(left, DESK);
            rig.now = now;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void step() throws Exception {
        rig.now = rig.now.plus(Duration.ofDays(30).dividedBy(STEPS)).plusMillis(random.nextInt(1_000));
        Agent agent = List.copyOf(DESK.agents().values()).get(random.nextInt(DESK.agents().size()));
        int customer = tickets.isEmpty() ? 0 : random.nextInt(tickets.size());
        switch (tickets.isEmpty() ? 0 : random.nextInt(10)) {
            case 0, 1 -> ask(tickets.size() < TICKETS ? tickets.size() : customer);
            case 2 -> ask(customer);
            case 3 -> rig.run(written(customer, "", "Thank you very much!"), rig.acts.size());
            case 4 -> rig.run(written(customer, "Auto-Submitted: auto-replied\n", "I am away until mail " + mails), rig.acts.size());
            case 5, 6 -> answer(customer, agent);
            case 7, 8 -> gesture(tickets.get(customer), agent);
            default -> rig.rota.round();
        }
        if (random.nextInt(STEPS / 6) == 0) {
            crash();
        }
    }

    private List<String> wrong(TicketId id, WalkedClocks walked) {
        Ticket ticket = rig.tickets.find(id).orElseThrow();
        List<Turn> turns = rig.store.read(connection -> ClockCache.turns(connection, id));
        List<String> wrong = new ArrayList<>();
        String row = "coalesce(state, '') || ' ' || coalesce(team, '') || ' ' || coalesce(agent, '') || ' ' || coalesce(topic, '') || ' ' || coalesce(priority, '') || ' ' || tier";
        String stands = column(id, row);
        String told = rig.store.read(connection -> Sql.first(connection, "select " + row + " from ticket_event where ticket = (select id from ticket where number = ?)"
            + " and state is not null order by id desc limit 1", r -> r.getString(1), number(id))).orElse("no event");
        if (!stands.equals(told) || ClockReading.of(turns, ticket.topic(), ticket.team(), DESK).state() != ticket.state()) {
            wrong.add(id + " stands " + stands + " but its events say " + told);
        }
        Optional<Instant> response = walked.response(turns);
        Optional<Instant> resolution = walked.resolution(turns, ticket.topic().orElse(""), ticket.team().orElse(""));
        String clocks = column(id, "coalesce(response, '-') || ' ' || coalesce(resolution, '-')");
        String reckoned = shown(response) + " " + shown(resolution);
        if (!clocks.equals(reckoned)) {
            wrong.add(id + " is due " + clocks + " but " + reckoned + " by the calendar: " + turns);
        }
        Set<String> folders = rig.store.read(connection -> new HashSet<>(Sql.list(connection, "select f.folder from filed f join ticket_mail m on m.name = f.mail"
            + " where m.ticket = (select id from ticket where number = ?)", r -> r.getString(1), number(id))));
        if (!folders.equals(Set.of(Standing.of(ticket, DESK).folder(DESK)))) {
            wrong.add(id + " lies in " + folders + " but stands " + stands);
        }
        if (owed.contains(id) && (ticket.state() != Ticket.State.OPEN || ticket.deadline().isEmpty())) {
            wrong.add(id + " is owed an answer and out of sight: " + stands);
        }
        return wrong;
    }

    private static String shown(Optional<Instant> moment) {
        return moment.map(one -> Long.toString(one.toEpochMilli())).orElse("-");
    }

    private static long number(TicketId id) {
        return Long.parseLong(id.value().replace("-", ""));
    }

    private String column(TicketId id, String expression) {
        return rig.store.read(connection -> Sql.first(connection, "select " + expression + " from ticket where number = ?", r -> r.getString(1), number(id))).orElseThrow();
    }

    @Test
    void eachTicketStandsAsItsEventsSayEachClockIsRightAndNoQuestionIsOutOfSight() throws Exception {
        rig = new Rig(directory, DESK);
        rig.now = START;
        try {
            for (int step = 0; step < STEPS; step++) {
                step();
            }
            rig.rota.round();
            WalkedClocks walked = new WalkedClocks(DESK);
            assertThat(tickets.stream().flatMap(ticket -> wrong(ticket, walked).stream()).toList()).isEmpty();
            assertThat(rig.rows("ticket")).isEqualTo(tickets.size());
            assertThat(crashes).isPositive();
        } finally {
            rig.close();
        }
    }
}
