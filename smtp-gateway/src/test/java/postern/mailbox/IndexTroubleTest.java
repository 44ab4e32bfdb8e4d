package postern.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.SearchQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.index.Progress;
import postern.search.IndexHome;
import reactor.core.publisher.Flux;

/** Answers are right with an index, without one, and with one that is damaged or another's. */
class IndexTroubleTest {
    private static final SearchQuery REFUND = SearchQuery.of(SearchQuery.bodyContains("退款"), SearchQuery.not(SearchQuery.subject("三")));

    @TempDir
    private Path home;
    @TempDir
    private Path other;

    @Test
    void withoutAnIndexTheMailsAreRead() throws Exception {
        try (TestMailbox mailbox = filled(home, 5)) {
            assertThat(found(mailbox)).hasSize(4);
        }
    }

    @Test
    void aDamagedIndexIsMadeAnew() throws Exception {
        try (TestMailbox mailbox = filled(home, 5)) {
            indexed(mailbox, () -> assertThat(found(mailbox)).hasSize(4));
            try (Stream<Path> files = Files.list(home.resolve("index"))) {
                for (Path file : files.filter(path -> path.toString().matches(".*\\.(doc|tim|cfs)")).toList()) {
                    byte[] octets = Files.readAllBytes(file);
                    octets[octets.length / 2] ^= 1;
                    Files.write(file, octets);
                }
            }
            TestMailbox again = new TestMailbox(home, '.', null, binder -> { });
            indexed(again, () -> assertThat(found(again)).hasSize(4));
        }
    }

    @Test
    void anIndexOfAnotherStoreIsNotBelieved() throws Exception {
        try (TestMailbox mine = filled(home, 5); TestMailbox others = filled(other, 9)) {
            indexed(others, () -> assertThat(found(others)).hasSize(8));
            Files.createDirectories(home.resolve("index"));
            try (Stream<Path> files = Files.list(other.resolve("index"))) {
                for (Path file : files.filter(path -> !path.endsWith("write.lock")).toList()) {
                    Files.copy(file, home.resolve("index").resolve(file.getFileName()));
                }
            }
            indexed(mine, () -> assertThat(found(mine)).hasSize(4));
        }
    }

    @Test
    void whatIsMovedIsFoundWhereItIsAndWhatIsExpungedIsNot() throws Exception {
        try (TestMailbox mailbox = filled(home, 3)) {
            IndexHome index = mailbox.get(IndexHome.class);
            index.start();
            MailboxSession session = mailbox.session("bob");
            MailboxPath target = MailboxPath.forUser(session.getUser(), "Target");
            mailbox.createMailbox(target, session);
            mailbox.get(Mailboxes.class).moveMessages(MessageRange.one(MessageUid.of(1)), MailboxPath.inbox(session), target, session);
            assertThat(found(mailbox)).containsExactly(MessageUid.of(2));
            assertThat(Flux.from(mailbox.get(Mailboxes.class).getMailbox(target, session).search(REFUND, session)).collectList().block()).hasSize(1);
            inbox(mailbox).delete(List.of(MessageUid.of(2)), session);
            assertThat(found(mailbox)).isEmpty();
            index.close();
        }
    }

    /** Something that may fail. */
    @FunctionalInterface
    private interface Act {
        void run() throws Exception;
    }

    private static void indexed(TestMailbox mailbox, Act act) throws Exception {
        IndexHome index = mailbox.get(IndexHome.class);
        index.start();
        // Right at once, when the index has hardly begun, and when it knows all.
        act.run();
        await().atMost(Duration.ofMinutes(1)).until(() -> index.progress().equals(new Progress(Progress.State.FOLLOWING, 0, 0)));
        act.run();
        index.close();
    }

    private static TestMailbox filled(Path home, int count) throws Exception {
        TestMailbox mailbox = new TestMailbox(home, '.', null, binder -> { });
        MailboxSession session = mailbox.session("bob");
        mailbox.createMailbox(MailboxPath.inbox(session), session);
        for (int i = 1; i <= count; i++) {
            append(mailbox, i);
        }
        return mailbox;
    }

    private static void append(TestMailbox mailbox, int number) throws Exception {
        inbox(mailbox).appendMessage(MessageManager.AppendCommand.builder().build(("Subject: " + "一二三四五六七八九".charAt(number - 1)
            + "\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n申请退款 " + number + "\r\n").getBytes(StandardCharsets.UTF_8)), mailbox.session("bob"));
    }

    private static MessageManager inbox(TestMailbox mailbox) throws Exception {
        return mailbox.get(Mailboxes.class).getMailbox(MailboxPath.inbox(mailbox.session("bob")), mailbox.session("bob"));
    }

    private static List<MessageUid> found(TestMailbox mailbox) throws Exception {
        return Flux.from(inbox(mailbox).search(REFUND, mailbox.session("bob"))).collectList().block();
    }
}
