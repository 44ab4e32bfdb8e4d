package postern.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a stranger can ask for has a bound, and the bound has an answer. */
class LimitsTest {
    @Test
    void connectionsInAllAreBoundedAndTheNextComesInWhenOneLeaves() throws Exception {
        try (TestEdge edge = new TestEdge().limits(limits -> Limits.connections(limits, 2, 100)).start();
             Client first = edge.greeted(); Client second = edge.greeted()) {
            try (Client third = edge.to(Door.SUBMISSION)) {
                third.expect("421 4.3.2 Too many connections").expectEnd();
            }
            first.ask("QUIT", "221 *").expectEnd();
            await().until(() -> edge.meters.get("postern.edge.open").gauge().value() == 1);
            try (Client third = edge.greeted()) {
                third.ask("NOOP", "250 *");
            }
            second.ask("NOOP", "250 *");
        }
    }

    @Test
    void connectionsOfOneClientAreBounded() throws Exception {
        try (TestEdge edge = new TestEdge().limits(limits -> Limits.connections(limits, 100, 1)).start(); Client first = edge.greeted();
             Client second = edge.to(Door.RECEPTION)) {
            second.expect("421 4.7.0 *").expectEnd();
            first.ask("NOOP", "250 *");
            assertThat(edge.count("postern.edge.refusals", "reason", "crowd")).isEqualTo(1);
        }
    }

    @Test
    void aThousandConnectionsAtOnceAreServedOrTurnedAway() throws Exception {
        List<Client> clients = new ArrayList<>();
        try (TestEdge edge = new TestEdge().limits(limits -> Limits.connections(limits, 900, 900)).start()) {
            for (int i = 0; i < 1_000; i++) {
                clients.add(edge.to(Door.RECEPTION));
            }
            int served = 0;
            for (Client client : clients) {
                served += client.reply().startsWith("220 ") ? 1 : 0;
            }
            assertThat(served).isEqualTo(900);
            for (Client client : clients) {
                client.close();
            }
            await().until(() -> edge.meters.get("postern.edge.open").gauge().value() == 0);
        }
    }

    @Test
    void anIpv6ClientIsItsWholeNetwork() throws Exception {
        Network one = Network.of(InetAddress.getByName("2001:db8:0:1::1"));
        assertThat(Network.of(InetAddress.getByName("2001:db8:0:1:ffff::2"))).isEqualTo(one);
        assertThat(Network.of(InetAddress.getByName("2001:db8:0:2::1"))).isNotEqualTo(one);
        assertThat(Network.of(InetAddress.getByName("::ffff:192.0.2.1"))).isEqualTo(Network.of(InetAddress.getByName("192.0.2.1")));
    }

    @Test
    void mailsOfOneClientAreBoundedInAMinute() throws Exception {
        Hours hours = new Hours();
        try (TestEdge edge = new TestEdge().clock(hours).limits(limits -> Limits.mailsPerMinute(limits, 3)).start(); Client client = edge.greeted()) {
            for (int i = 0; i < 3; i++) {
                client.ask("MAIL FROM:<>", "250 *").ask("RSET", "250 *");
            }
            client.ask("MAIL FROM:<>", "450 4.7.1 *");
            hours.pass(Duration.ofSeconds(21));
            client.ask("MAIL FROM:<>", "250 *").ask("RSET", "250 *").ask("MAIL FROM:<>", "450 4.7.1 *");
        }
    }

    @Test
    void aClientThatAsksOnAndOnIsSentAway() throws Exception {
        try (TestEdge edge = new TestEdge().limits(limits -> Limits.mailsPerMinute(limits, 1)).start(); Client client = edge.greeted()) {
            client.ask("MAIL FROM:<>", "250 *").ask("RSET", "250 *");
            for (int i = 1; i < TestEdge.MANNERS.errors(); i++) {
                client.ask("MAIL FROM:<>", "450 4.7.1 *");
            }
            client.ask("MAIL FROM:<>", "421 4.7.0 *").expectEnd();
        }
    }

    @Test
    void newLimitsOfTheDeskCountFromTheNextCommand() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
            edge.limits = Limits.size(edge.limits, 500);
            client.ask("MAIL FROM:<> SIZE=501", "552 *").ask("EHLO client.example", "250-*SIZE 500*");
        }
    }

    @Test
    void agentsBehindOneAddressHaveEachTheirOwnPace() throws Exception {
        try (TestEdge edge = new TestEdge().limits(limits -> Limits.mailsPerMinute(limits, 1)).start(); Client alice = edge.to(Door.SUBMISSIONS);
             Client bob = edge.to(Door.SUBMISSIONS)) {
            alice.expect("220 *").ask("EHLO client.example", "250-*").logIn("alice", "secret");
            bob.expect("220 *").ask("EHLO client.example", "250-*").logIn("bob", "密码");
            alice.ask("MAIL FROM:<>", "250 *").ask("RSET", "250 *").ask("MAIL FROM:<>", "450 *");
            bob.ask("MAIL FROM:<>", "250 *");
        }
    }

    @Test
    void recipientsOfOneMailAreBoundedAndThoseBeforeStay() throws Exception {
        try (TestEdge edge = new TestEdge().limits(limits -> Limits.recipients(limits, 1)).start(); Client client = edge.greeted()) {
            client.envelope().ask("RCPT TO:<returns@postern.example>", "452 4.5.3 *").ask("DATA", "354 *").send("x\r\n.\r\n").expect("250 *");
            assertThat(edge.arrivals.getFirst().recipients()).containsExactly("orders@postern.example");
            client.envelope();
            for (int i = 0; i < 10; i++) {
                client.ask("RCPT TO:<returns@postern.example>", "452 4.5.3 *");
            }
            client.ask("RCPT TO:<returns@postern.example>", "421 4.7.0 *").expectEnd();
        }
    }

    @Test
    void commandsWithoutAMailAreBounded() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
            for (int i = 1; i < TestEdge.MANNERS.idleCommands(); i++) {
                client.ask("NOOP", "250 *");
            }
            client.ask("NOOP", "421 4.7.0 Too many commands without a mail").expectEnd();
        }
    }

    @Test
    void aLongCommandIsDroppedAndRefused() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
            client.ask("NOOP " + "x".repeat(505), "250 *").ask("NOOP " + "x".repeat(506), "500 5.5.2 Line too long");
            client.ask("NOOP " + "x".repeat(100_000), "500 5.5.2 Line too long").ask("NOOP", "250 *");
            client.send("NOOP " + "x".repeat(3 << 20)).expectEnd();
        }
    }

    @Test
    void anAuthenticationLineMayBeLongerAndHasABoundToo() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.to(Door.SUBMISSIONS)) {
            client.expect("220 *").ask("EHLO client.example", "250-*");
            client.ask("AUTH PLAIN " + "A".repeat(12_000), "501 5.5.2 *").ask("AUTH PLAIN " + "A".repeat(12_276), "500 5.5.6 *");
            client.ask("AUTH LOGIN", "334 *").ask("A".repeat(13_000), "500 *").logIn("alice", "secret");
        }
    }

    @Test
    void longLinesOfAMailPassAndAreCounted() throws Exception {
        String line = "\u00e5\u00ae\u00a2".repeat(100_000) + "\r\n";
        try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
            client.data().send(line + ".\r\n").expect("250 *");
            assertThat(edge.arrivals.getFirst().content()).hasSize(line.length());
            assertThat(edge.count("postern.edge.mails.with", "oddity", "long-lines")).isEqualTo(1);
        }
    }

    @Test
    void anAbsurdlyLongLineIsRefused() throws Exception {
        try (TestEdge edge = new TestEdge().limits(limits -> Limits.size(limits, 50_000_000)).start(); Client client = edge.greeted()) {
            client.data().send("x".repeat(Text.LONGEST_LINE) + "\r\n.\r\n").expect("554 5.6.0 *").ask("NOOP", "250 *");
        }
    }

    @Test
    void theMemoryOfAllMailsUnderWayIsBoundedAndGivenBack() throws Exception {
        CountDownLatch committed = new CountDownLatch(1);
        try (TestEdge edge = new TestEdge().limits(limits -> Limits.size(limits, 100_000)).manners(manners -> withInFlight(manners, 0)).start();
             Client first = edge.greeted(); Client second = edge.greeted(); Client small = edge.greeted()) {
            edge.onArrival = arrival -> await().until(() -> committed.getCount() == 0 || arrival.content().length < 10);
            first.data().send("x".repeat(99_998) + "\r\n.\r\n");
            await().until(() -> edge.meters.get("postern.edge.memory.left").gauge().value() < 300_000);
            second.data().send("x".repeat(99_998) + "\r\n.\r\n").expect("452 4.3.1 *");
            small.data().send("x\r\n.\r\n").expect("250 *");
            committed.countDown();
            first.expect("250 *");
            second.data().send("x".repeat(99_998) + "\r\n.\r\n").expect("250 *");
            assertThat(edge.meters.get("postern.edge.memory.left").gauge().value()).isEqualTo(Text.footprint(100_000));
        }
    }

    @Test
    void aMailOfManyChunksIsJoinedAsItCame() throws Exception {
        StringBuilder content = new StringBuilder();
        for (int i = 0; content.length() < 900_000; i++) {
            content.append(".".repeat(i % 3)).append(i).append("\r\n");
        }
        String wire = content.toString().replaceAll("(?m)^\\.", "..");
        try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
            client.data().send(wire + ".\r\n").expect("250 *");
            assertThat(new String(edge.arrivals.getFirst().content(), java.nio.charset.StandardCharsets.US_ASCII)).isEqualTo(content.toString());
        }
    }

    private static Manners withInFlight(Manners m, long octets) {
        return new Manners(m.errors(), m.idleCommands(), m.unknownRecipients(), m.loginFailures(), m.penalty(), m.memory(), m.drain(), octets);
    }
}
