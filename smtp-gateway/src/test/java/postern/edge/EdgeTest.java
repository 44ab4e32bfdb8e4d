package postern.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The way of a mail in, at each of the three doors. */
class EdgeTest {
    @Test
    void aMailForUsIsHandedToTheIntakeBeforeItIsAnswered() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
            client.data().send("Subject: hello\r\n\r\n..dots\r\n.\r\n");
            String reply = client.reply();
            Arrival arrival = edge.arrivals.getFirst();

            assertThat(reply).isEqualTo("250 2.0.0 OK, accepted as " + arrival.name());
            assertThat(arrival.content()).asString(StandardCharsets.UTF_8).isEqualTo("Subject: hello\r\n\r\n.dots\r\n");
            assertThat(arrival.sender()).isEqualTo("customer@elsewhere.example");
            assertThat(arrival.recipients()).containsExactly("orders@postern.example");
            assertThat(arrival.verified()).isFalse();
            client.ask("QUIT", "221 2.0.0 *").expectEnd();
        }
    }

    @Test
    void anAgentWritesToTheOutsideAfterTlsAndLogIn() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.to(Door.SUBMISSION)) {
            client.expect("220 mx.postern.example ESMTP Postern");
            client.ask("EHLO client.example", "250-*STARTTLS*").ask("STARTTLS", "220 2.0.0 *");
            client.secure();
            client.ask("EHLO client.example", "250-*AUTH PLAIN LOGIN*").logIn("alice", "secret");
            submit(client);

            Arrival arrival = edge.arrivals.getFirst();
            assertThat(arrival.login()).contains("alice@postern.example");
            assertThat(arrival.verified()).isTrue();
            assertThat(arrival.trace()).contains("with ESMTPSA", "(TLSv1.3 TLS_AES_256_GCM_SHA384)");
        }
    }

    @Test
    void anAgentWritesOverTlsFromTheFirstOctet() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.to(Door.SUBMISSIONS)) {
            client.expect("220 *").ask("EHLO client.example", "250-*AUTH PLAIN LOGIN*").logIn("alice", "secret");
            submit(client);
            assertThat(edge.arrivals).hasSize(1);
        }
    }

    private static void submit(Client client) throws Exception {
        client.ask("MAIL FROM:<orders@postern.example>", "250 *").ask("RCPT TO:<customer@elsewhere.example>", "250 *").ask("DATA", "354 *");
        client.send("From: Orders <orders@postern.example>\r\nSubject: answer\r\n\r\nHere it is.\r\n.\r\n").expect("250 2.0.0 *");
        client.ask("QUIT", "221 *");
    }
}
