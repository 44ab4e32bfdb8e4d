package postern.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import postern.trial.TrialGateway;
import postern.wire.CompanyServer;

/** Programs that others wrote, as customers and agents use them. One that is not installed is skipped, saying so. */
@DisplayName("Mail programs of others")
class RealClientsTest {
    private static final ConcurrentLinkedQueue<CompanyServer.Delivery> SENT = new ConcurrentLinkedQueue<>();
    private static CompanyServer company;
    private static TrialGateway gateway;

    @TempDir
    private static Path conf;
    @TempDir
    private Path directory;
    private Programs alice;

    @BeforeAll
    static void start() throws Exception {
        company = CompanyServer.start(Duration.ofMinutes(2), SENT::add);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("..", "conf"))) {
            for (Path file : files) {
                Files.writeString(conf.resolve(file.getFileName()), Files.readString(file).replace("folder: General", "folder: 综合客服"));
            }
        }
        gateway = TrialGateway.start(conf, Optional.empty(), company.address().getPort(), desk -> desk);
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
        company.close();
    }

    @BeforeEach
    void sit() {
        alice = new Programs(directory, gateway, "alice@shop.example");
    }

    @Test
    @DisplayName("swaks sends a customer's mail, curl finds it in the team's folder")
    void swaksAndCurl() throws Exception {
        String output = alice.run("swaks", "--server", "127.0.0.1", "--port", port(gateway.ports().smtp()), "--from", "swaks@customer.example",
            "--to", "service@shop.example", "--header", "Subject: I want my money back, swaks", "--body", "Please refund me.");
        assertThat(output).contains("250");
        alice.comesTo("Returns", "SUBJECT swaks");
        assertThat(alice.curl("Returns/;MAILINDEX=1;SECTION=HEADER.FIELDS%20(X-Postern-Topic)")).contains("X-Postern-Topic: refund");
    }

    @Test
    @DisplayName("swaks submits an agent's mail with STARTTLS and a password, and it leaves by the company mail server")
    void submission() throws Exception {
        alice.run("swaks", "--server", "127.0.0.1", "--port", port(gateway.ports().submission()), "-tls", "--auth", "PLAIN", "--auth-user", alice.login(),
            "--auth-password", alice.password(), "--from", alice.login(), "--to", "swaks-outside@customer.example", "--header", "Subject: an answer");
        await().atMost(Duration.ofSeconds(60)).until(() -> sentTo("swaks-outside@customer.example"));
    }

    @Test
    @DisplayName("swaks is no way to use the gateway as an open relay")
    void relay() throws Exception {
        assertThat(alice.end("swaks", "--server", "127.0.0.1", "--port", port(gateway.ports().smtp()), "--from", "a@customer.example",
            "--to", "b@elsewhere.example").output()).containsPattern("<\\*\\* +5\\d\\d");
    }

    @Test
    @DisplayName("smtp-source of Postfix sends a hundred mails over five sessions, and all are filed")
    void smtpSource() throws Exception {
        try (Mailroom mailroom = new Mailroom(gateway.ports().imaps(), gateway.passwords())) {
            int before = mailroom.count();
            alice.run("smtp-source", "-s", "5", "-m", "100", "-l", "2000", "-f", "source@customer.example", "-t", "service@shop.example",
                "inet:127.0.0.1:" + gateway.ports().smtp());
            await().atMost(Duration.ofSeconds(60)).until(() -> mailroom.count() >= before + 100);
        }
    }

    @Test
    @DisplayName("mutt sends over TLS from the first octet")
    void mutt() throws Exception {
        Path settings = alice.write("muttrc", "set smtp_url=\"smtps://" + alice.login().replace("@", "%40") + ":" + alice.password() + "@127.0.0.1:"
            + gateway.ports().submissions() + "/\"\nset certificate_file=\"" + alice.certificate() + "\"\nset ssl_verify_host=no\nset from=\"" + alice.login()
            + "\"\nset use_from=yes\nset use_envelope_from=yes\nset copy=no\nset sendmail=/bin/false\n");
        Path text = alice.write("text", "您好，已经发货。\n");
        alice.run("sh", "-c", "mutt -F " + settings + " -s '回复：订单' -- mutt@customer.example < " + text);
        await().atMost(Duration.ofSeconds(60)).until(() -> sentTo("mutt@customer.example"));
    }

    @Test
    @DisplayName("mbsync copies all that it is shown, mail for mail")
    void mbsync() throws Exception {
        alice.complain("mbsync-copy");
        String settings = mbsync("*", "Sync Pull");
        alice.run("mbsync", "-c", settings, "-a");
        Path copy = Programs.file(directory.resolve("mail/Complaints"), "mbsync-copy");
        assertThat(Files.readString(copy, StandardCharsets.ISO_8859_1)).contains("I want to complain about mbsync-copy.");
    }

    @Test
    @DisplayName("curl drags a mail to Done, and sets a keyword on another: both are done")
    void curlGestures() throws Exception {
        alice.complain("curl-drag");
        alice.curl("Complaints", "UID MOVE " + alice.uid("Complaints", "curl-drag") + " Complaints/Done");
        alice.complain("curl-mark");
        alice.curl("Complaints", "UID STORE " + alice.uid("Complaints", "curl-mark") + " +FLAGS ($Done)");
        alice.isDone("curl-drag");
        alice.isDone("curl-mark");
    }

    @Test
    @DisplayName("curl drags a mail into a folder of Snooze with a Chinese name: it is out of sight")
    void curlSnoozes() throws Exception {
        alice.complain("curl-snooze");
        // RFC 9051 §5.1.3: 1小时后
        alice.curl("Complaints", "UID MOVE " + alice.uid("Complaints", "curl-snooze") + " \"Snooze/1&XA9l9lQO-\"");
        alice.comesTo("Complaints/Snoozed", "KEYWORD $Snoozed SUBJECT curl-snooze");
        assertThat(alice.uid("Complaints", "curl-snooze")).isEmpty();
    }

    @Test
    @DisplayName("mbsync takes a mail that was moved among local folders along, and no second one is left anywhere")
    void mbsyncGesture() throws Exception {
        alice.complain("mbsync-drag");
        String settings = mbsync("*", "Sync All\nExpunge Both");
        alice.run("mbsync", "-c", settings, "-a");
        Files.move(Programs.file(directory.resolve("mail"), "mbsync-drag"), directory.resolve("mail/Complaints/Done/cur/moved:2,S"));
        alice.run("mbsync", "-c", settings, "-a");
        alice.isDone("mbsync-drag");
        alice.liesOnlyIn("Complaints/Done", "mbsync-drag");
    }

    private String mbsync(String folders, String direction) throws IOException {
        Files.createDirectory(directory.resolve("mail"));
        return alice.write("mbsyncrc", """
            IMAPStore gateway
            Host 127.0.0.1
            Port %d
            SSLType IMAPS
            User %s
            Pass %s
            CertificateFile %s

            MaildirStore here
            Path %s/mail/
            Inbox %s/mail/INBOX
            SubFolders Verbatim

            Channel all
            Far :gateway:
            Near :here:
            Patterns %s
            Create Near
            %s
            SyncState *
            """.formatted(gateway.ports().imaps(), alice.login(), alice.password(), alice.certificate(), directory, directory, folders, direction))
            .toString();
    }

    @Test
    @DisplayName("offlineimap keeps the whole tree, and takes along what was moved among local folders, Chinese ones and those of other teams too")
    void offlineimap() throws Exception {
        Programs.need("offlineimap");
        alice.complain("offlineimap-done");
        alice.complain("offlineimap-team");
        alice.complain("offlineimap-snooze");
        String sync = alice.write("offlineimaprc", """
            [general]
            accounts = desk
            metadata = %s/metadata
            [Account desk]
            localrepository = here
            remoterepository = gateway
            utf8foldernames = yes
            [Repository here]
            type = Maildir
            localfolders = %s/mail
            sep = /
            [Repository gateway]
            type = IMAP
            remotehost = 127.0.0.1
            remoteport = %d
            ssl = yes
            cert_fingerprint = %s
            remoteuser = %s
            remotepass = %s
            createfolders = False
            """.formatted(directory, directory, gateway.ports().imaps(), alice.fingerprint().replace(":", ""), alice.login(),
            alice.password())).toString();
        alice.run("offlineimap", "-c", sync, "-o", "-u", "basic");
        Path mail = directory.resolve("mail");
        Files.move(Programs.file(mail, "offlineimap-done"), mail.resolve("Complaints/Done/cur/moved:2,S"));
        Files.move(Programs.file(mail, "offlineimap-team"), mail.resolve("综合客服/cur/moved:2,S"));
        Files.move(Programs.file(mail, "offlineimap-snooze"), mail.resolve("Snooze/明天 9:00/cur/moved:2,S"));
        alice.run("offlineimap", "-c", sync, "-o", "-u", "basic");
        alice.isDone("offlineimap-done");
        // RFC 9051 §5.1.3: 综合客服
        alice.comesTo("&fvxUCFuiZw0-", "KEYWORD team-general SUBJECT offlineimap-team");
        alice.comesTo("Complaints/Snoozed", "KEYWORD $Snoozed SUBJECT offlineimap-snooze");
        alice.run("offlineimap", "-c", sync, "-o", "-u", "basic");
        alice.liesOnlyIn("Complaints/Done", "offlineimap-done");
        alice.liesOnlyIn("&fvxUCFuiZw0-", "offlineimap-team");
        alice.liesOnlyIn("Complaints/Snoozed", "offlineimap-snooze");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mutt", "neomutt"})
    @DisplayName("mutt and neomutt save a mail into Done, which is a copy with a later expunge")
    void muttGesture(String program) throws Exception {
        Programs.need(program);
        String subject = "drag-" + program;
        alice.complain(subject);
        Path settings = alice.write("muttrc", "set certificate_file=\"" + alice.certificate() + "\"\nset ssl_verify_host=no\nset imap_user=\""
            + alice.login() + "\"\nset imap_pass=\"" + alice.password() + "\"\nset folder=\"imaps://127.0.0.1:" + gateway.ports().imaps()
            + "/\"\nset spoolfile=\"=Complaints\"\nset delete=yes\nset confirmappend=no\nset wait_key=no\nset header_cache=\npush \"<limit>" + subject
            + "<enter><save-message>=Complaints/Done<enter><sync-mailbox><quit>\"\n");
        alice.run("script", "-qec", program + " -F " + settings, "/dev/null");
        alice.isDone(subject);
        alice.liesOnlyIn("Complaints/Done", subject);
    }

    @Test
    @DisplayName("msmtp sends an answer under the service address, an order, and says why a second answer is refused")
    void msmtp() throws Exception {
        alice.complain("msmtp");
        assertThat(msmtp(alice, "msmtp@customer.example", "Your money is on its way.").status()).isZero();
        await().atMost(Duration.ofSeconds(60)).until(() -> !answersTo("msmtp@customer.example").isEmpty());
        alice.comesTo("Complaints/Waiting", "ANSWERED SUBJECT msmtp");

        Programs feng = new Programs(directory, gateway, "feng@shop.example");
        Programs.Ended second = msmtp(feng, "msmtp@customer.example", "No, it is not.");
        assertThat(second.status()).isNotZero();
        assertThat(second.output()).contains("554 5.7.0 Alice Wang answered ticket", "Not sent");

        assertThat(msmtp(alice, "desk+why@shop.example", "").status()).isZero();
        alice.comesTo("INBOX", "BODY answered");
        assertThat(msmtp(alice, "desk+done@shop.example", "").status()).isZero();
        alice.isDone("msmtp");
        assertThat(answersTo("msmtp@customer.example")).singleElement().asString()
            .containsPattern("(?m)^From: .*(\\R .*)?<complaints@shop\\.example>").contains("Your money is on its way.")
            .doesNotContain("alice@shop.example");
    }

    /** Sends a reply to the complaint, with STARTTLS and a password. */
    private Programs.Ended msmtp(Programs agent, String recipient, String text) throws Exception {
        Path settings = agent.write("msmtprc", """
            account default
            host 127.0.0.1
            port %d
            tls on
            tls_starttls on
            tls_fingerprint %s
            auth plain
            user %s
            password %s
            from %s
            """.formatted(gateway.ports().submission(), agent.fingerprint(), agent.login(), agent.password(), agent.login()));
        String reply = "From: " + agent.login() + "\nTo: " + recipient + "\nSubject: Re: complaint\nIn-Reply-To: "
            + Programs.question("msmtp") + "\n\n" + text + "\n";
        return agent.end("sh", "-c", "msmtp -C " + settings + " -t < " + agent.write("reply", reply));
    }

    /** What people sent; acknowledgements have no sender. */
    private static List<String> answersTo(String recipient) {
        return SENT.stream().filter(mail -> mail.recipients().contains(recipient) && !mail.sender().isEmpty())
            .map(mail -> new String(mail.content(), StandardCharsets.UTF_8)).toList();
    }

    private static boolean sentTo(String recipient) {
        return SENT.stream().anyMatch(delivery -> delivery.recipients().contains(recipient));
    }

    private static String port(int port) {
        return Integer.toString(port);
    }
}
