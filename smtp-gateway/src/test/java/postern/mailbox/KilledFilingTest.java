package postern.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.james.mailbox.model.FetchGroup;
import org.apache.james.mailbox.model.MailboxCounters;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.MessageResult;
import org.apache.james.server.core.MailImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.spool.StoredMessage;
import postern.store.SqliteStore;
import postern.store.Store;
import postern.tickets.Folders.Filing;
import reactor.core.publisher.Flux;

/** Guarantees 1 and 2 of the package under SIGKILL: a child files mails and is killed, the flow then runs for all mails again. */
class KilledFilingTest {
    private static final int ENOUGH = 200;
    /** Numbers of one child; more than it files before it is killed. */
    private static final int APART = 100_000;

    @TempDir
    private Path home;

    /** The child: files mails from four threads for ever, and names each that is filed. */
    static final class Child {
        public static void main(String[] arguments) throws Exception {
            TestDesk desk = new TestDesk(Path.of(arguments[0]));
            AtomicInteger next = new AtomicInteger(Integer.parseInt(arguments[1]));
            for (int i = 0; i < 4; i++) {
                new Thread(() -> fileForEver(desk, next)).start();
            }
        }

        private static void fileForEver(TestDesk desk, AtomicInteger next) {
            while (true) {
                int number = next.getAndIncrement();
                file(desk, number);
                System.out.println(number);
            }
        }
    }

    private static void file(TestDesk desk, int number) {
        try {
            Store store = desk.mailbox().store();
            byte[] body = ("Subject: " + number + "\r\n\r\nx\r\n").getBytes(StandardCharsets.UTF_8);
            byte[] hash = store.writeAndWait(connection -> store.bodies().put(connection, body));
            MailImpl mail = MailImpl.builder().name("mail-" + number).build();
            mail.setMessageNoCopy(StoredMessage.of(store, new byte[0], hash));
            desk.get(SqlFolders.class).file(new Filing(mail, "Returns", "", List.of("number-" + number), Instant.EPOCH));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyMailIsInTheFolderOnceAfterKills() throws Exception {
        for (int round = 0; round < 3; round++) {
            runAndKill(round * APART);
        }
        try (TestDesk desk = new TestDesk(home)) {
            TreeMap<Integer, Integer> before = numbers(desk);
            assertThat(before.values()).containsOnly(1);
            // The four that each child had in hand may be in the folder or not.
            TreeSet<Integer> begun = new TreeSet<>(before.keySet());
            before.keySet().forEach(number -> begun.addAll(List.of(number + 1, number + 2, number + 3, number + 4)));
            begun.forEach(number -> file(desk, number));
            TreeMap<Integer, Integer> after = numbers(desk);
            assertThat(after.values()).containsOnly(1);
            assertThat(after.keySet()).isEqualTo(begun);
            MailboxCounters counters = desk.open("alice", "Returns").getMailboxCounters(desk.session("alice"));
            assertThat(counters.getCount()).isEqualTo(after.size());
            assertThat(counters.getUnseen()).isEqualTo(after.size());
        }
    }

    private void runAndKill(int from) throws Exception {
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
            System.getProperty("java.class.path"), "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
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
        try (Reopened store = new Reopened(home)) {
            assertThat(store.filed()).containsAll(told.stream().map(number -> "mail-" + number).toList());
        }
    }

    /** The store as the kill left it. */
    private record Reopened(Store store) implements AutoCloseable {
        Reopened(Path home) {
            this(SqliteStore.open(home.resolve("postern.db"),
                new SimpleMeterRegistry()));
        }

        List<String> filed() {
            return store.read(connection -> Sql.list(connection, "SELECT f.mail FROM mailbox_filed f"
                + " JOIN mailbox_entry e ON e.mail = f.entry JOIN mailbox_mail m ON m.id = e.mail", row -> row.getString(1)));
        }

        @Override
        public void close() {
            store.close();
        }
    }

    private static TreeMap<Integer, Integer> numbers(TestDesk desk) throws Exception {
        TreeMap<Integer, Integer> numbers = new TreeMap<>();
        long last = 0;
        for (MessageResult message : Flux.from(desk.open("alice", "Returns")
                .getMessagesReactive(MessageRange.all(), FetchGroup.FULL_CONTENT, desk.session("alice"))).toIterable()) {
            assertThat(message.getUid().asLong()).isGreaterThan(last);
            last = message.getUid().asLong();
            try (InputStream content = message.getFullContent().getInputStream()) {
                String text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
                numbers.merge(Integer.parseInt(text.substring(9, text.indexOf('\r'))), 1, Integer::sum);
            }
        }
        return numbers;
    }
}
