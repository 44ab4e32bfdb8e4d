package postern.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A peer that is slow, silent, deaf or gone holds nothing for longer than its phase may last. */
class DeadlinesTest {
    private static final Duration SHORT = Duration.ofMillis(600);
    private static final Duration LONG = Duration.ofMinutes(2);

    private static TestEdge impatient(Duration command, Duration data) throws Exception {
        return new TestEdge().limits(limits -> Limits.times(limits, command, data)).start();
    }

    /** The time for the next command is short from here on; what came before had time enough, however slow the machine. */
    private static void becomeImpatient(TestEdge edge, Client client) throws Exception {
        edge.limits = Limits.times(edge.limits, SHORT, LONG);
        client.ask("NOOP", "250 *");
    }

    private static void awaitNobody(TestEdge edge) {
        await().until(() -> edge.meters.get("postern.edge.open").gauge().value() == 0);
    }

    @Test
    void aSilentClientIsToldAndCutOff() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
            becomeImpatient(edge, client);
            client.expect("421 4.4.2 Timeout").expectEnd();
            awaitNobody(edge);
        }
    }

    @Test
    void aSilentClientUnderTlsIsToldAndCutOff() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.to(Door.SUBMISSIONS)) {
            client.expect("220 *");
            becomeImpatient(edge, client);
            client.expect("421 4.4.2 Timeout").expectEnd();
            awaitNobody(edge);
        }
    }

    @Test
    void aClientThatNeverShakesHandsIsCutOff() throws Exception {
        try (TestEdge edge = impatient(SHORT, LONG); Socket client = new Socket(InetAddress.getLoopbackAddress(), edge.edge().port(Door.SUBMISSIONS))) {
            awaitNobody(edge);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void octetsThatTrickleInDoNotProlongACommand() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
            becomeImpatient(edge, client);
            try (Drip drip = new Drip(client, "N")) {
                client.expect("421 4.4.2 Timeout");
                awaitNobody(edge);
                assertThat(drip.octets).isPositive();
            }
        }
    }

    @Test
    void octetsThatTrickleInDoNotProlongAMail() throws Exception {
        try (TestEdge edge = impatient(LONG, Duration.ofSeconds(1)); Client client = edge.greeted()) {
            client.data();
            try (Drip drip = new Drip(client, "x\r\n")) {
                client.expect("421 4.4.2 Timeout");
                awaitNobody(edge);
                assertThat(drip.octets).isPositive();
            }
            assertThat(edge.arrivals).isEmpty();
        }
    }

    @Test
    void aClientThatNeverReadsIsCutOff() throws Exception {
        try (TestEdge edge = new TestEdge().limits(limits -> Limits.times(limits, Duration.ofSeconds(1), LONG))
            .manners(m -> new Manners(m.errors(), Integer.MAX_VALUE, 20, 3, m.penalty(), m.memory(), m.drain(), m.inFlight())).start();
             Socket deaf = new Socket()) {
            deaf.setReceiveBufferSize(1024);
            deaf.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), edge.edge().port(Door.RECEPTION)));
            byte[] commands = "EHLO client.example\r\n".repeat(500).getBytes(StandardCharsets.US_ASCII);
            Thread flood = Thread.startVirtualThread(() -> flood(deaf, commands));
            await().atMost(Duration.ofSeconds(60)).until(() -> !flood.isAlive());
            awaitNobody(edge);
        }
    }

    /** Returns when the edge has had enough. */
    private static void flood(Socket socket, byte[] octets) {
        try {
            while (true) {
                socket.getOutputStream().write(octets);
            }
        } catch (java.io.IOException e) {
            assertThat(e).isNotNull();
        }
    }

    @Test
    void aMailThatWasNotSentToItsEndIsNotDelivered() throws Exception {
        try (TestEdge edge = TestEdge.open()) {
            try (Client client = edge.greeted()) {
                client.data().send("Subject: half\r\n\r\nand then");
            }
            await().until(() -> edge.count("postern.edge.lost") == 1);
            try (Client client = edge.greeted()) {
                client.data().send("Subject: half\r\n\r\nand then\r\n.");
                client.endSending();
                client.expectEnd();
            }
            awaitNobody(edge);
            assertThat(edge.arrivals).isEmpty();
        }
    }

    @Test
    void aClientThatHalfClosesAfterItsMailStillGetsItsAnswer() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
            client.data().send("x\r\n.\r\nQUIT\r\n");
            client.endSending();
            client.expect("250 *").expect("221 *").expectEnd();
            assertThat(edge.arrivals).hasSize(1);
        }
    }

    /** Sends a few octets ten times a second until closed. */
    private static final class Drip implements AutoCloseable {
        private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        private volatile int octets;

        Drip(Client client, String drop) throws java.io.IOException {
            client.send(drop);
            octets++;
            timer.scheduleAtFixedRate(() -> {
                try {
                    client.send(drop);
                    octets++;
                } catch (java.io.IOException e) {
                    timer.shutdown();
                }
            }, 100, 100, TimeUnit.MILLISECONDS);
        }

        @Override
        public void close() {
            timer.shutdownNow();
        }
    }
}
