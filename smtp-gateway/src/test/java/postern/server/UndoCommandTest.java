package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.desk.TicketId;
import postern.store.Store;
import postern.terminal.Terminal;
import postern.tickets.Sql;
import postern.tickets.Ticket;
import postern.tickets.TicketEvent;
import postern.tickets.Tickets;

@DisplayName("Undoing a rule")
class UndoCommandTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path home;
    private TestGateway gateway;

    @Test
    @DisplayName("moves open tickets and their mails to where they would be without it, leaves what a person has in hand, and does nothing twice")
    void undoes() throws Exception {
        try (TestGateway running = TestGateway.start(home); ImapDialogue alice = running.agent("alice")) {
            gateway = running;
            send("ann", "My refund", "It arrived broken, I want my money back.");
            send("ben", "My refund too", "It arrived broken, I want my money back.");
            send("cai", "Refund", "I want a refund.");
            send("dan", "Invoice", "Please send me an invoice.");
            await().atMost(PATIENCE).until(() -> alice.count("Returns") == 3);
            alice.ok("SELECT Returns");
            String ben = String.join(" ", alice.ok("UID SEARCH SUBJECT \"too\"")).replaceAll("(?s).*SEARCH (\\d+).*", "$1");
            alice.ok("UID MOVE " + ben + " \"Returns/alice\"");
            await().atMost(PATIENCE).until(() -> ticket("ben@customer.example").agent().equals(Optional.of("alice")));
            await().atMost(PATIENCE).until(() -> count("select count(*) from archive_feed") == 0);

            JsonNode dry = run(0, "refund-en", "--dry-run", "--json");
            assertThat(dry.get("tickets").intValue()).isEqualTo(3);
            assertThat(dry.get("changed").findValuesAsText("toTeam")).containsExactlyInAnyOrder("complaints", "general");
            assertThat(dry.get("left").toString()).contains(ticket("ben@customer.example").id().value(), "alice");
            assertThat(ticket("ann@customer.example").team()).contains("returns");

            JsonNode done = run(0, "refund-en", "--json");
            assertThat(done.get("changed").findValuesAsText("outcome")).containsExactly("undone", "undone");
            Ticket ann = ticket("ann@customer.example");
            assertThat(List.of(ann.team().orElseThrow(), ann.topic().orElseThrow(), ann.priority().orElseThrow().name())).containsExactly("complaints", "quality", "HIGH");
            assertThat(ticket("ben@customer.example").team()).contains("returns");
            assertThat(ticket("dan@customer.example").topic()).contains("invoice");
            assertThat(alice.count("Complaints")).isEqualTo(1);
            assertThat(alice.count("Returns")).isZero();
            assertThat(kinds(ann.id())).contains("rule-undone");

            int events = kinds(ann.id()).size();
            assertThat(run(0, "refund-en", "--json").get("changed")).isEmpty();
            assertThat(kinds(ann.id())).hasSize(events);
        }
        // Orders that no gateway is there for are done when one comes.
        assertThat(run(0, "invoice-en", "--no-wait", "--json").get("changed").findValuesAsText("outcome")).containsExactly("waits");
        try (TestGateway running = TestGateway.start(home)) {
            gateway = running;
            await().atMost(PATIENCE).until(() -> kinds(ticket("dan@customer.example").id()).contains("rule-undone"));
            assertThat(ticket("dan@customer.example").topic()).contains("other");
        }
    }

    private void send(String name, String subject, String text) throws Exception {
        String from = name + "@customer.example";
        assertThat(gateway.send(from, "service@shop.example", "From: <" + from + ">\nTo: <service@shop.example>\nSubject: " + subject + "\nMessage-ID: <" + name
            + "@customer.example>\nDate: Mon, 16 Nov 2026 09:00:00 +0800\n\n" + text + "\n").positive()).isTrue();
    }

    private Ticket ticket(String customer) {
        long number = gateway.gateway().part(Store.class).read(connection -> Sql.first(connection, "select number from ticket where customer = ?",
            row -> row.getLong(1), customer)).orElseThrow();
        return gateway.gateway().part(Tickets.class).find(TicketId.ofDigits(Long.toString(number))).orElseThrow();
    }

    private List<String> kinds(TicketId ticket) {
        return gateway.gateway().part(Tickets.class).events(ticket, 100).stream().map(TicketEvent::kind).toList();
    }

    private int count(String query) {
        return gateway.gateway().part(Store.class).read(connection -> Sql.first(connection, query, row -> row.getInt(1))).orElseThrow();
    }

    private JsonNode run(int status, String... arguments) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter notes = new StringWriter();
        List<String> all = new ArrayList<>(List.of("undo", "--home", home.toString(), "--conf", "../conf"));
        all.addAll(List.of(arguments));
        assertThat(Main.run(new Terminal(new PrintWriter(out, true), new PrintWriter(notes, true), 120, false, false), all.toArray(String[]::new)))
            .as(out + " " + notes).isEqualTo(status);
        return new ObjectMapper().readTree(out.toString());
    }
}
