package postern.custody;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    /** @param at number of steps that are done when it is killed; it may be one more by then */
    private boolean runAndKill(int at) throws Exception {
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"),
            "-Xmx256m", Main.class.getName(), "erase", TwoCustomers.LI, "--yes", "--home", home.toString(), "--conf", "../conf")
            .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
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
        }
        assertThat(runAndKill(1)).as("killed after the queues").isTrue();
        assertThat(runAndKill(3)).as("killed after masking").isTrue();
        assertThat(runAndKill(6)).as("killed before the mails go").isTrue();
        StringWriter out = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(out, true), 120, false, false);
        assertThat(Main.run(terminal, "erase", TwoCustomers.LI, "--yes", "--home", home.toString(), "--conf", "../conf")).as(out.toString()).isZero();
        assertThat(Main.run(terminal, "erase", "--receipts", "--home", home.toString(), "--conf", "../conf")).isZero();
        assertThat(out.toString()).contains("erasure-000001", "3  mails\n", "2  others' mails masked", "no octet is left").doesNotContain("still to be written");
        try (Store store = SqliteStore.open(home.resolve("postern.db"), new SimpleMeterRegistry())) {
            assertThat(new HomeScan(TwoCustomers.WORDS).found(home, store)).isEmpty();
        }
        try (TestGateway gateway = TestGateway.start(home); ImapDialogue alice = gateway.agent("alice")) {
            alice.ok("SELECT Returns");
            assertThat(String.join("\n", alice.ok("UID FETCH " + TwoCustomers.uid(alice, "HEADER Message-ID wang-1") + " (BODY.PEEK[])"))).contains("AAECAwQF");
        }
    }
}
