package postern.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.server.ImapDialogue;
import postern.server.Main;
import postern.server.TestGateway;
import postern.store.SqliteStore;
import postern.store.Store;
import postern.terminal.Terminal;

@DisplayName("An erasure on a disk without room to overwrite what was deleted")
class FullDiskErasureTest {
    private static final long LEFT = 12L << 20;

    @TempDir
    private Path temporary;
    private Path disk;
    private final StringWriter out = new StringWriter();

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        disk = Files.createDirectory(temporary.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=80m,mode=700", "tmpfs", disk.toString()),
            "skipped: a small disk cannot be mounted here, that takes root and CAP_SYS_ADMIN");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        run("umount", "-l", disk.toString());
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private int erase(Path home, String... arguments) {
        out.getBuffer().setLength(0);
        PrintWriter writer = new PrintWriter(out, true);
        List<String> line = new ArrayList<>(List.of("erase", "--home", home.toString(), "--conf", "../conf"));
        line.addAll(List.of(arguments));
        return Main.run(new Terminal(writer, writer, 120, false, false), line.toArray(String[]::new));
    }

    private Path ballast() throws IOException {
        Path ballast = disk.resolve("ballast");
        try (OutputStream file = Files.newOutputStream(ballast)) {
            while (disk.toFile().getUsableSpace() > LEFT) {
                file.write(new byte[1 << 16]);
            }
        }
        return ballast;
    }

    @Test
    void saysWhatIsPendingAndDoesItWhenThereIsRoom() throws Exception {
        Path roomy = temporary.resolve("roomy");
        try (TestGateway gateway = TestGateway.start(roomy); ImapDialogue alice = gateway.agent("alice")) {
            TwoCustomers.fill(gateway, alice);
        }
        Path home = disk.resolve("home");
        assertThat(run("cp", "-a", roomy.toString(), home.toString())).isTrue();
        Path ballast = ballast();
        assertThat(erase(home, TwoCustomers.LI, "--yes")).as(out.toString()).isZero();
        assertThat(out.toString()).contains("erasure-000001", "pending: free pages of the store's file", "they need room on the disk");
        assertThat(erase(home, "--finish")).as("still no room").isEqualTo(1);
        assertThat(out.toString()).contains("pending: free pages");
        Files.delete(ballast);
        assertThat(erase(home, "--finish")).as(out.toString()).isZero();
        assertThat(out.toString()).contains("nothing is pending");
        try (Store store = SqliteStore.open(home.resolve("postern.db"), new SimpleMeterRegistry())) {
            assertThat(new HomeScan(TwoCustomers.WORDS).found(home, store)).isEmpty();
        }
    }
}
