package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import postern.desk.Acknowledgements;
import postern.desk.Desk;
import postern.desk.EdgePolicy;
import postern.store.Store;
import postern.terminal.Terminal;
import postern.tickets.Sql;

/** Mail came in by SMTP; then a changed desk.yaml is tried on what the archive kept of it. */
@DisplayName("A replay of the archive")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplayCommandTest {
    private static final Path CONF = Path.of("../conf");
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String[][] SAID = {
        {"Refund", "I sent the goods back and want my money back. When is my refund paid?"},
        {"申请退款", "商品不合适，我想退货退款。"},
        {"Where is my parcel", "My order has not been delivered yet, where is it?"},
        {"物流查询", "我的订单还没有发货，什么时候到货？"},
        {"Broken", "The machine does not start any more, it shows error E4. This is urgent!"},
        {"投诉", "质量太差了，我要投诉你们！"},
        {"Invoice", "Please send me an invoice for my last order."},
        {"Hello", "Good morning, a question about nothing that you know."}};
    @TempDir
    private static Path place;
    private static TestGateway gateway;
    private static int sent;

    @BeforeAll
    static void correspond() throws Exception {
        gateway = TestGateway.start(place.resolve("home"), ReplayCommandTest::unlimited);
        for (int i = 0; i < 60; i++) {
            String[] said = SAID[i % SAID.length];
            send(i, "", said[0], said[1] + " No. 2026-" + (1000 + i));
        }
        arrived();
        for (int i = 0; i < 24; i++) {
            String[] said = SAID[i % SAID.length];
            // Asks again in the thread, sends the same mail twice, or is away.
            switch (i % 3) {
                case 0 -> send(i, "In-Reply-To: <m" + i + "@customers.example>\r\n", "Re: " + said[0], "Is there any news? Urgent!");
                case 1 -> send(i, "", said[0], said[1] + " No. 2026-" + (1000 + i));
                default -> send(i, "Auto-Submitted: auto-replied\r\n", "Out of office", "I am away until Monday.");
            }
        }
        arrived();
        gateway.submit("alice", List.of("customer2@customers.example"), "From: <service@shop.example>\r\nTo: <customer2@customers.example>\r\n"
            + "Subject: Re: Where is my parcel\r\nMessage-ID: <answer@shop.example>\r\nIn-Reply-To: <m2@customers.example>\r\n\r\nIt is on its way.\r\n");
        sent++;
        arrived();
        try (ImapDialogue alice = gateway.agent("alice")) {
            // Two mails of one ticket: the question and what asks again.
            alice.ok("SELECT Returns");
            String first = alice.ok("UID SEARCH FROM customer0@ HEADER Message-ID m0@").getFirst().replace("* SEARCH", "").strip();
            alice.ok("UID MOVE " + first + " General");
            await().atMost(PATIENCE).until(() -> gateway.gateway().part(Store.class).read(connection -> Sql.first(connection,
                "select 1 from ticket_event where kind = 'moved' and detail like 'alice, team general%'", row -> true)).isPresent());
        }
        arrived();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    private static void send(int number, String more, String subject, String text) throws Exception {
        String from = "customer" + number + "@customers.example";
        boolean again = more.startsWith("In-Reply") || more.startsWith("Auto");
        String mail = "From: <" + from + ">\r\nTo: <service@shop.example>\r\nSubject: =?utf-8?B?"
            + Base64.getEncoder().encodeToString(subject.getBytes(StandardCharsets.UTF_8)) + "?=\r\nDate: Mon, 16 Nov 2026 09:00:00 +0800\r\nMessage-ID: <"
            + (again ? "again" : "m") + number + "@customers.example>\r\n" + more + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
            + "Content-Transfer-Encoding: 8bit\r\n\r\n" + text + "\r\n";
        assertThat(gateway.send(from, "service@shop.example", mail).positive()).isTrue();
        sent++;
    }

    /** All that was sent has gone through the flow, one after the other as it came. */
    private static void arrived() throws Exception {
        Store store = gateway.gateway().part(Store.class);
        await().atMost(PATIENCE).until(() -> store.read(connection -> Sql.first(connection,
            "select (select count(*) from spool) + (select count(*) from archive_feed)", row -> row.getInt(1))).orElse(0) == 0);
    }

    /** What a run of the command said. */
    private record Said(int status, String out, String notes) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }
    }

    private static Said run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter notes = new StringWriter();
        List<String> all = new ArrayList<>(List.of("replay", "--home", place.resolve("home").toString(), "--against", CONF.toString()));
        all.addAll(List.of(arguments));
        int status = Main.run(new Terminal(new PrintWriter(out, true), new PrintWriter(notes, true), 120, false, false), all.toArray(String[]::new));
        return new Said(status, out.toString(), notes.toString());
    }

    private static Path changed(String... replacements) throws IOException {
        String desk = Files.readString(CONF.resolve("desk.yaml"));
        for (int i = 0; i < replacements.length; i += 2) {
            assertThat(desk).contains(replacements[i]);
            desk = desk.replace(replacements[i], replacements[i + 1]);
        }
        return Files.writeString(place.resolve("desk.yaml"), desk);
    }

    @Test
    @Order(1)
    @DisplayName("of the desk as it is shows no difference, and decides each mail as was written down when it came")
    void sameDesk() throws Exception {
        Said said = run("--json");
        assertThat(said.status()).as(said.notes()).isZero();
        JsonNode found = said.json();
        assertThat(found.get("differing").intValue()).isZero();
        assertThat(found.get("mails").intValue()).isEqualTo(sent - 1);
        int decided = gateway.gateway().part(Store.class).read(connection ->
            Sql.first(connection, "select count(*) from ticket_event where kind = 'decided'", row -> row.getInt(1))).orElseThrow();
        assertThat(decided).isGreaterThan(60);
        assertThat(found.get("recorded").toString()).isEqualTo("{\"same\":" + decided + ",\"otherwiseModel\":0,\"otherwiseTicket\":0,\"otherwiseOther\":0}");
    }

    @Test
    @Order(2)
    @DisplayName("of a desk that gives a topic to another team tells the mails that move, further ones of their tickets too, and ends with 3 over the limit")
    void movesATopic() throws Exception {
        Path conf = changed("name: { zh: 退款, en: Refund }\n    team: returns", "name: { zh: 退款, en: Refund }\n    team: general");
        Said said = run("--conf", conf.toString(), "--json", "--max-moved", "1%", "--max-newly-acknowledged", "0");
        assertThat(said.status()).as(said.notes()).isEqualTo(3);
        JsonNode moved = said.json().get("differences").get("moved");
        // Sixteen questions and two that ask again; the copies are no news.
        assertThat(moved.get("pairs").toString()).isEqualTo("[{\"from\":\"returns\",\"to\":\"general\",\"count\":18}]");
        assertThat(moved.get("asPeopleMoved").intValue()).as("alice had moved a ticket of two mails there").isEqualTo(2);
        assertThat(moved.get("againstPeople").intValue()).isZero();
        assertThat(run("--conf", conf.toString()).out()).contains("客服手工移到新组");
        assertThat(moved.get("examples")).hasSize(3).allMatch(example -> example.get("ticket").textValue().matches("\\d{3}-\\d{3}-\\d{4}"));
        assertThat(said.json().get("differing").intValue()).isEqualTo(18);
        assertThat(said.json().get("gates").findValues("over").toString()).isEqualTo("[true, false]");
        assertThat(run("--conf", conf.toString(), "--max-moved", "18").status()).isZero();
    }

    @Test
    @Order(3)
    @DisplayName("tells by rule what a rule that is gone had decided, in Chinese and in English")
    void tellsByRule() throws Exception {
        Path conf = changed("words: [refund, refunded,", "words: [refundx, refundedx,", "money back, back my money,", "xmoneyx, ");
        Said said = run("--conf", conf.toString(), "--json");
        JsonNode rule = null;
        for (JsonNode one : said.json().get("rules")) {
            rule = one.get("rule").textValue().equals("refund-en") ? one : rule;
        }
        assertThat(rule.get("then").intValue()).isEqualTo(8);
        assertThat(rule.get("now").intValue()).isZero();
        assertThat(said.json().get("neverMet").toString()).contains("refund-en");
        assertThat(run("--conf", conf.toString(), "--lang", "en").out()).contains("would be treated otherwise", "Rules that no mail met", "refund-en");
        assertThat(run("--conf", conf.toString(), "--lang", "zh").out()).contains("处理会改变", "从未触发的规则");
    }

    @Test
    @Order(4)
    @DisplayName("comes as a mail with bars that need no image to somebody whom the gateway serves")
    void comesAsMail() throws Exception {
        Path conf = changed("name: { zh: 退款, en: Refund }\n    team: returns", "name: { zh: 退款, en: Refund }\n    team: general");
        String lead = gateway.gateway().desk().agents().get("alice").login();
        String smtp = "127.0.0.1:" + gateway.ports().smtp();
        assertThat(run("--conf", conf.toString(), "--lang", "zh", "--mail", lead, "--smtp", smtp).status()).isZero();
        assertThat(run("--mail", "stranger@elsewhere.example", "--smtp", smtp).notes()).contains("was not taken");
        try (ImapDialogue imap = gateway.agent("alice")) {
            await().atMost(PATIENCE).until(() -> imap.ok("SELECT INBOX").stream().anyMatch(line -> line.contains("1 EXISTS")));
            String mail = String.join("\r\n", imap.ok("FETCH 1 BODY.PEEK[]"));
            assertThat(mail).contains("Auto-Submitted: auto-generated", "multipart/alternative");
            String html = mail.substring(mail.indexOf("text/html"));
            String page = new String(Base64.getMimeDecoder().decode(html.substring(html.indexOf("\r\n\r\n"), html.indexOf("\r\n--="))), StandardCharsets.UTF_8);
            assertThat(page).contains("returns → general", "bgcolor").doesNotContain("<img", "<svg");
        }
    }

    @Test
    @Order(5)
    @DisplayName("leaves every file of the home as it was")
    void changesNothing() throws Exception {
        gateway.close();
        Map<String, String> before = files();
        int count = before.size();
        assertThat(run("--conf", changed("team: returns", "team: general").toString()).status()).isZero();
        Map<String, String> after = files();
        before.entrySet().removeAll(files().entrySet());
        assertThat(before.keySet()).as("files that changed").isEmpty();
        assertThat(after.keySet()).as("files that came").hasSize(count);
    }

    private static Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(place.resolve("home"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file.toString(), HexFormat.of().formatHex(Store.Bodies.sha256(Files.readAllBytes(file))));
            }
        }
        return files;
    }

    /** All mails come from one client within seconds. */
    private static Desk unlimited(Desk desk) {
        EdgePolicy edge = desk.edge();
        Acknowledgements texts = desk.acknowledgements();
        int much = 1_000_000;
        return desk.with(new EdgePolicy(edge.messageSize(), edge.recipients(), 1000, 1000, much, much, 0, edge.commandTimeout(), edge.dataTimeout()))
            .with(new Acknowledgements(true, texts.perAddress(), texts.addressPeriod(), much, much, texts.texts()));
    }
}
