package postern.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Programs of others that speak SMTP, where they are installed. */
class FieldClientsTest {
    @Test
    void swaksDeliversToReception() throws Exception {
        try (TestEdge edge = TestEdge.open()) {
            run("swaks", "--server", "127.0.0.1:" + edge.edge().port(Door.RECEPTION), "--from", "customer@elsewhere.example", "--to",
                "orders@postern.example,returns@postern.example", "--tls", "--pipeline", "--h-Subject", "退货");
            assertThat(edge.arrivals).hasSize(1);
            assertThat(new String(edge.arrivals.getFirst().content(), StandardCharsets.UTF_8)).contains("Subject: 退货\r\n");
            assertThat(edge.arrivals.getFirst().trace()).contains("with ESMTPS\r\n");
        }
    }

    @Test
    void swaksSubmitsWithEachMechanismAtBothDoors() throws Exception {
        try (TestEdge edge = TestEdge.open()) {
            for (String mechanism : new String[] {"PLAIN", "LOGIN"}) {
                swaksSubmits(edge, mechanism, "127.0.0.1:" + edge.edge().port(Door.SUBMISSION), "--tls");
                swaksSubmits(edge, mechanism, "127.0.0.1:" + edge.edge().port(Door.SUBMISSIONS), "--tlsc");
            }
            assertThat(edge.arrivals).hasSize(4).allSatisfy(arrival -> assertThat(arrival.login()).contains("alice@postern.example"));
        }
    }

    private static void swaksSubmits(TestEdge edge, String mechanism, String server, String tls) throws Exception {
        run("swaks", "--server", server, tls, "--auth", mechanism, "--auth-user", "alice", "--auth-password", "secret", "--from",
            "orders@postern.example", "--to", "customer@elsewhere.example");
    }

    @Test
    void smtpSourceDeliversEachMailOnce() throws Exception {
        try (TestEdge edge = TestEdge.open()) {
            String server = "127.0.0.1:" + edge.edge().port(Door.RECEPTION);
            run("smtp-source", "-s", "10", "-m", "200", "-l", "4096", "-f", "customer@elsewhere.example", "-t", "orders@postern.example", server);
            run("smtp-source", "-d", "-s", "10", "-m", "200", "-l", "4096", "-f", "customer@elsewhere.example", "-t", "orders@postern.example", server);
            assertThat(edge.arrivals).hasSize(400).extracting(Arrival::name).doesNotHaveDuplicates();
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(Arrays.asList(command));
        Optional<String> program = program(command[0]);
        assumeTrue(program.isPresent(), command[0] + " is not installed");
        whole.set(0, program.get());
        Process process = new ProcessBuilder(whole).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }

    private static Optional<String> program(String name) {
        return Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
            .map(folder -> new File(folder, name)).filter(File::canExecute).map(File::getPath).findFirst();
    }
}
