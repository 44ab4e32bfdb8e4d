package postern.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What SubEthaSMTP 7.2.2 does wrong by itself, each fault seen on the wire, and how the edge does it. */
class ThirteenFaultsTest {
    @Test
    void fault1APipelinedTransactionIsAnsweredWithoutWaitingForAcknowledgements() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
            client.send("MAIL FROM:<customer@elsewhere.example>\r\nRCPT TO:<orders@postern.example>\r\nRCPT TO:<nobody@postern.example>\r\nDATA\r\n");
            client.expect("250 2.1.0 *").expect("250 2.1.5 *").expect("550 5.1.1 *").expect("354 *");
            client.send("Subject: one\r\n.\r\nMAIL FROM:<>\r\nRCPT TO:<returns@postern.example>\r\nDATA\r\n");
            client.expect("250 2.0.0 *").expect("250 *").expect("250 *").expect("354 *");
            client.send("Subject: two\r\n.\r\nQUIT\r\n").expect("250 *").expect("221 *");
            assertThat(edge.arrivals).extracting(arrival -> new String(arrival.content(), StandardCharsets.US_ASCII))
                .containsExactly("Subject: one\r\n", "Subject: two\r\n");
        }
    }

    @Test
    void fault1SmallWritesAreNotHeldBackByTheKernel() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
             Socket client = new Socket(server.getInetAddress(), server.getLocalPort()); Socket accepted = server.accept()) {
            new Wire(accepted);
            assertThat(accepted.getTcpNoDelay()).isTrue();
            assertThat(client.isConnected()).isTrue();
        }
    }

    @Test
    void fault2TheBodyOfARefusedMailIsNotReadAsCommands() throws Exception {
        Policy refusing = new Policy() {
            @Override
            public Opinion content(Visit visit, String sender, List<String> recipients, byte[] content) {
                return sender.startsWith("evil") ? Opinion.refuse(Refusal.LOOP) : Opinion.NONE;
            }
        };
        try (TestEdge edge = new TestEdge().policy(refusing).start(); Client client = edge.greeted()) {
            client.ask("MAIL FROM:<evil@elsewhere.example>", "250 *").ask("RCPT TO:<orders@postern.example>", "250 *").ask("DATA", "354 *");
            client.send("RSET\r\nMAIL FROM:<hidden@elsewhere.example>\r\nRCPT TO:<orders@postern.example>\r\nDATA\r\n.\r\n");
            client.expect("554 5.4.6 *").ask("NOOP", "250 2.0.0 OK");
            assertThat(edge.arrivals).isEmpty();
        }
    }

    @Test
    void fault2ChunksAreNotReadAsCommandsAndNotDelivered() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
            client.envelope().send("BDAT 52 LAST\r\nMAIL FROM:<hidden@elsewhere.example>\r\nQUIT\r\n").expect("502 5.5.1 *").expectEnd();
            assertThat(edge.arrivals).isEmpty();
        }
    }

    @Test
    void fault3ARefusedMailIsOverAndTheNextBegins() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
            client.data().send("a\nb\r\n.\r\n").expect("550 5.5.2 *");
            client.data().send("ab\r\n.\r\n").expect("250 *");
        }
    }

    @Test
    void fault4AllRecipientsAreKeptEachOnce() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
            client.envelope().ask("RCPT TO:<returns@postern.example>", "250 *").ask("RCPT TO:<orders@postern.example>", "250 *");
            client.ask("DATA", "354 *").send("x\r\n.\r\n").expect("250 *");
            assertThat(edge.arrivals.getFirst().recipients()).containsExactly("orders@postern.example", "returns@postern.example");
        }
    }

    @Test
    void fault5ATooBigMailIsRefusedForGoodAndTheSessionGoesOn() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
            client.ask("MAIL FROM:<> SIZE=99999999", "552 5.3.4 *");
            client.ask("MAIL FROM:<> SIZE=99999999999999999999 BODY=8BITMIME", "552 5.3.4 *");
            client.data().send("x".repeat(78) + "\r\n");
            String line = "0123456789".repeat(7) + "\r\n";
            client.send(line.repeat(20_000)).send(".\r\n").expect("552 5.3.4 *");
            client.data().send("small\r\n.\r\n").expect("250 *");
            assertThat(edge.arrivals).hasSize(1);
        }
    }

    @Test
    void fault5AMailOfExactlyTheLimitIsTaken() throws Exception {
        try (TestEdge edge = new TestEdge().limits(limits -> Limits.size(limits, 100)).start(); Client client = edge.greeted()) {
            client.data().send(".." + "x".repeat(97) + "\r\n.\r\n").expect("250 *");
            client.data().send("x".repeat(99) + "\r\n.\r\n").expect("552 *");
            assertThat(edge.arrivals.getFirst().content()).hasSize(100);
        }
    }

    @Test
    void fault6AddressesAndParametersAreChecked() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.to(Door.RECEPTION)) {
            client.expect("220 *").ask("MAIL FROM:<customer@elsewhere.example>", "503 5.5.1 *").ask("EHLO client.example", "250-*");
            client.ask("MAIL FROM:<" + "x".repeat(900) + "@b.example>", "501 5.1.7 *").ask("MAIL FROM:<a@b.example> FOO=BAR", "555 5.5.4 *");
            client.ask("MAIL FROM:<>", "250 *").ask("RCPT TO:<>", "501 5.1.3 *").ask("RCPT TO:<a%b@postern.example>", "550 5.7.1 *");
        }
    }

    @Test
    void fault7AllSendersPassTheSameTlsAndLogInChecks() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.to(Door.SUBMISSION)) {
            client.expect("220 *").ask("EHLO client.example", "250-*").ask("MAIL FROM:<alice@postern.example>", "530 5.7.0 Must issue*");
            client.ask("STARTTLS", "220 *").secure();
            client.ask("EHLO client.example", "250-*").ask("MAIL FROM:<alice@postern.example>", "530 5.7.0 Authentication*");
            client.logIn("alice", "secret").ask("MAIL FROM:<boss@postern.example>", "553 5.7.1 *");
        }
    }

    @Test
    void fault8StartTlsIsNotOfferedUnderTlsAndForgetsTheLogIn() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.to(Door.SUBMISSIONS)) {
            client.expect("220 *").say("EHLO client.example");
            assertThat(client.reply()).doesNotContain("STARTTLS");
            client.logIn("alice", "secret").ask("STARTTLS", "503 5.5.1 *");
        }
    }

    @Test
    void fault9TheTraceNamesTheClientWithoutLookingItUp() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
            client.data().send("x\r\n.\r\n").expect("250 *");
            Arrival arrival = edge.arrivals.getFirst();
            assertThat(arrival.trace()).startsWith("Received: from client.example ([127.0.0.1])\r\n\tby mx.postern.example (Postern) with ESMTP id "
                + arrival.name() + "\r\n\tfor <orders@postern.example>;\r\n\t").endsWith(" +0000\r\n").doesNotContain("localhost");
        }
    }

    @Test
    void fault10ErrorsEndASession() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
            for (int i = 1; i < TestEdge.MANNERS.errors(); i++) {
                client.ask("FOO" + i, "500 5.5.1 *");
            }
            client.ask("FOO", "421 4.7.0 Too many errors").expectEnd();
        }
    }

    @Test
    void fault11AProxyLineIsNotBelieved() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.to(Door.RECEPTION)) {
            client.send("PROXY TCP4 192.0.2.1 192.0.2.2 1234 25\r\n").expect("220 *").expect("500 5.5.1 *").ask("EHLO client.example", "250-*");
            client.data().send("x\r\n.\r\n").expect("250 *");
            assertThat(edge.arrivals.getFirst().remoteAddress()).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void fault12BareCrAndLfAreRefusedAfterTheMailWasReadWhole() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
            client.data().send("one\ntwo\r\n.\r\n").expect("550 5.5.2 *");
            client.data().send("one\rtwo\r\n.\r\n").expect("550 5.5.2 *");
            client.ask("NOOP", "250 *");
        }
    }

    @Test
    void fault13WhatWorksIsOfferedAndWhatDoesNotIsNot() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.to(Door.RECEPTION)) {
            client.expect("220 *").say("EHLO client.example");
            assertThat(client.reply()).contains("PIPELINING", "ENHANCEDSTATUSCODES", "LIMITS RCPTMAX=100", "8BITMIME", "SIZE 1000000")
                .doesNotContain("CHUNKING", "XCLIENT", "DSN", "SMTPUTF8", "AUTH");
        }
    }
}
