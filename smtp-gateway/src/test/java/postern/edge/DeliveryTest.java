package postern.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What comes of DATA. */
class DeliveryTest {
    @Test
    void nothingIsAnsweredBeforeTheIntakeHasReturned() throws Exception {
        CompletableFuture<Void> commit = new CompletableFuture<>();
        try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
            edge.onArrival = arrival -> commit.join();
            client.data().send("x\r\n.\r\n");
            client.socket().setSoTimeout(300);
            assertThat(client.socket().getInputStream().available()).isZero();
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> client.socket().getInputStream().read())
                .isInstanceOf(java.net.SocketTimeoutException.class);
            commit.complete(null);
            client.socket().setSoTimeout(60_000);
            client.expect("250 2.0.0 *");
        }
    }

    @Test
    void anIntakeThatRefusesMeansComeBackLaterAndTheCauseStaysHere() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
            edge.full = true;
            client.data().send("x\r\n.\r\n");
            assertThat(client.reply()).startsWith("452 4.3.1 ").doesNotContain("disk", "postern");
            edge.full = false;
            client.data().send("x\r\n.\r\n").expect("250 *");
        }
    }

    @Test
    void anIntakeThatBreaksMeansComeBackLaterAndTheSessionGoesOn() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
            edge.onArrival = arrival -> {
                throw new IllegalStateException("secret detail");
            };
            client.data().send("x\r\n.\r\n");
            assertThat(client.reply()).isEqualTo("451 4.3.0 Local trouble, come back later");
            edge.onArrival = arrival -> { };
            client.data().send("x\r\n.\r\n").expect("250 *");
        }
    }

    @Test
    void aBusyIntakeIsAskedBeforeTheMail() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
            edge.busy = "1,001 mails wait";
            client.say("MAIL FROM:<>");
            assertThat(client.reply()).startsWith("452 4.3.1 ").doesNotContain("1,001");
            edge.busy = null;
            client.data();
        }
    }

    @Test
    void aPolicyThatBreaksMeansComeBackLater() throws Exception {
        Policy broken = new Policy() {
            @Override
            public Opinion content(Visit visit, String sender, List<String> recipients, byte[] content) {
                throw new IllegalStateException("secret detail");
            }
        };
        try (TestEdge edge = new TestEdge().policy(broken).start(); Client client = edge.greeted()) {
            client.data().send("x\r\n.\r\n").expect("451 4.3.0 Local trouble, come back later").ask("NOOP", "250 *");
            assertThat(edge.arrivals).isEmpty();
        }
    }

    @Test
    void aPolicyAddsToTheTraceAndVouchesForTheSender() throws Exception {
        Policy vouching = new Policy() {
            @Override
            public Opinion content(Visit visit, String sender, List<String> recipients, byte[] content) {
                return new Opinion(java.util.Optional.empty(), true, "Authentication-Results: mx.postern.example; spf=pass\r\n");
            }
        };
        try (TestEdge edge = new TestEdge().policy(vouching).start(); Client client = edge.greeted()) {
            client.data().send("x\r\n.\r\n").expect("250 *");
            assertThat(edge.arrivals.getFirst().verified()).isTrue();
            assertThat(edge.arrivals.getFirst().trace()).startsWith("Authentication-Results: ").contains("\r\nReceived: from ");
        }
    }

    @Test
    void aMailThatWentThroughAHundredHostsGoesRoundAndIsRefused() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
            client.data().send("received: from a\r\n by b\r\n".repeat(101) + "\r\nx\r\n.\r\n").expect("554 5.4.6 *");
            client.data().send("Received: from a\r\n\tby b\r\n".repeat(100) + "\r\nReceived: x\r\n.\r\n").expect("250 *");
        }
    }

    @Test
    void theTraceNamesARecipientOnlyIfItIsTheOnlyOne() {
        Visit visit = new Visit(Door.SUBMISSION, java.net.InetAddress.getLoopbackAddress(), "client.example", true,
            java.util.Optional.of(new Visit.Tls("TLSv1.3", "TLS_AES_128_GCM_SHA256")), java.util.Optional.of("alice@postern.example"));
        Trace trace = new Trace("mx.postern.example");
        java.time.Instant at = java.time.Instant.parse("2026-11-01T08:05:09Z");
        assertThat(trace.received(visit, "n1", List.of("a@b.example"), at)).isEqualTo("""
            Received: from client.example ([127.0.0.1])\r
            \tby mx.postern.example (Postern) with ESMTPSA\r
            \t(TLSv1.3 TLS_AES_128_GCM_SHA256) id n1\r
            \tfor <a@b.example>;\r
            \tSun, 1 Nov 2026 08:05:09 +0000\r
            """);
        assertThat(trace.received(visit, "n1", List.of("a@b.example", "c@d.example"), at)).doesNotContain("a@b.example", "for");
    }

    @Test
    void namesOfMailsSortByTimeAndAreNeverTheSame() {
        Hours hours = new Hours();
        MailNames names = new MailNames(hours);
        List<String> given = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            given.add(names.next());
            hours.pass(Duration.ofMillis(1));
        }
        assertThat(given).isSortedAccordingTo(Comparator.naturalOrder()).allMatch(name -> name.matches("[0-9a-hjkmnp-tv-z]{26}"));
        assertThat(new HashSet<>(given)).hasSameSizeAs(given);
        Hours still = new Hours();
        MailNames sameInstant = new MailNames(still);
        assertThat(sameInstant.next()).isNotEqualTo(sameInstant.next());
    }

    @Test
    void acceptedMailsAreCountedWithTheirSizeAndTime() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
            client.data().send("12345678\r\n.\r\n").expect("250 *").ask("QUIT", "221 *");
            assertThat(edge.meters.get("postern.edge.accepted").tag("door", "reception").summary().totalAmount()).isEqualTo(10);
            assertThat(edge.meters.get("postern.edge.data").tag("door", "reception").timer().totalTime(TimeUnit.NANOSECONDS)).isPositive();
        }
    }

    @Test
    void aLogLineCannotBeForged() {
        assertThat(Logbook.quote("a\" b\\\r\naccepted mail=x\u2028\u0000")).isEqualTo("\"a\\\" b\\\\\\u000d\\u000aaccepted mail=x\\u2028\\u0000\"");
        assertThat(Logbook.quote("x".repeat(1_000))).hasSizeLessThan(210);
    }

    @Test
    void contentIsHandedOverOctetByOctet() throws Exception {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i == '\r' || i == '\n' ? 'x' : i);
        }
        String content = new String(all, StandardCharsets.ISO_8859_1);
        try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
            client.data().send(content + "\r\n.\r\n").expect("250 *");
            assertThat(edge.arrivals.getFirst().content()).asString(StandardCharsets.ISO_8859_1).isEqualTo(content + "\r\n");
        }
    }
}
