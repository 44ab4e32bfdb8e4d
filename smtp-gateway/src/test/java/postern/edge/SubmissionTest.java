package postern.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** TLS and log-in. The dialogues are among the transcripts. */
class SubmissionTest {
    @Test
    void whatIsSentBehindStartTlsInClearIsForgotten() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
            client.send("STARTTLS\r\nMAIL FROM:<hidden@elsewhere.example>\r\nRCPT TO:<orders@postern.example>\r\n").expect("220 *");
            client.secure();
            client.ask("NOOP", "250 2.0.0 *").ask("DATA", "503 5.5.1 Send EHLO or HELO first");
        }
    }

    @Test
    void whatWasSaidBeforeTlsIsForgotten() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
            client.envelope().ask("STARTTLS", "220 *").secure();
            client.ask("DATA", "503 5.5.1 Send EHLO or HELO first").ask("EHLO client.example", "250-*").ask("DATA", "503 5.5.1 Send MAIL first");
        }
    }

    /** A ClientHello of TLS 1.1 made by hand, because no Java speaks that any more; the answer is the alert protocol_version. */
    @Test
    void anOldTlsIsNotSpoken() throws Exception {
        String extensions = "000a000400020017" + "000b00020100";
        String hello = "0302" + "00".repeat(32) + "00" + "0004c009c00a" + "0100" + String.format("%04x", extensions.length() / 2) + extensions;
        try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
            client.ask("STARTTLS", "220 *");
            String message = "01" + String.format("%06x", hello.length() / 2) + hello;
            byte[] record = HexFormat.of().parseHex("160301" + String.format("%04x", message.length() / 2) + message);
            client.socket().getOutputStream().write(record);
            byte[] alert = client.socket().getInputStream().readNBytes(7);
            assertThat(HexFormat.of().formatHex(alert)).startsWith("15").endsWith("0246");
        }
    }

    @Test
    void theLogInIsForgottenByNoCommandButTheMailIs() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.to(Door.SUBMISSIONS)) {
            client.expect("220 *").ask("EHLO client.example", "250-*").logIn("alice", "secret");
            client.ask("MAIL FROM:<alice@postern.example>", "250 *").ask("EHLO client.example", "250-*").ask("DATA", "503 *");
            client.ask("MAIL FROM:<alice@postern.example>", "250 *").ask("AUTH PLAIN x", "503 5.5.1 *");
        }
    }

    @Test
    void aClientThatGuessesOverManySessionsIsNotEvenAsked() throws Exception {
        Hours hours = new Hours();
        try (TestEdge edge = new TestEdge().clock(hours).start()) {
            for (int i = 0; i < TestEdge.MANNERS.loginFailures() * 10 / 2; i++) {
                try (Client client = edge.to(Door.SUBMISSIONS)) {
                    client.expect("220 *").ask("EHLO client.example", "250-*");
                    client.ask("AUTH PLAIN AGFsaWNlAHdyb25n", "535 *").ask("AUTH PLAIN AGFsaWNlAHdyb25n", "535 *");
                }
            }
            try (Client client = edge.to(Door.SUBMISSIONS)) {
                // The right password, and the answer does not tell.
                client.expect("220 *").ask("EHLO client.example", "250-*").ask("AUTH PLAIN AGFsaWNlAHNlY3JldA==", "454 4.7.0 *");
            }
            hours.pass(TestEdge.MANNERS.memory().plusSeconds(1));
            try (Client client = edge.to(Door.SUBMISSIONS)) {
                client.expect("220 *").ask("EHLO client.example", "250-*").logIn("alice", "secret");
            }
        }
    }

    @Test
    void passwordsAreCheckedAFewAtATimeAndWipedAfterwards() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        AtomicReference<char[]> seen = new AtomicReference<>();
        Logins slow = new Logins() {
            @Override
            public Optional<String> check(String name, char[] password) {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                seen.set(password);
                await().until(() -> go.getCount() == 0);
                now.decrementAndGet();
                return Optional.of(name);
            }

            @Override
            public boolean maySendAs(String login, String sender) {
                return false;
            }
        };
        try (LoginDesk desk = new LoginDesk(slow, TestEdge.MANNERS, Clock.systemUTC())) {
            List<Thread> peers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                peers.add(Thread.startVirtualThread(() -> desk.check(new Network("192.0.2.1"), "alice", "secret".toCharArray())));
            }
            int checkers = Math.max(2, Runtime.getRuntime().availableProcessors() / 2);
            await().until(() -> now.get() == checkers);
            go.countDown();
            for (Thread peer : peers) {
                peer.join();
            }
            assertThat(most.get()).isEqualTo(checkers);
            assertThat(seen.get()).containsOnly('\0');
        }
    }

    @Test
    void aReadReceiptOfAnAgentLeaves() throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.to(Door.SUBMISSIONS)) {
            client.expect("220 *").ask("EHLO client.example", "250-*").logIn("bob", "密码");
            client.ask("MAIL FROM:<>", "250 *").ask("RCPT TO:<customer@elsewhere.example>", "250 *").ask("DATA", "354 *");
            client.send("Subject: read\r\nFrom: =?utf-8?q?B=C3=B6b?= (group)\r\n <bob@postern.example>\r\n\r\n.\r\n").expect("250 *");
            assertThat(edge.arrivals.getFirst().sender()).isEmpty();
        }
    }

    @Test
    void aHeaderOrAFromOfAbsurdSizeIsRefusedForGood() throws Exception {
        for (String header : new String[] {"From: bob@postern.example\r\n" + "x:\r\n".repeat(300_000),
            "From: " + "(".repeat(20_000) + ")".repeat(20_000) + " bob@postern.example\r\n"}) {
            try (TestEdge edge = new TestEdge().limits(limits -> Limits.size(limits, 50_000_000)).start(); Client client = edge.to(Door.SUBMISSIONS)) {
                client.expect("220 *").ask("EHLO client.example", "250-*").logIn("bob", "密码");
                client.ask("MAIL FROM:<>", "250 *").ask("RCPT TO:<customer@elsewhere.example>", "250 *").ask("DATA", "354 *");
                client.send(header + "\r\n.\r\n").expect("550 5.6.0 *");
            }
        }
    }

    @Test
    void aFromThatNoParserUnderstandsIsRefusedForGood() throws Exception {
        for (String from : new String[] {"", "undisclosed-recipients:;", "bob", "<>", "\"bob@postern.example\"", "@@@", "bob@postern.example <",
            "(((((", "\u00ff\u0000"}) {
            try (TestEdge edge = TestEdge.open(); Client client = edge.to(Door.SUBMISSIONS)) {
                client.expect("220 *").ask("EHLO client.example", "250-*").logIn("bob", "密码");
                client.ask("MAIL FROM:<bob@postern.example>", "250 *").ask("RCPT TO:<customer@elsewhere.example>", "250 *").ask("DATA", "354 *");
                client.send("From: " + from + "\r\n\r\n.\r\n");
                assertThat(client.reply()).as(from).startsWith("550 5.");
            }
        }
    }
}
