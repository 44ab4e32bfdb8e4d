package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Two agents, one answer")
class FlowSecondAnswerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    @TempDir
    private static Path home;
    private static TestGateway gateway;
    private static int number;

    @BeforeAll
    static void start() throws Exception {
        gateway = TestGateway.start(home);
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
    }

    /** @return address of a customer whose question lies in Returns */
    private static String ask(ImapDialogue agent) throws Exception {
        String customer = "wang" + ++number + "@customer.example";
        gateway.send(customer, "returns@shop.example", "From: <" + customer + ">\nTo: returns@shop.example\nMessage-ID: " + question()
            + "\nSubject: refund\n\nI want my money back.\n");
        await().atMost(PATIENCE).until(() -> {
            agent.ok("SELECT Returns");
            return String.join("", agent.ok("SEARCH FROM " + customer)).matches(".*\\d.*");
        });
        return customer;
    }

    private static String question() {
        return "<second-" + number + "@customer.example>";
    }

    private static String answer(String agent, String to, String text) throws Exception {
        return gateway.submit(agent, List.of(to), "From: " + agent + "@shop.example\nTo: " + to + "\nSubject: Re: refund\nMessage-ID: <" + agent + number
            + text.length() + "@shop.example>\nIn-Reply-To: " + question() + "\n\n" + text + "\n");
    }

    private static long inWaiting(ImapDialogue agent, String customer) throws IOException {
        agent.ok("SELECT Returns/Waiting");
        return agent.ok("SEARCH OR FROM " + customer + " TO " + customer).stream().filter(line -> line.startsWith("* SEARCH"))
            .flatMap(line -> Pattern.compile("\\d+").matcher(line).results()).count();
    }

    private static long sentTo(String customer) {
        return gateway.deliveries().stream().filter(delivery -> delivery.recipients().contains(customer) && !delivery.sender().isEmpty()).count();
    }

    @Test
    void whoHasNotSeenTheColleaguesAnswerIsRefusedWithNameAndTimeUntilHavingOpenedIt() throws Exception {
        try (ImapDialogue dora = gateway.agent("dora")) {
            String customer = ask(dora);
            int notices = dora.count("INBOX");
            assertThat(answer("alice", customer, "done")).startsWith("250");
            assertThat(answer("dora", customer, "me too")).matches("554 5\\.7\\.0 Alice Wang answered ticket \\d{3}-\\d{3}-\\d{4} at \\d\\d:\\d\\d\\..*");
            await().atMost(PATIENCE).until(() -> dora.count("INBOX") == notices + 1);
            dora.ok("SELECT INBOX");
            assertThat(String.join("", dora.ok("FETCH * (BODY.PEEK[HEADER.FIELDS (SUBJECT AUTO-SUBMITTED)])"))).contains("5ZCM5LqL5bey562U5aSN", "auto-generated");
            assertThat(answer("alice", customer, "one more thing")).as("the same agent goes on").startsWith("250");
            await().atMost(PATIENCE).until(() -> inWaiting(dora, customer) == 3);
            dora.ok("FETCH 1:* (BODY.PEEK[])");
            assertThat(answer("dora", customer, "and this")).startsWith("250");
            await().atMost(PATIENCE).until(() -> sentTo(customer) == 3);
        }
    }

    @Test
    void ofTwoAtOnceExactlyOneIsSent() throws Exception {
        try (ImapDialogue dora = gateway.agent("dora"); ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 3; round++) {
                String customer = ask(dora);
                List<Future<String>> replies = new ArrayList<>();
                for (String agent : List.of("alice", "dora")) {
                    replies.add(threads.submit(() -> answer(agent, customer, "an answer")));
                }
                assertThat(List.of(replies.get(0).get().substring(0, 3), replies.get(1).get().substring(0, 3))).containsExactlyInAnyOrder("250", "554");
                await().atMost(PATIENCE).until(() -> sentTo(customer) == 1);
            }
        }
    }

    @Test
    void whoHasNoRightOnTheFolderOfTheTicketAnswersNothingAndIsTold() throws Exception {
        try (ImapDialogue dora = gateway.agent("dora"); ImapDialogue hao = gateway.agent("hao")) {
            String customer = ask(dora);
            assertThat(answer("hao", customer, "not mine")).startsWith("554 5.7.1 You may not answer this ticket");
            await().atMost(PATIENCE).until(() -> hao.count("INBOX") == 1);
            assertThat(answer("feng", customer, "a lead may")).startsWith("250");
            await().atMost(PATIENCE).until(() -> sentTo(customer) == 1);
        }
    }
}
