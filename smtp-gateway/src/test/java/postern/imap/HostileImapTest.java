package postern.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import postern.server.ImapDialogue;
import postern.server.Shared;
import postern.server.TestGateway;

/**
 * Attacks over TCP. CVE-2024-37358: James 3.8.1 keeps whatever a literal announces, before log-in too, and parses a command
 * again from its start whenever octets arrive behind a literal.
 */
@DisplayName("A hostile IMAP client")
class HostileImapTest {
    private static final long MEGABYTE = 1 << 20;

    @RegisterExtension
    static final Shared<TestGateway> GATEWAY = Shared.gateway();

    private static ImapDialogue stranger() throws IOException {
        return ImapDialogue.connect(GATEWAY.get().ports().imaps());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a LOGIN {20000}", "a LOGIN {20000+}", "a LOGIN {2147483647}", "a LOGIN {4294967296+}", "a LOGIN {99999999999999999999}",
        "a APPEND INBOX {100000}", "a AUTHENTICATE PLAIN {60000+}"})
    void isClosedWhenItAnnouncesMuchBeforeLogIn(String command) throws IOException {
        try (ImapDialogue imap = stranger()) {
            imap.raw(command + "\r\n");
            assertThat(imap.rest()).startsWith("* BYE");
        }
    }

    @Test
    void isClosedWhenItSendsALineWithoutEndBeforeLogIn() throws IOException {
        try (ImapDialogue imap = stranger()) {
            imap.raw("a LOGIN " + "x".repeat(10_000));
            assertThat(imap.rest()).startsWith("* BYE line over 8192 octets");
        }
    }

    @Test
    void isClosedWhenItSendsALineWithoutEndBehindALiteral() throws IOException {
        try (ImapDialogue imap = stranger()) {
            imap.raw("a LOGIN {1+}\r\nx " + "y".repeat(10_000));
            assertThat(imap.rest()).startsWith("* BYE");
        }
    }

    @Test
    void isClosedWhenItSendsManyLiteralsBeforeLogIn() throws IOException {
        try (ImapDialogue imap = stranger()) {
            imap.raw("a LOGIN" + " {1+}\r\nx".repeat(10) + "\r\n");
            assertThat(imap.rest()).startsWith("* BYE more than 4 literals");
        }
    }

    @Test
    void cannotFillTheMemoryBeforeLogIn() throws Exception {
        List<ImapDialogue> all = new ArrayList<>();
        long before = used();
        try {
            for (int i = 0; i < 100; i++) {
                ImapDialogue imap = stranger();
                all.add(imap);
                imap.raw("a LOGIN {16000+}\r\n" + "x".repeat(15_000));
            }
            assertThat(used() - before).isLessThan(64 * MEGABYTE);
        } finally {
            for (ImapDialogue imap : all) {
                imap.close();
            }
        }
    }

    @Test
    void isAnsweredBeforeItSendsTooLargeAMailAfterLogIn() throws Exception {
        try (ImapDialogue imap = GATEWAY.get().agent("alice")) {
            long most = GATEWAY.get().gateway().desk().edge().messageSize() + MEGABYTE;
            assertThat(imap.command("APPEND Drafts {" + most + "}").getLast()).matches("t\\d+ NO \\[TOOBIG].*");
            assertThat(imap.command("SEARCH {10000000}").getLast()).matches("t\\d+ NO \\[TOOBIG].*");
            imap.ok("NOOP");
        }
    }

    @Test
    void isClosedWhenItSendsTooMuchWithoutWaitingAfterLogIn() throws Exception {
        try (ImapDialogue imap = GATEWAY.get().agent("alice")) {
            imap.raw("a APPEND Drafts {2000000000+}\r\n");
            assertThat(imap.rest()).startsWith("* BYE");
        }
    }

    @Test
    void getsNoStackOverflowFromNestedKeys() throws Exception {
        try (ImapDialogue imap = GATEWAY.get().agent("alice")) {
            imap.ok("SELECT INBOX");
            imap.command("SEARCH" + " NOT".repeat(900) + " ALL");
            imap.command("SEARCH" + " OR".repeat(400) + " ALL".repeat(401));
            imap.ok("NOOP");
            imap.raw("a SEARCH " + "(".repeat(1000) + "ALL" + ")".repeat(1000) + "\r\n");
            assertThat(imap.rest()).startsWith("* BYE more than 32 parentheses");
        }
    }

    @Test
    void doesNotSlowOthersDownByOctetsInSmallPieces() throws Exception {
        try (ImapDialogue slow = GATEWAY.get().agent("alice"); ImapDialogue other = GATEWAY.get().agent("dora")) {
            slow.raw("a APPEND Drafts {200000+}\r\n");
            for (int i = 0; i < 2000; i++) {
                slow.raw("x".repeat(99) + "\n");
            }
            other.ok("NOOP");
            slow.raw("\r\n");
            assertThat(slow.line()).startsWith("a OK");
        }
    }

    @ParameterizedTest
    @MethodSource("spellingsOfStartTls")
    void cannotSayTheFirstCommandUnderTlsInTheClear(String startTls) throws Exception {
        try (ImapDialogue imap = ImapDialogue.plain(GATEWAY.get().ports().imap())) {
            imap.raw(startTls + "\r\nb LOGIN eve secret\r\n");
            assertThat(imap.rest()).as("CVE-2021-38542").contains("* BYE octets in the clear after STARTTLS").doesNotContain("b OK", "b NO");
        }
    }

    private static Stream<String> spellingsOfStartTls() {
        return Stream.of("a STARTTLS", "a starttls", "a  STARTTLS", "a".repeat(300) + " STARTTLS");
    }

    @Test
    void doesNotGetIntoTlsByAParenthesis() throws Exception {
        try (ImapDialogue imap = ImapDialogue.plain(GATEWAY.get().ports().imap())) {
            imap.raw("a (STARTTLS\r\nb LOGIN eve secret\r\n");
            assertThat(imap.rest()).doesNotContain("OK", "b NO");
        }
    }

    @Test
    void isNotAskedForAPasswordAfterVeryManyWrongOnes(@TempDir Path own) throws Exception {
        try (TestGateway alone = TestGateway.start(own)) {
            for (int i = 0; i < 25; i++) {
                try (ImapDialogue imap = ImapDialogue.connect(alone.ports().imaps())) {
                    imap.raw("a LOGIN eve guess\r\nb LOGIN eve guess\r\nc LOGOUT\r\n");
                    assertThat(imap.rest()).contains("a NO", "b NO");
                }
            }
            try (ImapDialogue imap = ImapDialogue.connect(alone.ports().imaps())) {
                assertThat(imap.command("LOGIN eve guess").getLast()).contains("NO [UNAVAILABLE]");
            }
        }
    }

    /** James' parser calls itself for each level; the overflow used to leave the command without an answer for ever. */
    @Test
    void cannotHangAFetchByAMailThatIsNestedVeryDeep() throws Exception {
        StringBuilder mail = new StringBuilder("Subject: nested\r\n");
        for (int i = 0; i < 2000; i++) {
            mail.append("Content-Type: multipart/mixed; boundary=b").append(i).append("\r\n\r\n--b").append(i).append("\r\n");
        }
        mail.append("\r\ntext\r\n");
        try (ImapDialogue imap = GATEWAY.get().agent("alice")) {
            imap.ok("CREATE Nested");
            imap.raw("a APPEND Nested {" + mail.length() + "+}\r\n" + mail + "\r\n");
            assertThat(imap.line()).startsWith("a OK");
            imap.ok("SELECT Nested");
            assertThat(String.join("", imap.ok("FETCH 1 (UID BODYSTRUCTURE)"))).contains("UID 1", "\"OCTET-STREAM\"");
            imap.command("FETCH 1 (BODY.PEEK[" + "1.".repeat(300) + "1])");
            imap.command("SEARCH TEXT nothing");
            imap.ok("NOOP");
        }
    }

    @Test
    void cannotLogInInTheClear() throws Exception {
        GATEWAY.get().agent("alice").close();
        try (ImapDialogue imap = ImapDialogue.plain(GATEWAY.get().ports().imap())) {
            assertThat(String.join("\n", imap.ok("CAPABILITY"))).contains("LOGINDISABLED", "STARTTLS").doesNotContain("AUTH=PLAIN");
            assertThat(imap.command("LOGIN alice@shop.example \"" + TestGateway.PASSWORD + "\"").getLast()).matches("t2 NO.*");
            imap.ok("STARTTLS");
            imap.startTls();
            imap.ok("LOGIN alice@shop.example \"" + TestGateway.PASSWORD + "\"");
        }
    }

    @Test
    void thatNeverReadsDoesNotFillTheMemory() throws Exception {
        long before = used();
        try (ImapDialogue imap = stranger()) {
            imap.raw("a CAPABILITY\r\n".repeat(2000));
            imap.raw("a CAPABILITY\r\n".repeat(10_000));
            await().during(Duration.ofMillis(200)).atMost(Duration.ofSeconds(60)).until(() -> used() - before < 64 * MEGABYTE);
        }
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
