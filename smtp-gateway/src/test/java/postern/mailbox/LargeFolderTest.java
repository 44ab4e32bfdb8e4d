package postern.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.mail.Flags;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.MessageManager.AppendCommand;
import org.apache.james.mailbox.MessageManager.FlagsUpdateMode;
import org.apache.james.mailbox.MessageManager.MailboxMetaData;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.server.core.MailImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;
import postern.spool.StoredMessage;
import postern.store.Store;
import postern.tickets.Folders.Filing;

/**
 * Guarantee 3 of the package, in steps of SQLite's virtual machine, which a busy machine does not change: an act on one mail
 * costs the same in a folder of 20,000 as in one of 1,000.
 */
class LargeFolderTest {
    private final TestDesk desk = new TestDesk();
    private final Store store = desk.mailbox().store();
    private final MailboxSession alice = desk.session("alice");
    private int number;

    @AfterEach
    void close() {
        desk.close();
    }

    /** One act on one mail. */
    @FunctionalInterface
    private interface Act {
        void run() throws Exception;
    }

    @Test
    void oneMailCostsTheSameInALargeFolderAsInASmallOne() throws Exception {
        fill(1_000);
        Map<String, Long> small = costs();
        fill(19_000);
        Map<String, Long> large = costs();
        assertThat(small).allSatisfy((act, steps) -> assertThat(steps).as(act).isPositive());
        assertThat(large).allSatisfy((act, steps) -> assertThat(steps).as(act).isLessThanOrEqualTo(small.get(act) + 20));
    }

    private Map<String, Long> costs() throws Exception {
        MessageManager folder = desk.open("alice", "Returns");
        MessageUid last = folder.getMetaData(MailboxMetaData.RecentMode.RETRIEVE, alice,
            EnumSet.allOf(MailboxMetaData.Item.class)).getUidNext().previous();
        folder.setFlags(new Flags(Flags.Flag.SEEN), FlagsUpdateMode.ADD, MessageRange.all(), alice);
        folder.getMetaData(MailboxMetaData.RecentMode.RESET, alice, EnumSet.allOf(MailboxMetaData.Item.class));
        Map<String, Act> acts = new LinkedHashMap<>();
        acts.put("file", () -> desk.get(SqlFolders.class).file(filing()));
        acts.put("append", () -> folder.appendMessage(AppendCommand.builder().build("A: b\r\n\r\nx\r\n"), alice));
        acts.put("flag", () -> folder.setFlags(new Flags(Flags.Flag.FLAGGED), FlagsUpdateMode.ADD, MessageRange.one(last), alice));
        acts.put("move", () -> desk.get(Mailboxes.class).moveMessages(MessageRange.one(last), desk.path("alice", "Returns"),
            desk.path("alice", "Returns/Done"), alice));
        acts.put("expunge", () -> {
            folder.setFlags(new Flags(Flags.Flag.DELETED), FlagsUpdateMode.ADD, MessageRange.one(last.next()), alice);
            folder.expunge(MessageRange.all(), alice);
        });
        Map<String, Long> costs = new LinkedHashMap<>();
        for (Map.Entry<String, Act> act : acts.entrySet()) {
            costs.put(act.getKey(), written(act.getValue()));
        }
        costs.put("select", read(() -> {
            SqlMapperFactory mappers = desk.get(SqlMapperFactory.class);
            mappers.getMessageMapper(alice).getMailboxCounters(folder.getMailboxEntity());
            mappers.getMessageMapper(alice).findFirstUnseenMessageUid(folder.getMailboxEntity());
            mappers.getMessageMapper(alice).findRecentMessageUidsInMailbox(folder.getMailboxEntity());
            mappers.getMessageMapper(alice).retrieveMessagesMarkedForDeletion(folder.getMailboxEntity(), MessageRange.all());
            mappers.getMessageMapper(alice).getApplicableFlag(folder.getMailboxEntity());
        }));
        return costs;
    }

    private Filing filing() throws Exception {
        byte[] body = ("Subject: " + number++ + "\r\n\r\nx\r\n").getBytes(StandardCharsets.UTF_8);
        byte[] hash = store.writeAndWait(connection -> store.bodies().put(connection, body));
        MailImpl mail = MailImpl.builder().name("mail-" + number).build();
        mail.setMessageNoCopy(StoredMessage.of(store, new byte[0], hash));
        return new Filing(mail, "Returns", "", List.of(), Instant.EPOCH);
    }

    private void fill(int count) throws Exception {
        long folder = SqlMailboxId.of(desk.open("alice", "Returns").getId());
        store.writeAndWait(connection -> {
            byte[] hash = store.bodies().put(connection, "A: b\r\n\r\nx\r\n".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < count; i++) {
                long mail = desk.get(SqlMessageIds.class).generate().value();
                Entries.Numbers numbers = Entries.takeOne(connection, folder, 0, 11).orElseThrow();
                new Contents(store).put(connection, mail, new byte[0], hash);
                Entries.insert(connection, new EntryRow(folder, numbers.uid(), mail, mail, numbers.modseq(),
                    new StoredFlags(StoredFlags.SEEN, null), 0, 0L, 11, 8));
            }
            return null;
        });
    }

    /** Steps that the writer takes for an act. */
    private long written(Act act) throws Exception {
        AtomicLong steps = new AtomicLong();
        store.writeAndWait(connection -> count(connection, steps));
        act.run();
        store.writeAndWait(LargeFolderTest::stop);
        return steps.get();
    }

    /** Steps of readings by this thread, which share the outer reading's connection. */
    private long read(Act act) {
        AtomicLong steps = new AtomicLong();
        return store.read(connection -> {
            count(connection, steps);
            try {
                act.run();
            } catch (Exception e) {
                throw new SQLException(e);
            } finally {
                stop(connection);
            }
            return steps.get();
        });
    }

    private static Void count(Connection connection, AtomicLong steps) throws SQLException {
        ProgressHandler.setHandler(connection.unwrap(SQLiteConnection.class), 1, new ProgressHandler() {
            @Override
            protected int progress() {
                steps.incrementAndGet();
                return 0;
            }
        });
        return null;
    }

    private static Void stop(Connection connection) throws SQLException {
        ProgressHandler.clearHandler(connection.unwrap(SQLiteConnection.class));
        return null;
    }
}
