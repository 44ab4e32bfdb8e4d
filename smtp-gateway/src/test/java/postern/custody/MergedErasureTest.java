package postern.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.archive.Archivist;
import postern.desk.TicketId;
import postern.keeping.KeptMails;
import postern.letter.LetterReader;
import postern.server.ImapDialogue;
import postern.server.Main;
import postern.server.TestGateway;
import postern.store.Store;
import postern.terminal.Terminal;
import postern.tickets.Ticket;
import postern.tickets.Tickets;

@DisplayName("Who is erased leaves nothing with the ticket of another customer that the own one went on as")
class MergedErasureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LI = TwoCustomers.LI;
    private static final String WANG = "wang@other.example";

    @TempDir
    private Path home;

    private static TicketId ticket(ImapDialogue alice, String id) throws Exception {
        return TicketId.find(String.join("", alice.ok("UID FETCH " + TwoCustomers.uid(alice, "HEADER Message-ID " + id) + " (BODY.PEEK[HEADER.FIELDS (X-Postern-Ticket)])"))).getFirst();
    }

    private static void submit(TestGateway gateway, List<String> to, String id, String answered, String text) throws Exception {
        assertThat(gateway.submit("alice", to, "From: alice@shop.example\nTo: " + String.join(", ", to) + "\nSubject: Re: refund\nMessage-ID: <" + id
            + "@shop.example>\nIn-Reply-To: <" + answered + ">\nContent-Type: text/plain; charset=utf-8\n\n" + text)).startsWith("250");
    }

    private static void comes(ImapDialogue alice, String folder, String criteria) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            alice.ok("SELECT " + folder);
            assertThat(TwoCustomers.uid(alice, criteria)).as("%s in %s", criteria, folder).isNotEmpty();
        });
    }

    /** Message-IDs of a ticket's mails. */
    private static List<String> order(TestGateway gateway, TicketId ticket) {
        KeptMails mails = gateway.gateway().part(KeptMails.class);
        List<Long> ids = gateway.gateway().part(Store.class).read(connection -> mails.of(connection, ticket, 50));
        return ids.stream().map(id -> new LetterReader().read(mails.find(id).orElseThrow().body()).messageId().orElseThrow()).toList();
    }

    @Test
    void butWhatTheOtherCustomerWroteStays() throws Exception {
        try (TestGateway gateway = TestGateway.start(home); ImapDialogue alice = gateway.agent("alice")) {
            TwoCustomers.send(gateway, LI, "Li Lei <" + LI + ">", "Message-ID: <li-1@customer.example>\nSubject: refund for a porcelain teapot\n\nMy porcelain teapot is back at yours, see crackedspout7731.\nPlease refund it.\n\nSent from my iPhone\n");
            comes(alice, "Returns", "HEADER Message-ID li-1");
            TwoCustomers.send(gateway, WANG, "Wang Fang <" + WANG + ">", "Message-ID: <wang-1@other.example>\nSubject: refund for a lamp\n\nThe lamp is back at yours. Please refund it.\n");
            comes(alice, "Returns", "HEADER Message-ID wang-1");
            TicketId lis = ticket(alice, "li-1");
            TicketId wangs = ticket(alice, "wang-1");
            assertThat(lis).isNotEqualTo(wangs);
            Tickets tickets = gateway.gateway().part(Tickets.class);
            submit(gateway, List.of("desk+merge-" + wangs + "@shop.example"), "m-1", "li-1@customer.example", "");
            await().atMost(PATIENCE).until(() -> tickets.survivor(lis).equals(wangs));
            TwoCustomers.send(gateway, LI, "Li Lei <" + LI + ">", "Message-ID: <li-2@customer.example>\nIn-Reply-To: <li-1@customer.example>\nSubject: Re: refund for a porcelain teapot\n\nThe porcelain teapot is the one of crackedspout7731, I say it again.\n");
            comes(alice, "Returns", "HEADER Message-ID li-2");
            submit(gateway, List.of("desk+note@shop.example"), "n-1", "li-1@customer.example", "He means the teapot, look:\n\n" + LI + " wrote:\n> My porcelain teapot is back at yours, see crackedspout7731.\n");
            comes(alice, "Returns", "HEADER Message-ID n-1");
            TwoCustomers.send(gateway, WANG, "Wang Fang <" + WANG + ">", "Message-ID: <wang-2@other.example>\nIn-Reply-To: <wang-1@other.example>\nSubject: Re: refund for a lamp\n\nThe lamp is blue, by the way.\n\n> Sent from my iPhone\n");
            comes(alice, "Returns", "HEADER Message-ID wang-2");
            submit(gateway, List.of(LI), "a-1", "li-2@customer.example", "We are sorry.\n\n> The porcelain teapot is the one of crackedspout7731, I say it again.\n");
            submit(gateway, List.of(WANG), "a-2", "wang-1@other.example", "#send\nYour lamp has come, and a teapot of another:\n\n" + LI + " wrote:\n> My porcelain teapot is back at yours, see crackedspout7731.\n");
            comes(alice, "Returns/Waiting", "TO " + WANG);
            comes(alice, "Returns/Waiting", "TO " + LI);
            Store store = gateway.gateway().part(Store.class);
            await().atMost(PATIENCE).until(() -> gateway.gateway().part(Archivist.class).progress().behind() == 0);
            HomeScan scan = new HomeScan(TwoCustomers.WORDS);
            assertThat(scan.found(home, store)).hasSizeGreaterThan(10);

            assertThat(order(gateway, wangs)).startsWith("<li-1@customer.example>", "<wang-1@other.example>", "<li-2@customer.example>", "<n-1@shop.example>", "<wang-2@other.example>");
            String uid = TwoCustomers.uid(alice, "HEADER Message-ID wang-1");
            StringWriter out = new StringWriter();
            Terminal terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(out, true), 120, false, false);
            assertThat(Main.run(terminal, "erase", LI, "--home", home.toString(), "--conf", "../conf", "--yes")).as(out.toString()).isZero();
            assertThat(scan.found(home, store)).isEmpty();
            assertThat(tickets.find(lis).orElseThrow().customer()).isEmpty();
            assertThat(tickets.find(wangs).orElseThrow()).extracting(Ticket::customer, Ticket::subject).containsExactly(WANG, "refund for a lamp");
            assertThat(order(gateway, wangs)).as("a masked mail keeps its place").hasSize(4).startsWith("<wang-1@other.example>", "<n-1@shop.example>", "<wang-2@other.example>");
            alice.ok("SELECT Returns/Waiting");
            assertThat(TwoCustomers.uid(alice, "HEADER Message-ID wang-1")).as("the uid that it had").isEqualTo(uid);
            assertThat(TwoCustomers.uid(alice, "HEADER Message-ID wang-2 BODY iPhone")).as("what anybody writes").isNotEmpty();
            assertThat(TwoCustomers.uid(alice, "TO " + WANG + " BODY lamp")).as("the answer without the quote").isNotEmpty();
        }
    }
}
