package postern.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who may be written to, and how often a stranger may ask. */
class RecipientsTest {
    @Test
    void answersAreRememberedForAShortWhile() throws Exception {
        Hours hours = new Hours();
        try (TestEdge edge = new TestEdge().clock(hours).start(); Client client = edge.greeted()) {
            client.ask("MAIL FROM:<>", "250 *");
            client.ask("RCPT TO:<orders@postern.example>", "250 *").ask("RCPT TO:<orders@Postern.EXAMPLE>", "250 *");
            client.ask("RCPT TO:<nobody@postern.example>", "550 *").ask("RCPT TO:<nobody@postern.example>", "550 *");
            assertThat(edge.asked).containsExactly("orders@postern.example", "nobody@postern.example");
            hours.pass(Duration.ofMinutes(1));
            client.ask("RCPT TO:<orders@postern.example>", "250 *");
            assertThat(edge.asked).hasSize(3);
        }
    }

    @Test
    void aSessionThatCollectsAddressesIsEnded() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
            client.ask("MAIL FROM:<>", "250 *");
            for (int i = 1; i < TestEdge.MANNERS.unknownRecipients(); i++) {
                client.ask("RCPT TO:<guess" + i + "@postern.example>", "550 5.1.1 *");
            }
            client.ask("RCPT TO:<guess@postern.example>", "421 4.7.0 Too many unknown recipients").expectEnd();
        }
    }

    @Test
    void aClientThatCollectsAddressesOverManySessionsLearnsNothingMore() throws Exception {
        Hours hours = new Hours();
        int all = TestEdge.MANNERS.unknownRecipients() * 10;
        try (TestEdge edge = new TestEdge().clock(hours).start()) {
            for (int asked = 0; asked < all; asked += 10) {
                try (Client client = edge.greeted()) {
                    client.ask("MAIL FROM:<>", "250 *");
                    for (int i = 0; i < 10; i++) {
                        client.ask("RCPT TO:<guess" + asked + i + "@postern.example>", "550 5.1.1 *");
                    }
                }
            }
            try (Client client = edge.greeted()) {
                client.ask("MAIL FROM:<>", "250 *").ask("RCPT TO:<orders@postern.example>", "421 4.7.0 *").expectEnd();
            }
            hours.pass(TestEdge.MANNERS.memory().plusSeconds(1));
            try (Client client = edge.greeted()) {
                client.envelope();
            }
        }
    }

    @Test
    void aCheckThatFailsMeansComeBackLater() throws Exception {
        Policy failing = new Policy() {
            @Override
            public java.util.Optional<Refusal> recipient(Visit visit, String sender, String recipient) {
                throw new IllegalStateException("no database");
            }
        };
        try (TestEdge edge = new TestEdge().policy(failing).start(); Client client = edge.greeted()) {
            client.ask("MAIL FROM:<>", "250 *").ask("RCPT TO:<orders@postern.example>", "451 4.3.0 Local trouble, come back later");
        }
    }
}
