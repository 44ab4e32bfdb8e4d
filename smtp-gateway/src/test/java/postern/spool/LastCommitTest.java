package postern.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.store.Schema;
import postern.store.Work;
import postern.tickets.LastCommit;
import postern.tickets.Sql;
import reactor.core.publisher.Flux;

/** What joins the commit by which a mail leaves the spool. */
class LastCommitTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Schema NOTES = new Schema("notes", List.of("create table note (text text)"));

    @TempDir
    Path directory;
    private SpoolFixture spool;
    private LastCommit last;

    @BeforeEach
    void open() {
        spool = new SpoolFixture(directory);
        spool.store().migrate(NOTES);
        last = new SqlLastCommit(spool.store(), spool.queues());
    }

    @AfterEach
    void close() {
        spool.close();
    }

    private static Work<Integer> note(String text) {
        return connection -> Sql.update(connection, "insert into note values (?)", text);
    }

    private List<String> notes() {
        return spool.store().read(connection -> Sql.list(connection, "select text from note", row -> row.getString(1)));
    }

    private MailQueueItem take() {
        return Flux.from(spool.queues().spool().deQueue()).blockFirst(PATIENCE);
    }

    private static Mail mail() throws Exception {
        return MailImpl.builder().name("question").sender("wang@customer.example").addRecipient("service@shop.example").build();
    }

    @Test
    void isDoneWithTheRemovalOfTheMailAndNotBeforeAndACrashInBetweenLeavesBothUndone() throws Exception {
        spool.queues().spool().enQueue(mail());
        last.join(take().getMail(), note("of a run that a crash ended"));
        close();
        open();
        assertThat(notes()).isEmpty();

        MailQueueItem item = take();
        CompletableFuture<Integer> done = last.join(item.getMail(), note("done"));
        assertThat(done).isNotDone();
        item.done(CompletionStatus.SUCCESS);
        assertThat(done).succeedsWithin(PATIENCE).isEqualTo(1);
        close();
        open();
        assertThat(notes()).containsExactly("done");
        assertThat(spool.queues().spool().getSize()).isZero();
    }

    @Test
    void thatFailsBringsTheMailBackAndIsThenDoneAtOnceWhereItsFailureIsSeen() throws Exception {
        spool.queues().spool().enQueue(mail());
        MailQueueItem item = take();
        last.join(item.getMail(), note("undone with its neighbour"));
        last.join(item.getMail(), connection -> {
            throw new IllegalStateException("a mistake");
        });
        item.done(CompletionStatus.SUCCESS);

        MailQueueItem again = take();
        assertThat(notes()).isEmpty();
        assertThatThrownBy(() -> last.join(again.getMail(), connection -> {
            throw new IllegalStateException("a mistake");
        })).hasMessage("a mistake");
        assertThat(last.join(again.getMail(), note("at once"))).isCompletedWithValue(1);
        assertThat(notes()).containsExactly("at once");
        again.done(CompletionStatus.SUCCESS);
        await().atMost(PATIENCE).until(() -> spool.queues().spool().getSize() == 0);
    }

    @Test
    void ofAFailedRunIsDropped() throws Exception {
        spool.queues().spool().enQueue(mail());
        MailQueueItem item = take();
        last.join(item.getMail(), note("of a failed run"));
        item.done(CompletionStatus.RETRY);

        MailQueueItem again = take();
        last.join(again.getMail(), note("of the next run"));
        again.done(CompletionStatus.SUCCESS);
        await().atMost(PATIENCE).until(() -> spool.queues().spool().getSize() == 0);
        assertThat(notes()).containsExactly("of the next run");
    }
}
