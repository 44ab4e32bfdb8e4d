package postern.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.server.ImapDialogue;
import postern.server.Main;
import postern.server.TestGateway;
import postern.terminal.Terminal;

/** Mail comes in by SMTP; people find it over IMAP and on the command line, beside the running gateway. */
class SearchCommandTest {
    @TempDir
    private static Path home;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = TestGateway.start(home);
        send("ann@customer.example", "申请退款", "商品不合适，我想退货退款。订单号 JD-2026/0117。");
        send("ben@customer.example", "Refund request", "I returned the goods and was not refunded yet. 已解决 no.");
        send("cai@customer.example", "申請退款", "退款還沒有到賬，訂單號 JD-2026/0118。");
        await().atMost(Duration.ofSeconds(60)).until(() -> json("after:2020-01-01").get("count").intValue() == 3);
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    private static void send(String from, String subject, String text) throws Exception {
        gateway.send(from, "service@shop.example", "From: <" + from + ">\r\nTo: <service@shop.example>\r\nSubject: " + subject
            + "\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + text + "\r\n");
    }

    /** What a run of the command said. */
    private record Said(int status, String out, String notes) {
    }

    private static Said run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter notes = new StringWriter();
        List<String> all = new ArrayList<>(List.of("search", "--home", home.toString()));
        all.addAll(List.of(arguments));
        int status = Main.run(new Terminal(new PrintWriter(out, true), new PrintWriter(notes, true), 120, false, false), all.toArray(String[]::new));
        return new Said(status, out.toString(), notes.toString());
    }

    private static JsonNode json(String... query) throws Exception {
        List<String> all = new ArrayList<>(List.of(query));
        all.add("--json");
        return new ObjectMapper().readTree(run(all.toArray(String[]::new)).out());
    }

    private static List<String> senders(String... query) throws Exception {
        List<String> senders = new ArrayList<>();
        json(query).get("mails").forEach(mail -> senders.add(mail.get("from").textValue().substring(0, 3)));
        return senders;
    }

    @Test
    void findsByWordsInEitherScriptAndAnyForm() throws Exception {
        assertThat(senders("退款", "--newest")).containsExactlyInAnyOrder("cai", "ann");
        assertThat(senders("refunds")).containsExactly("ben");
        assertThat(senders("JD-2026", "-0118")).containsExactly("ann");
        assertThat(senders("refund", "OR", "到账")).containsExactlyInAnyOrder("ben", "cai");
        assertThat(senders("退款 -已解决 from:ann")).containsExactly("ann");
    }

    @Test
    void findsByWhatTheDeskKnowsAndCountsIt() throws Exception {
        JsonNode all = json("has:attachment OR 退款 OR refund");
        String ticket = all.get("mails").get(0).get("ticket").textValue();
        assertThat(json("ticket:" + ticket).get("count").intValue()).isEqualTo(1);
        String team = all.get("mails").get(0).get("team").textValue();
        assertThat(json("team:" + team).get("count").longValue()).isEqualTo(all.get("facets").get("team").get(team).longValue());
        assertThat(json("state:open", "-team:" + team).get("count").longValue()).isEqualTo(3 - all.get("facets").get("team").get(team).longValue());
    }

    @Test
    void goesPageByPage() throws Exception {
        JsonNode second = json("退款 OR refund", "--per-page", "2", "--page", "2");
        assertThat(second.get("count").intValue()).isEqualTo(3);
        assertThat(second.get("mails")).hasSize(1);
    }

    @Test
    void aPersonSeesATable() {
        Said said = run("退款");
        assertThat(said.status()).isZero();
        assertThat(said.out()).contains("申请退款", "ann@customer.example", "2 found", "team");
        assertThat(run("没有这样的词").status()).isEqualTo(1);
    }

    @Test
    void aMistakeIsShownAtItsPlace() {
        Said said = run("退款 form:ann");
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.notes()).contains("退款 form:ann", "     ^", "There is no form:", "known are from:");
        assertThat(run("退款", "--jsn").notes()).contains("There is no option --jsn");
    }

    @Test
    void imapFindsTheSame() throws Exception {
        String folder = json("from:ann").get("mails").get(0).get("folders").get(0).textValue();
        assertThat(folder).isNotBlank();
        for (String id : gateway.gateway().desk().agents().keySet()) {
            try (ImapDialogue imap = gateway.agent(id)) {
                if (imap.command("SELECT \"" + folder + "\"").getLast().contains(" OK ")) {
                    imap.raw("s SEARCH CHARSET UTF-8 BODY {6+}\r\n退货\r\n");
                    assertThat(imap.line()).matches("\\* SEARCH( \\d+)+");
                    return;
                }
            }
        }
        throw new AssertionError("no agent may open " + folder);
    }
}
