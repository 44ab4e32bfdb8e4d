package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.desk.Desk;
import postern.desk.TicketId;
import postern.gestures.Standing;
import postern.tickets.Ticket;
import postern.tickets.Tickets;

/** Random gestures of several agents at once, with a fixed seed; customers write on meanwhile, and the gateway stops in the middle. */
@DisplayName("After a storm of gestures each mail lies once, where its ticket stands")
class GestureStormTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TICKETS = 12;
    private static final int GESTURES = 40;
    private static final List<String> FOLDERS = List.of("Returns", "Returns/alice", "Returns/chen", "Returns/dora", "Returns/Waiting", "Returns/Done");
    /** Folders of an agent's own in which nothing stays. */
    private static final List<String> DOORS = List.of("Act/split", "Act/undo", "Act/up", "Act/take");
    private static final List<String> KEYWORDS = List.of("$Done", "$Waiting", "$Urgent", "agent-dora", "agent-chen", "priority-low");
    private static final Pattern TICKET = Pattern.compile("ticket-(\\d{3}-\\d{3}-\\d{4})");

    @TempDir
    private Path home;

    private static void write(TestGateway gateway, int customer, int mail) throws IOException {
        String address = "storm" + customer + "@customer.example";
        gateway.send(address, "returns@shop.example", "From: <" + address + ">\nTo: returns@shop.example\nMessage-ID: <storm-" + customer + "-" + mail
            + "@customer.example>\n" + (mail > 1 ? "In-Reply-To: <storm-" + customer + "-1@customer.example>\n" : "") + "Subject: refund " + customer
            + "\n\nI want my money back, customer " + customer + " for the " + mail + ". time.\n");
    }

    private static void gesture(ImapDialogue imap, Random random) throws IOException {
        String folder = FOLDERS.get(random.nextInt(FOLDERS.size()));
        imap.ok("SELECT " + folder);
        Matcher uids = Pattern.compile("\\* SEARCH ([\\d ]+)").matcher(String.join("\n", imap.ok("UID SEARCH ALL")));
        if (!uids.find()) {
            return;
        }
        String[] all = uids.group(1).strip().split(" ");
        String uid = all[random.nextInt(all.length)];
        List<String> targets = random.nextInt(3) == 0 ? DOORS : FOLDERS;
        String target = targets.get(random.nextInt(targets.size()));
        // Another agent may have been faster: then these do nothing.
        switch (random.nextInt(5)) {
            case 0 -> imap.command("UID MOVE " + uid + " " + target);
            case 1 -> {
                imap.command("UID COPY " + uid + " " + target);
                imap.command("UID STORE " + uid + " +FLAGS (\\Deleted)");
                imap.command("EXPUNGE");
            }
            case 2 -> imap.command("UID STORE " + uid + " +FLAGS (" + KEYWORDS.get(random.nextInt(KEYWORDS.size())) + ")");
            case 3 -> imap.command("UID STORE " + uid + " -FLAGS (" + KEYWORDS.get(random.nextInt(KEYWORDS.size())) + ")");
            default -> {
                Matcher other = TICKET.matcher(String.join("", imap.ok("UID FETCH " + all[random.nextInt(all.length)] + " (FLAGS)")));
                if (other.find()) {
                    imap.command("UID STORE " + uid + " +FLAGS (merge-" + other.group(1) + ")");
                }
            }
        }
    }

    private static void storm(TestGateway gateway, long seed) throws Exception {
        List<Future<?>> agents = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (String agent : List.of("alice", "chen", "dora")) {
                ImapDialogue imap = gateway.agent(agent);
                for (String door : DOORS) {
                    imap.command("CREATE " + door);
                }
                Random random = new Random(seed + agent.hashCode());
                agents.add(threads.submit(() -> {
                    for (int i = 0; i < GESTURES / 2; i++) {
                        gesture(imap, random);
                    }
                    imap.close();
                    return null;
                }));
            }
            agents.add(threads.submit(() -> {
                for (int customer = 0; customer < TICKETS; customer += 2) {
                    write(gateway, customer, (int) seed + 2);
                }
                return null;
            }));
            for (Future<?> agent : agents) {
                agent.get();
            }
        }
    }

    /** What is wrong: mails that lie elsewhere than their ticket stands, or say otherwise. */
    private static List<String> wrong(TestGateway gateway, ImapDialogue alice, int mails) throws IOException {
        Desk desk = gateway.gateway().desk();
        Tickets tickets = gateway.gateway().part(Tickets.class);
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> found = new HashMap<>();
        for (String folder : FOLDERS) {
            alice.ok("SELECT " + folder);
            for (String line : alice.count(folder) == 0 ? List.<String>of() : alice.ok("FETCH 1:* (FLAGS)")) {
                Matcher number = TICKET.matcher(line);
                if (line.contains("FETCH") && number.find()) {
                    Ticket ticket = tickets.find(new TicketId(number.group(1))).orElseThrow();
                    Standing standing = Standing.of(ticket, desk);
                    found.merge(folder, 1, Integer::sum);
                    boolean says = standing.keywords(List.of()).stream().allMatch(line::contains)
                        && line.contains(Standing.DONE) == (ticket.state() == Ticket.State.DONE);
                    if (!standing.folder(desk).equals(folder) || !says) {
                        wrong.add(folder + " " + line + " but " + standing);
                    }
                }
            }
        }
        int all = found.values().stream().mapToInt(Integer::intValue).sum();
        if (all != mails) {
            wrong.add(all + " mails, not " + mails + ": " + found + ", deleted " + alice.count("Desk/Deleted"));
        }
        return wrong;
    }

    private static void calm(TestGateway gateway, int mails) throws Exception {
        try (ImapDialogue alice = gateway.agent("alice")) {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).untilAsserted(() -> assertThat(wrong(gateway, alice, mails)).isEmpty());
        }
    }

    @Test
    void nothingIsLostDoubledOrOutOfStep() throws Exception {
        try (TestGateway gateway = TestGateway.start(home)) {
            for (int customer = 0; customer < TICKETS; customer++) {
                write(gateway, customer, 1);
            }
            calm(gateway, TICKETS);
            storm(gateway, 0);
        }
        try (TestGateway gateway = TestGateway.start(home)) {
            calm(gateway, TICKETS + TICKETS / 2);
            storm(gateway, 1);
            calm(gateway, TICKETS + TICKETS);
        }
    }
}
