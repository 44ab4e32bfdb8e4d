package postern.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.archive.Archivist;
import postern.server.ImapDialogue;
import postern.server.Main;
import postern.server.TestGateway;
import postern.store.SqliteStore;
import postern.store.Store;
import postern.store.StoreException;
import postern.terminal.Terminal;
import postern.tickets.Sql;

/** An erasure under SIGKILL: whatever step it was in, the next start finishes it. */
class KilledErasureTest {
    @TempDir
    private Path home;

    private int step() {
        try {
            return SqliteStore.look(home.resolve("postern.db"), connection -> Sql.first(connection, "select coalesce(max(step), -1) from erasure where done is null",
                row -> row.getInt(1)).orElse(-1));
        } catch (StoreException notYet) {
            return -1;
        }
    }

    /** However late the killer comes: the order is never said to be further than this. */
    private void holdAt(int step) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("postern.db")); Statement statement = connection.createStatement()) {
            letGo(statement);
            statement.execute("create view for_ever as with recursive number(n) as (select 1 union all select n + 1 from number) select n from number");
            statement.execute("create trigger hold before update of step on erasure when new.step > " + step + " begin select count(*) from for_ever; end");
        }
    }

    private void letGo() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("postern.db")); Statement statement = connection.createStatement()) {
            letGo(statement);
        }
    }

    private static void letGo(Statement statement) throws SQLException {
        statement.execute("drop trigger if exists hold");
        statement.execute("drop view if exists for_ever");
    }

    /** @param at number of steps that are done when it is killed */
    private boolean runAndKill(int at) throws Exception {
        holdAt(at);
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"),
            "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", Main.class.getName(), "erase", TwoCustomers.LI, "--yes",
            "--home", home.toString(), "--conf", "../conf").redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        boolean killed = false;
        try {
            while (!killed && !child.waitFor(1, TimeUnit.MILLISECONDS)) {
                killed = step() >= at;
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
        return killed;
    }

    @Test
    void nothingIsLeftAfterKillsInTheMiddle() throws Exception {
        try (TestGateway gateway = TestGateway.start(home); ImapDialogue alice = gateway.agent("alice")) {
            TwoCustomers.fill(gateway, alice);
            gateway.submit("alice", List.of(TwoCustomers.LI, "mother@customer.example"), "From: alice@shop.example\nTo: " + TwoCustomers.LI
                + "\nCc: mother@customer.example\nSubject: Re: refund\nMessage-ID: <a-2@shop.example>\nIn-Reply-To: <li-1@customer.example>\n"
                + "Content-Type: text/plain; charset=utf-8\n\n#send\nDear Li Lei, another one is on its way.\n");
            alice.ok("SELECT Returns/Waiting");
            await().atMost(Duration.ofSeconds(60)).until(() -> !TwoCustomers.uid(alice, "CC mother").isEmpty());
            await().atMost(Duration.ofSeconds(60)).until(() -> gateway.gateway().part(Archivist.class).progress().behind() == 0);
        }
        assertThat(runAndKill(1)).as("killed after the queues").isTrue();
        assertThat(runAndKill(3)).as("killed after masking").isTrue();
        assertThat(runAndKill(5)).as("killed between the mails and the tickets").isTrue();
        letGo();
        StringWriter out = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(out, true), 120, false, false);
        assertThat(Main.run(terminal, "erase", TwoCustomers.LI, "--yes", "--home", home.toString(), "--conf", "../conf")).as(out.toString()).isZero();
        assertThat(Main.run(terminal, "erase", "--receipts", "--home", home.toString(), "--conf", "../conf")).isZero();
        assertThat(out.toString()).contains("erasure-000001", "4  mails\n", "2  others' mails masked", "no octet is left").doesNotContain("still to be written");
        try (Store store = SqliteStore.open(home.resolve("postern.db"), new SimpleMeterRegistry())) {
            assertThat(new HomeScan(TwoCustomers.WORDS).found(home, store)).isEmpty();
        }
        try (TestGateway gateway = TestGateway.start(home); ImapDialogue alice = gateway.agent("alice")) {
            alice.ok("SELECT Returns");
            assertThat(String.join("\n", alice.ok("UID FETCH " + TwoCustomers.uid(alice, "HEADER Message-ID wang-1") + " (BODY.PEEK[])"))).contains("AAECAwQF");
        }
    }
}
