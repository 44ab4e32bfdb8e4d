package postern.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.archive.Archive;
import postern.desk.TicketId;
import postern.keeping.HomeLock;
import postern.server.Gateway;
import postern.server.ImapDialogue;
import postern.server.LiveDesk;
import postern.server.Main;
import postern.server.TestGateway;
import postern.store.SqliteStore;
import postern.store.Store;
import postern.terminal.Terminal;
import postern.tickets.Sql;
import postern.tickets.Ticket;
import postern.tickets.Tickets;

@DisplayName("A person who is erased is nowhere in the home, and nobody else's mail is touched")
class FlowErasureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LI = TwoCustomers.LI;

    @TempDir
    private Path home;

    private static String whole(ImapDialogue imap, String criteria) throws IOException {
        // The number of a message in its folder and the tag of the command change.
        return String.join("\n", imap.ok("UID FETCH " + TwoCustomers.uid(imap, criteria) + " (UID BODY.PEEK[])")).replaceFirst("\\* \\d+ ", "").replaceFirst("\\nt\\d+ OK.*$", "");
    }

    private String run(int status, String... arguments) {
        StringWriter out = new StringWriter();
        List<String> line = new ArrayList<>(List.of("erase", "--home", home.toString(), "--conf", "../conf"));
        line.addAll(List.of(arguments));
        assertThat(Main.run(new Terminal(new PrintWriter(out, true), new PrintWriter(out, true), 120, false, false), line.toArray(String[]::new)))
            .as(out.toString()).isEqualTo(status);
        return out.toString();
    }

    private static List<String> outcomes(Store store) {
        return store.read(connection -> Sql.list(connection, "select coalesce(outcome, '') from archive_recovery", row -> row.getString(1)));
    }

    @Test
    void besideARunningGateway() throws Exception {
        try (TestGateway gateway = TestGateway.start(home); ImapDialogue alice = gateway.agent("alice"); ImapDialogue other = gateway.agent("alice")) {
            TicketId ticket = TwoCustomers.fill(gateway, alice);
            Store store = gateway.gateway().part(Store.class);
            HomeScan scan = new HomeScan(TwoCustomers.WORDS);
            assertThat(scan.found(home, store)).as("the scan sees what there is").hasSizeGreaterThan(10);
            String wang = whole(alice, "HEADER Message-ID wang-1");
            String before = TwoCustomers.uid(alice, "HEADER Message-ID zhao-1");
            other.ok("SELECT Returns");
            JsonNode outlook = new ObjectMapper().readTree(run(0, LI, "--dry-run", "--json"));
            assertThat(outlook.path("wouldErase").path("tickets").intValue()).isEqualTo(2);
            assertThat(whole(alice, "HEADER Message-ID li-2")).as("a look changes nothing").contains("crackedspout7731");

            store.writeAndWait(connection -> Sql.update(connection, "create trigger meanwhile after update of step on erasure when new.step = 1 begin"
                + " insert into archive_recovery(mail) select name from archive_mail where what = 'accepted'; end"));
            JsonNode receipt = new ObjectMapper().readTree(run(0, LI, "--yes", "--json", "--by", "dpo"));
            store.writeAndWait(connection -> Sql.update(connection, "drop trigger meanwhile"));
            await().atMost(PATIENCE).until(() -> outcomes(store).stream().noneMatch(String::isEmpty));
            assertThat(outcomes(store)).as("recover").contains("was erased by receipt erasure-000001").anyMatch(outcome -> outcome.startsWith("lies in "))
                .noneMatch(outcome -> outcome.endsWith("again"));
            assertThat(receipt.path("erased")).as("what the look promised").isEqualTo(outlook.path("wouldErase"));
            assertThat(other.ok("NOOP")).as("a client that looks sees them go").anyMatch(line -> line.matches("\\* \\d+ EXPUNGE"));
            alice.ok("SELECT Returns");
            assertThat(whole(alice, "HEADER Message-ID wang-1")).as("octet for octet, with its uid").isEqualTo(wang);
            assertThat(TwoCustomers.uid(alice, "HEADER Message-ID zhao-1")).as("what a uid names never changes").isNotEmpty().isNotEqualTo(before);
            assertThat(whole(alice, "HEADER Message-ID zhao-1")).contains("Cc: erased <erased@erased.invalid>", "Subject: Re: [erased]", "我也一样，请退款。", "> [erased]");
            assertThat(gateway.gateway().part(Tickets.class).find(ticket).orElseThrow()).extracting(Ticket::customer, Ticket::subject, Ticket::state)
                .containsExactly("", "", Ticket.State.DONE);
            assertThat(scan.found(home, store)).isEmpty();
            assertThat(Files.readString(home.resolve("receipts").resolve("erasure-000001.json"))).contains("\"by\" : \"dpo\"", "fileWrittenAnew").doesNotContain("li.lei");
            assertThat(run(0, "--was", "LI.LEI@customer.example")).contains("erasure-000001");
            assertThat(run(1, "--was", "wang@other.example")).contains("was not erased");

            store.writeAndWait(connection -> Sql.update(connection,
                "insert into submission_held select 'held-1', '2026-000001', 'alice', 'bob@shop.example' || char(10) || 'wang@other.example', '', '', 1, null, null, null"));
            assertThat(new ObjectMapper().readTree(run(0, "ng@other.example", "--yes", "--json")).path("erased")).as("whose address ends as another's").isEmpty();

            TwoCustomers.send(gateway, LI, "<" + LI + ">", "Message-ID: <li-3@customer.example>\nSubject: hello again\n\nA new lamp, please.\n");
            await().atMost(PATIENCE).until(() -> !TwoCustomers.uid(alice, "FROM " + LI).isEmpty());
        }
        try (Store store = SqliteStore.open(home.resolve("postern.db"), new SimpleMeterRegistry())) {
            assertThat(new HomeScan(TwoCustomers.WORDS.subList(1, TwoCustomers.WORDS.size())).found(home, store)).as("also after the gateway stopped").isEmpty();
        }
    }

    @Test
    void aHoldThatComesMeanwhileKeepsWhatIsStillThere() throws Exception {
        TicketId ticket;
        try (TestGateway gateway = TestGateway.start(home); ImapDialogue alice = gateway.agent("alice")) {
            ticket = TwoCustomers.fill(gateway, alice);
        }
        try (Store store = SqliteStore.open(home.resolve("postern.db"), new SimpleMeterRegistry())) {
            Archive archive = new Archive(store, Archive.folder(store));
            String hold = "insert into hold(kind, what, reason, by, at) values ('%s', '%s', 'late', 'x', 1);";
            store.writeAndWait(connection -> Sql.update(connection, "create trigger first after update of step on erasure when new.step = 1 begin "
                + hold.formatted("ticket", ticket.value().replace("-", "")) + " end"));
            store.writeAndWait(connection -> Sql.update(connection, "create trigger then_all after update of step on erasure when new.step = 4 begin "
                + hold.formatted("person", LI) + " end"));
            assertThat(run(0, LI, "--yes")).contains("kept by hold 2 (late, by x): all of this person");
            assertThat(archive.events(ticket)).as("of the ticket, in the archive").isNotEmpty();
            assertThat(archive.ofTicket(ticket)).isNotEmpty().noneMatch(mail -> mail.erased().isPresent());
            assertThat(store.<List<String>>read(connection -> Sql.list(connection, "select customer from ticket where customer = ?", row -> row.getString(1), LI)))
                .as("of both tickets").hasSize(2);
        }
    }

    @Test
    void onAStoppedOneWithAHoldThatKeepsOneTicket() throws Exception {
        TicketId held;
        try (TestGateway gateway = TestGateway.start(home); ImapDialogue alice = gateway.agent("alice")) {
            held = TwoCustomers.fill(gateway, alice);
        }
        StringWriter out = new StringWriter();
        assertThat(Main.run(new Terminal(new PrintWriter(out, true), new PrintWriter(out, true), 120, false, false), "hold", "add", "--home", home.toString(),
            "--ticket", held.value(), "--reason", "file 12 O 34", "--by", "court desk")).as(out.toString()).isZero();
        try (Store store = SqliteStore.open(home.resolve("postern.db"), new SimpleMeterRegistry())) {
            store.writeAndWait(connection -> Sql.update(connection, "insert into hold(kind, what, reason, by, at) values ('person', ?, 'all', 'x', 1)", LI));
            assertThat(run(1, LI, "--yes")).contains("kept by hold 2 (all, by x): all of this person");
            assertThat(run(1, "--was", LI)).as("refused is not erased").contains("was not erased");
            assertThat(new HomeScan(List.of("青花瓷碗")).found(home, store)).as("of a person under a hold all stays").isNotEmpty();
            store.writeAndWait(connection -> Sql.update(connection, "update hold set lifted = 1 where id = 2"));
        }
        try (Store store = SqliteStore.open(home.resolve("postern.db"), new SimpleMeterRegistry())) {
            store.writeAndWait(connection -> Sql.update(connection, "insert into hold(kind, what, reason, by, at) values ('query', 'porcelain', 'tea', 'x', 1)"));
            assertThat(run(0, LI, "--dry-run")).as("what matches by now").contains("Kept by hold 3 (tea, by x)");
            store.writeAndWait(connection -> Sql.update(connection, "update hold set lifted = 1 where id = 3"));
        }
        assertThat(run(0, LI, "--dry-run")).contains("Kept by hold 1 (file 12 O 34, by court desk)");
        assertThat(run(0, LI, "--yes")).contains("kept by hold 1 (file 12 O 34, by court desk): 2 mails");
        try (Store store = SqliteStore.open(home.resolve("postern.db"), new SimpleMeterRegistry())) {
            assertThat(new HomeScan(List.of("porcelain teapot")).found(home, store)).as("of the other ticket").isEmpty();
            assertThat(store.<List<String>>read(connection -> Sql.list(connection, "select customer from ticket where customer <> '' order by customer",
                row -> row.getString(1)))).containsExactly(LI, "wang@other.example", "zhao@other.example");
        }
        try (HomeLock command = HomeLock.take(home).orElseThrow()) {
            LiveDesk desk = LiveDesk.open(Path.of("../conf"));
            assertThatThrownBy(() -> Gateway.start(home, Path.of("../conf"), desk)).as("beside " + command).hasMessageContaining("'postern erase'");
        }
        try (TestGateway gateway = TestGateway.start(home); ImapDialogue alice = gateway.agent("alice")) {
            alice.ok("SELECT Returns/Waiting");
            assertThat(whole(alice, "HEADER Message-ID li-1")).as("what is held").contains("crackedspout7731");
        }
    }
}
