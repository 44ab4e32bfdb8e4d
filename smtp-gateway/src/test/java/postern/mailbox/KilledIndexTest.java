package postern.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.SearchQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.index.Progress;
import postern.search.IndexHome;
import reactor.core.publisher.Flux;

/** A child stores mails with its index beside it and is killed; every mail that it named is found afterwards. */
class KilledIndexTest {
    private static final int ENOUGH = 150;
    private static final int APART = 100_000;

    @TempDir
    private Path home;

    /** The child: stores mails from two threads for ever, and names each that is stored. */
    static final class Child {
        public static void main(String[] arguments) throws Exception {
            TestMailbox mailbox = open(Path.of(arguments[0]));
            AtomicInteger next = new AtomicInteger(Integer.parseInt(arguments[1]));
            for (int i = 0; i < 2; i++) {
                new Thread(() -> storeForEver(mailbox, next)).start();
            }
        }

        private static void storeForEver(TestMailbox mailbox, AtomicInteger next) {
            try {
                while (true) {
                    int number = next.getAndIncrement();
                    inbox(mailbox).appendMessage(MessageManager.AppendCommand.builder().build(
                        ("Subject: s\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n退款单 NR" + number + "X\r\n").getBytes(StandardCharsets.UTF_8)),
                        mailbox.session("bob"));
                    System.out.println(number);
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static TestMailbox open(Path home) throws Exception {
        TestMailbox mailbox = new TestMailbox(home, '.', null, binder -> { });
        MailboxSession session = mailbox.session("bob");
        if (!mailbox.get(Mailboxes.class).mailboxExists(MailboxPath.inbox(session), session).block()) {
            mailbox.createMailbox(MailboxPath.inbox(session), session);
        }
        mailbox.get(IndexHome.class).start();
        return mailbox;
    }

    private static MessageManager inbox(TestMailbox mailbox) throws Exception {
        return mailbox.get(Mailboxes.class).getMailbox(MailboxPath.inbox(mailbox.session("bob")), mailbox.session("bob"));
    }

    @Test
    void everyStoredMailIsFoundAfterKills() throws Exception {
        List<Integer> told = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            told.addAll(runAndKill(round * APART));
        }
        try (TestMailbox mailbox = open(home)) {
            List<MessageUid> all = found(mailbox, SearchQuery.matchAll());
            assertThat(found(mailbox, SearchQuery.of(SearchQuery.bodyContains("款单")))).isEqualTo(all);
            for (int i = 0; i < told.size(); i += 20) {
                assertThat(found(mailbox, SearchQuery.of(SearchQuery.bodyContains("nr" + told.get(i) + "x")))).as("mail " + told.get(i)).hasSize(1);
            }
            await().atMost(Duration.ofMinutes(1)).until(() -> mailbox.get(IndexHome.class).progress().equals(new Progress(Progress.State.FOLLOWING, 0, 0)));
            assertThat(found(mailbox, SearchQuery.of(SearchQuery.bodyContains("款单")))).isEqualTo(all);
            mailbox.get(IndexHome.class).close();
        }
    }

    private static List<MessageUid> found(TestMailbox mailbox, SearchQuery query) throws Exception {
        return Flux.from(inbox(mailbox).search(query, mailbox.session("bob"))).collectList().block();
    }

    private List<Integer> runAndKill(int from) throws Exception {
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
            System.getProperty("java.class.path"), "-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
            Child.class.getName(), home.toString(), String.valueOf(from)).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<Integer> told = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null && told.size() < ENOUGH; line = lines.readLine()) {
                // The child's log comes the same way.
                if (line.matches("\\d+")) {
                    told.add(Integer.parseInt(line));
                }
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(told).hasSizeGreaterThanOrEqualTo(ENOUGH);
        return told;
    }
}
