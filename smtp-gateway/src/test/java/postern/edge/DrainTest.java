package postern.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Stopping and not starting. */
class DrainTest {
    @Test
    void aStopLetsMailsUnderWayInAndSendsEveryoneElseAway() throws Exception {
        CountDownLatch committing = new CountDownLatch(1);
        CountDownLatch committed = new CountDownLatch(1);
        try (TestEdge edge = TestEdge.open(); Client idle = edge.greeted(); Client open = edge.greeted(); Client sending = edge.greeted();
             Client waiting = edge.greeted()) {
            edge.onArrival = arrival -> {
                committing.countDown();
                awaitLatch(committed);
            };
            open.envelope();
            sending.data().send("Subject: half\r\n");
            waiting.data().send("Subject: whole\r\n.\r\n");
            assertThat(committing.await(60, TimeUnit.SECONDS)).isTrue();
            Thread stop = Thread.startVirtualThread(() -> edge.edge().stop());

            idle.expect("421 4.3.2 Shutting down, come back soon").expectEnd();
            open.expect("421 4.3.2 *").expectEnd();
            try (Client late = edge.to(Door.RECEPTION)) {
                late.expect("421 4.3.2 *").expectEnd();
            }
            sending.send("\r\nend\r\n.\r\n");
            committed.countDown();
            sending.expect("250 2.0.0 *").expect("421 4.3.2 *").expectEnd();
            waiting.expect("250 2.0.0 *").expect("421 4.3.2 *").expectEnd();
            stop.join();

            assertThat(edge.arrivals).hasSize(2);
            assertThatThrownBy(() -> edge.to(Door.RECEPTION)).isInstanceOf(Exception.class);
        }
    }

    @Test
    void aMailThatDoesNotEndCannotKeepTheEdgeFromStopping() throws Exception {
        try (TestEdge edge = new TestEdge().manners(m -> new Manners(m.errors(), m.idleCommands(), m.unknownRecipients(), m.loginFailures(),
            m.penalty(), m.memory(), Duration.ofMillis(300), m.inFlight())).start(); Client client = edge.greeted()) {
            client.data().send("Subject: endless\r\n");
            edge.edge().stop();
            client.expectEnd();
            assertThat(edge.arrivals).isEmpty();
        }
    }

    @Test
    void aTakenPortIsNamedAndNoDoorStaysOpen() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int free = freePort();
            TestEdge edge = new TestEdge().ports(free, taken.getLocalPort());
            assertThatThrownBy(edge::start).isInstanceOf(IOException.class)
                .hasMessageContaining("Cannot listen on 127.0.0.1:" + taken.getLocalPort() + " for submission: ");
            assertThatThrownBy(() -> new Socket("127.0.0.1", free)).isInstanceOf(ConnectException.class);
        }
    }

    /** Of those that no system gives away by itself: nobody else has it a moment later. */
    private static int freePort() {
        return IntStream.range(20_000, 30_000).filter(DrainTest::isFree).findAny().orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress("127.0.0.1", port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        await().until(() -> latch.getCount() == 0);
    }
}
