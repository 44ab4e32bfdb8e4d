package postern.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import postern.desk.Desk;
import postern.desk.EdgePolicy;
import postern.trial.TrialGateway;
import postern.wire.CompanyServer;

/** Guarantee 1: a full disk puts mail off, loses none, and needs no hand once there is room again. */
@DisplayName("A disk that fills up")
class FullDiskTest {
    private static final Path CONF = Path.of("..", "conf");
    private static final int MEBI = 1024 * 1024;

    @TempDir
    private Path temporary;
    private Path disk;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        disk = Files.createDirectory(temporary.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=40m,mode=700", "tmpfs", disk.toString()),
            "skipped: a small disk cannot be mounted here, that takes root and CAP_SYS_ADMIN");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        run("umount", "-l", disk.toString());
    }

    @ParameterizedTest(name = "free-disk: {0} MiB")
    @DisplayName("is answered 4xx, nothing accepted is lost, and mail flows again when there is room")
    @CsvSource({"12", "0"})
    void putsOff(int freeDisk) throws Exception {
        Path ballast = Files.write(disk.resolve("ballast"), new byte[10 * MEBI]);
        NumberedMails mails = new NumberedMails(60_000);
        try (CompanyServer company = CompanyServer.start(Duration.ofMinutes(2), delivery -> { });
             TrialGateway gateway = TrialGateway.start(CONF, Optional.of(disk.resolve("home")), company.address().getPort(),
                 desk -> policy(desk, freeDisk * (long) MEBI))) {
            InetSocketAddress edge = new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.ports().smtp());
            sendUntil(mails, edge, () -> assertThat(mails.refusedForNow()).as("put off, after %d were accepted, with %d octets left",
                mails.accepted().size(), disk.toFile().getUsableSpace()).hasSizeGreaterThanOrEqualTo(20));
            assertThat(mails.refusedForGood()).isEmpty();
            assertThat(mails.accepted()).isNotEmpty();

            Files.delete(ballast);
            int before = mails.accepted().size();
            sendUntil(mails, edge, () -> assertThat(mails.accepted()).as("accepted since there is room").hasSizeGreaterThan(before));
            check(gateway, mails);
        }
    }

    private static void sendUntil(NumberedMails mails, InetSocketAddress edge, ThrowingRunnable done)
            throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> sessions = mails.send(edge, 4, stop);
        try {
            await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(20)).untilAsserted(done);
        } finally {
            stop.set(true);
        }
        for (Thread session : sessions) {
            session.join();
        }
    }

    private static void check(TrialGateway gateway, NumberedMails mails) throws Exception {
        Set<String> promised = mails.accepted().stream().map(NumberedMails::messageId).collect(Collectors.toSet());
        try (Mailroom mailroom = new Mailroom(gateway.ports().imaps(), gateway.passwords())) {
            await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(200)).until(() -> mailroom.count() >= promised.size());
            List<String> found = mailroom.all().stream().map(Mailroom.Found::messageId).toList();
            assertThat(found).doesNotHaveDuplicates();
            assertThat(found).containsAll(promised);
        }
    }

    private static Desk policy(Desk desk, long freeDisk) {
        EdgePolicy edge = desk.edge();
        return desk.with(new EdgePolicy(edge.messageSize(), edge.recipients(), 100, 100, 1_000_000, 1_000_000, freeDisk, edge.commandTimeout(),
            edge.dataTimeout()));
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
