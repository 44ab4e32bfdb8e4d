package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.letter.Letter;
import postern.letter.LetterReader;

@DisplayName("An agent who writes to the search address")
class FlowFindTest {
    @TempDir
    private static Path home;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = TestGateway.start(home);
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
    }

    /** @return the answer, whole */
    private static String find(String agent, String to, String subject) throws Exception {
        try (ImapDialogue imap = gateway.agent(agent)) {
            int before = imap.count("INBOX");
            assertThat(gateway.submit(agent, List.of(to), "From: " + agent + "@shop.example\nTo: " + to + "\nSubject: " + subject
                + "\nMessage-ID: <find" + System.nanoTime() + "@shop.example>\n\n\n")).startsWith("250");
            await().atMost(Question.PATIENCE).until(() -> imap.count("INBOX") == before + 1);
            imap.ok("SELECT INBOX");
            return String.join("\n", imap.ok("FETCH " + (before + 1) + " (BODY.PEEK[])"));
        }
    }

    private static Letter read(String fetched) {
        String mail = fetched.substring(fetched.indexOf("\n") + 1);
        return new LetterReader().read(mail.replaceAll("(?<!\r)\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("gets a table of what lies in folders that he or she may read, with the mails, and what others may read is not there")
    void table() throws Exception {
        try (Question question = Question.ask(gateway, "kettle")) {
            String answer = find("alice", "search@shop.example", "kettle team:returns -lantern");
            assertThat(answer).contains("Subject: Re: kettle team:returns -lantern", "Content-Type: message/rfc822", "I want my money back, kettle-end.",
                "Auto-Submitted: auto-replied").doesNotContain("desk+search");
            assertThat(read(answer).text()).contains("1 found, 1–1 here", question.ticket().value(), "refund kettle-end", "Returns", "team: returns 1");
            assertThat(read(find("bob", "search@shop.example", "kettle")).text()).contains("Nothing was found", "没有找到");
            assertThat(find("bob", "search@shop.example", "ticket:" + question.ticket())).doesNotContain("kettle-end");
        }
    }

    @Test
    @DisplayName("gets the next page by a reply")
    void pages() throws Exception {
        for (int i = 0; i < 21; i++) {
            gateway.send("page" + i + "@customer.example", "returns@shop.example", "From: <page" + i + "@customer.example>\nSubject: lantern " + i
                + "\nMessage-ID: <lantern" + i + "@customer.example>\n\nThe lantern number " + i + " is broken.\n");
        }
        try (ImapDialogue alice = gateway.agent("alice")) {
            await().atMost(Question.PATIENCE).until(() -> found(alice).split(" ").length == 21);
        }
        String first = find("alice", "search@shop.example", "subject:lantern");
        assertThat(first).contains("Reply-To: <desk+search-2@shop.example>");
        assertThat(first.split("Content-Type: message/rfc822", -1)).hasSize(11);
        assertThat(read(find("alice", "desk+search-2@shop.example", "Re: subject:lantern")).text()).contains("21 found, 21–21 here");
    }

    private static String found(ImapDialogue imap) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String folder : List.of("Returns", "Complaints", "General")) {
            imap.ok("SELECT " + folder);
            String line = String.join("\n", imap.ok("SEARCH SUBJECT lantern"));
            all.append(line.replaceAll("(?s).*\\* SEARCH([ \\d]*).*", "$1"));
        }
        return all.toString().strip();
    }

    @Test
    @DisplayName("is told where a query goes wrong")
    void mistake() throws Exception {
        Letter answer = read(find("alice", "search@shop.example", "(退款"));
        assertThat(answer.text()).contains("无法理解", "This parenthesis is not closed", "from:wang@example.com");
    }
}
