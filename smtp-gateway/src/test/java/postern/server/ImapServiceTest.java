package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What mail programs ask for, over TCP, and what machines ask for over HTTP. */
@DisplayName("The running gateway")
class ImapServiceTest {
    private static final String MAIL = "From: a@b.example\r\nSubject: note\r\n\r\nhello\r\n";

    @RegisterExtension
    static final Shared<TestGateway> GATEWAY = Shared.gateway();

    @Test
    void offersWhatItDoes() throws Exception {
        try (ImapDialogue imap = GATEWAY.get().agent("alice")) {
            assertThat(String.join(" ", imap.ok("CAPABILITY"))).contains("NAMESPACE", "IDLE", "MOVE", "CONDSTORE", "QRESYNC", "SPECIAL-USE",
                " ID", "UIDPLUS", "ENABLE", "LITERAL+", "APPENDLIMIT=").doesNotContain("COMPRESS", "LOGINDISABLED");
        }
    }

    @Test
    void namesItsNameSpaceAndItself() throws Exception {
        try (ImapDialogue imap = GATEWAY.get().agent("alice")) {
            assertThat(imap.ok("NAMESPACE")).containsExactly("* NAMESPACE ((\"\" \"/\")) NIL NIL");
            assertThat(imap.ok("ID (\"name\" \"test\")").getFirst()).startsWith("* ID (");
        }
    }

    @Test
    void marksTheFoldersForSpecialUse() throws Exception {
        try (ImapDialogue imap = GATEWAY.get().agent("dora")) {
            assertThat(String.join("\n", imap.ok("LIST \"\" * RETURN (SPECIAL-USE)"))).contains("\\Drafts", "\\Sent", "\\Trash");
        }
    }

    @Test
    void tellsAnIdlingClientOfNewMail() throws Exception {
        try (ImapDialogue idling = GATEWAY.get().agent("feng"); ImapDialogue other = GATEWAY.get().agent("feng")) {
            idling.ok("SELECT INBOX");
            idling.raw("i IDLE\r\n");
            assertThat(idling.line()).startsWith("+");
            other.append("INBOX", MAIL);
            String news = idling.line();
            while (!news.contains("EXISTS")) {
                news = idling.line();
            }
            idling.raw("DONE\r\n");
            String end = idling.line();
            while (!end.startsWith("i ")) {
                end = idling.line();
            }
            assertThat(end).startsWith("i OK");
        }
    }

    @Test
    void movesAMessageInOneCommand() throws Exception {
        try (ImapDialogue imap = GATEWAY.get().agent("bob")) {
            imap.append("Drafts", MAIL);
            imap.ok("SELECT Drafts");
            assertThat(String.join("\n", imap.command("UID MOVE 1 Trash"))).contains("COPYUID", "EXPUNGE");
            assertThat(imap.count("Trash")).isEqualTo(1);
            assertThat(imap.count("Drafts")).isZero();
        }
    }

    @Test
    void saysWhatChangedAndWhatVanishedSince() throws Exception {
        try (ImapDialogue imap = GATEWAY.get().agent("chen")) {
            imap.append("Drafts", MAIL);
            imap.append("Drafts", MAIL);
            imap.append("Drafts", MAIL);
            imap.ok("ENABLE QRESYNC");
            List<String> opened = imap.ok("SELECT Drafts");
            String validity = opened.stream().filter(line -> line.contains("UIDVALIDITY")).findFirst().orElseThrow().replaceAll("\\D", "");
            String modseq = opened.stream().filter(line -> line.contains("HIGHESTMODSEQ")).findFirst().orElseThrow().replaceAll("\\D", "");
            imap.ok("UID STORE 1 +FLAGS (\\Flagged)");
            imap.ok("UID STORE 2 +FLAGS (\\Deleted)");
            imap.ok("EXPUNGE");
            imap.ok("UNSELECT");
            assertThat(String.join("\n", imap.ok("SELECT Drafts (QRESYNC (" + validity + " " + modseq + "))"))).contains("VANISHED (EARLIER) 2");
            assertThat(String.join("\n", imap.ok("UID FETCH 1:* (FLAGS) (CHANGEDSINCE " + modseq + ")"))).contains("\\Flagged) UID 1");
        }
    }

    @Test
    void answersForItsHealth() throws Exception {
        HttpResponse<String> health = get("/health");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("\"status\":\"up\"", "\"store\":\"up\"", "\"spoolDepth\":", "\"diskFreeBytes\":", "\"edge\":\"up\"", "\"imap\":\"up\"", "\"search\":\"");
        assertThat(get("/elsewhere").statusCode()).isEqualTo(404);
    }

    @Test
    void showsItsMetersWithoutNamesOfPeople() throws Exception {
        GATEWAY.get().send("wang@customer.example", "service@shop.example", "From: wang@customer.example\r\nTo: service@shop.example\r\nSubject: hi\r\n\r\nhello\r\n");
        await().atMost(Duration.ofSeconds(60)).until(() -> get("/metrics").body().contains("james_operation_seconds_count{name=\"File\"}"));
        assertThat(get("/metrics").body()).doesNotContain("@", "wang", "customer.example");
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + GATEWAY.get().ports().http() + path);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
