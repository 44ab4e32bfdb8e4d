package postern.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import postern.archive.Archive;
import postern.archive.Archived;
import postern.keeping.ErasureBook;
import postern.keeping.Person;
import postern.keeping.Receipt;
import postern.server.ImapDialogue;
import postern.server.Main;
import postern.server.TestGateway;
import postern.store.SqliteStore;
import postern.store.Store;
import postern.terminal.Terminal;
import postern.tickets.Sql;

/** An erasure in a large store, while a backup reads, keeps no mail waiting; what it cannot do yet it says, and does later; so it does of damage. */
class UnhurriedErasureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LI = TwoCustomers.LI;
    private static final int LARGE = 50 << 20;

    @TempDir
    private Path place;
    private Path home;
    private final StringWriter out = new StringWriter();

    private int run(Optional<UnaryOperator<String>> terminalUser, String... arguments) {
        out.getBuffer().setLength(0);
        PrintWriter writer = new PrintWriter(out, true);
        CommandLine line = new CommandLine(new EraseCommand(new Terminal(writer, writer, 120, false, false), () -> terminalUser)).setErr(writer);
        return line.execute(Stream.concat(List.of(arguments).stream(), List.of("--home", home.toString(), "--conf", "../conf").stream()).toArray(String[]::new));
    }

    private int postern(String... line) {
        PrintWriter writer = new PrintWriter(out, true);
        return Main.run(new Terminal(writer, writer, 120, false, false), line);
    }

    /** What a backup does: a reader of one moment, in another process. */
    private Thread reader(CountDownLatch reading, CountDownLatch done) {
        return Thread.ofPlatform().start(() -> SqliteStore.look(home.resolve("postern.db"), connection -> {
            try (PreparedStatement select = connection.prepareStatement("select id from ticket"); ResultSet row = select.executeQuery()) {
                assertThat(row.next()).isTrue();
                reading.countDown();
                return done.await(5, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                throw new SQLException(e);
            }
        }));
    }

    private static List<String> pending(ErasureBook book, long order) {
        return book.receipt(order).map(Receipt::pending).orElse(List.of("not done"));
    }

    @Test
    void keepsNoMailWaitingForAReaderAndIsNotHeldUpByDamage() throws Exception {
        home = place.resolve("home");
        try (TestGateway gateway = TestGateway.start(home); ImapDialogue alice = gateway.agent("alice")) {
            TwoCustomers.fill(gateway, alice);
            Store store = gateway.gateway().part(Store.class);
            assertThat(postern("backup", place.resolve("backup").toString(), "--home", home.toString())).as(out.toString()).isZero();
            ErasureBook book = gateway.gateway().part(ErasureBook.class);
            store.writeAndWait(connection -> Sql.update(connection, "create table ballast (octets blob)"));
            store.writeAndWait(connection -> Sql.update(connection, "insert into ballast values (zeroblob(?))", LARGE));
            await().atMost(PATIENCE).until(store::emptyLog);
            CountDownLatch reading = new CountDownLatch(1);
            CountDownLatch done = new CountDownLatch(1);
            Thread backup = reader(reading, done);
            assertThat(reading.await(60, TimeUnit.SECONDS)).isTrue();

            long order = book.order(new Person(Set.of(LI), List.of()), "dpo");
            await().atMost(PATIENCE).until(() -> book.receipt(order).isPresent());
            TwoCustomers.send(gateway, "wang@other.example", "<wang@other.example>", "Message-ID: <wang-2@other.example>\nSubject: a lamp again\n\nPlease refund it.\n");
            TwoCustomers.send(gateway, "xu@third.example", "<xu@third.example>", "Message-ID: <xu-1@third.example>\nSubject: a cup\n\nPlease refund it.\n");
            alice.ok("SELECT Returns");
            await().atMost(PATIENCE).until(() -> !TwoCustomers.uid(alice, "HEADER Message-ID wang-2").isEmpty() && !TwoCustomers.uid(alice, "HEADER Message-ID xu-1").isEmpty());
            assertThat(pending(book, order)).singleElement().asString().contains("readers such as a backup");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(home.resolve("receipts").resolve("erasure-000001.json")).content().contains("such as a backup"));

            done.countDown();
            backup.join();
            await().atMost(PATIENCE.multipliedBy(2)).untilAsserted(() -> assertThat(pending(book, order)).singleElement().asString().contains("'postern erase --finish'")
                .doesNotContain("backup"));
            assertThat(run(Optional.empty(), "--finish")).as("beside a gateway").isEqualTo(1);
        }
        assertThat(run(Optional.empty(), "--finish")).as(out.toString()).isZero();
        assertThat(out.toString()).contains("nothing is pending");
        assertThat(Files.readString(home.resolve("receipts").resolve("erasure-000001.json"))).contains("fileWrittenAnew", "\"pending\" : [ ]");
        try (Store store = SqliteStore.open(home.resolve("postern.db"), new SimpleMeterRegistry())) {
            assertThat(new HomeScan(TwoCustomers.WORDS).found(home, store)).isEmpty();
        }
        damageIsNamedAndHoldsUpNothing();
        whoIsBackWithABackupIsErasedAgain();
    }

    private void whoIsBackWithABackupIsErasedAgain() throws IOException {
        Path receipts = home.resolve("receipts");
        home = place.resolve("restored");
        assertThat(postern("restore", place.resolve("backup").toString(), "--home", home.toString())).as(out.toString()).isZero();
        try (Store store = SqliteStore.open(home.resolve("postern.db"), new SimpleMeterRegistry())) {
            assertThat(store.<List<String>>read(connection -> Sql.list(connection, "select customer from ticket where customer = ?", row -> row.getString(1), LI))).isNotEmpty();
        }
        assertThat(run(Optional.of(question -> "no"), "--again", receipts.toString())).isEqualTo(1);
        assertThat(run(Optional.empty(), "--again", receipts.toString(), "--yes")).as(out.toString()).isZero();
        assertThat(out.toString()).contains("2 of those who were erased since are here again");
        assertThat(run(Optional.empty(), "--was", LI)).isZero();
        try (Store store = SqliteStore.open(home.resolve("postern.db"), new SimpleMeterRegistry())) {
            assertThat(new HomeScan(TwoCustomers.WORDS).found(home, store)).isEmpty();
        }
        assertThat(run(Optional.empty(), "--again", receipts.toString(), "--yes")).isZero();
        assertThat(out.toString()).contains("0 of those");
    }

    /** One octet of the archived original of a mail. */
    private void damage(String messageId) throws IOException {
        try (Store store = SqliteStore.open(home.resolve("postern.db"), new SimpleMeterRegistry());
             Stream<Archived> mails = new Archive(store, Archive.folder(store)).between(Instant.EPOCH, Instant.now().plusSeconds(60));
             Stream<Path> files = Files.walk(home.resolve("archive"))) {
            long number = mails.filter(mail -> text(mail).contains("Message-ID: <" + messageId + ">")).findFirst().orElseThrow().number();
            for (Path file : files.filter(one -> one.toString().endsWith(".jsonl")).toList()) {
                Matcher line = Pattern.compile("\"n\":" + number + ",.*\"from\":(\\d+)").matcher(Files.readString(file));
                if (line.find()) {
                    Path contents = file.resolveSibling(file.getFileName().toString().replace("jsonl", "mails"));
                    byte[] octets = Files.readAllBytes(contents);
                    octets[Integer.parseInt(line.group(1)) + 30] ^= 1;
                    Files.write(contents, octets);
                }
            }
        }
    }

    private static String text(Archived mail) {
        try (InputStream raw = mail.raw()) {
            return new String(raw.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void damageIsNamedAndHoldsUpNothing() throws IOException {
        damage("xu-1@third.example");
        assertThat(run(Optional.empty(), "wang@other.example", "--dry-run", "--json")).isZero();
        assertThat(out.toString()).contains("is damaged and cannot be searched");
        asksBeforeItErases();
        assertThat(run(Optional.empty(), "--receipts")).isZero();
        assertThat(out.toString()).containsOnlyOnce("is damaged and cannot be searched").contains("'postern verify'", "--damaged");
        assertThat(run(Optional.empty(), "wang@other.example", "--yes", "--damaged")).as(out.toString()).isZero();
        assertThat(out.toString()).contains("1  archived mails").doesNotContain("cannot be searched");
        assertThat(run(Optional.empty(), "bob@elsewhere.example", "--dry-run")).isZero();
        assertThat(out.toString()).as("overwritten unseen").doesNotContain("cannot be searched");
    }

    private void asksBeforeItErases() {
        assertThat(run(Optional.empty(), "wang@other.example")).as("no terminal, no --yes").isEqualTo(2);
        assertThat(out.toString()).contains("--dry-run", "--yes");
        assertThat(run(Optional.of(question -> "yes"), "wang@other.example")).isEqualTo(1);
        assertThat(out.toString()).contains("This goes:", "nothing is erased");
        assertThat(run(Optional.of(question -> null), "wang@other.example")).as("end of input").isEqualTo(1);
        assertThat(run(Optional.empty(), "--was", "wang@other.example")).isEqualTo(1);
        assertThat(run(Optional.of(question -> question.contains("cannot be taken back") ? "erase" : ""), "wang@other.example")).as(out.toString()).isZero();
        assertThat(out.toString()).contains("erasure-000002").contains("no octet is left");
        assertThat(run(Optional.empty(), "--was", "wang@other.example")).isZero();
    }
}
