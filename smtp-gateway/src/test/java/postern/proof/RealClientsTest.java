package postern.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.trial.TrialGateway;
import postern.wire.CompanyServer;

/** Programs that others wrote, as customers and agents use them. One that is not installed is skipped, saying so. */
@DisplayName("Mail programs of others")
class RealClientsTest {
    private static final ConcurrentLinkedQueue<CompanyServer.Delivery> SENT = new ConcurrentLinkedQueue<>();
    private static CompanyServer company;
    private static TrialGateway gateway;
    private static String login;
    private static String password;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws Exception {
        company = CompanyServer.start(Duration.ofMinutes(2), SENT::add);
        gateway = TrialGateway.start(Path.of("..", "conf"), Optional.empty(), company.address().getPort(), desk -> desk);
        Map.Entry<String, String> account = gateway.passwords().entrySet().iterator().next();
        login = account.getKey();
        password = account.getValue();
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
        company.close();
    }

    @Test
    @DisplayName("swaks sends a customer's mail, curl finds it in the team's folder")
    void swaksAndCurl() throws Exception {
        String output = run("swaks", "--server", "127.0.0.1", "--port", port(gateway.ports().smtp()), "--from", "swaks@customer.example",
            "--to", "service@shop.example", "--header", "Subject: I want my money back, swaks", "--body", "Please refund me.");
        assertThat(output).contains("250");
        await().atMost(Duration.ofSeconds(30)).until(() -> curl("Returns?SUBJECT%20swaks").matches("(?s).*\\* SEARCH \\d+.*"));
        assertThat(curl("Returns/;MAILINDEX=1;SECTION=HEADER.FIELDS%20(X-Postern-Topic)")).contains("X-Postern-Topic: refund");
    }

    @Test
    @DisplayName("swaks submits an agent's mail with STARTTLS and a password, and it leaves by the company mail server")
    void submission() throws Exception {
        run("swaks", "--server", "127.0.0.1", "--port", port(gateway.ports().submission()), "-tls", "--auth", "PLAIN", "--auth-user", login,
            "--auth-password", password, "--from", login, "--to", "swaks-outside@customer.example", "--header", "Subject: an answer");
        await().atMost(Duration.ofSeconds(30)).until(() -> sentTo("swaks-outside@customer.example"));
    }

    @Test
    @DisplayName("swaks is no way to use the gateway as an open relay")
    void relay() throws Exception {
        assertThat(output("swaks", "--server", "127.0.0.1", "--port", port(gateway.ports().smtp()), "--from", "a@customer.example",
            "--to", "b@elsewhere.example")).containsPattern("<\\*\\* +5\\d\\d");
    }

    @Test
    @DisplayName("smtp-source of Postfix sends a hundred mails over five sessions, and all are filed")
    void smtpSource() throws Exception {
        try (Mailroom mailroom = new Mailroom(gateway.ports().imaps(), gateway.passwords())) {
            int before = mailroom.count();
            run("smtp-source", "-s", "5", "-m", "100", "-l", "2000", "-f", "source@customer.example", "-t", "service@shop.example",
                "inet:127.0.0.1:" + gateway.ports().smtp());
            await().atMost(Duration.ofSeconds(30)).until(() -> mailroom.count() >= before + 100);
        }
    }

    @Test
    @DisplayName("mutt sends over TLS from the first octet")
    void mutt() throws Exception {
        Path settings = write("muttrc", "set smtp_url=\"smtps://" + login.replace("@", "%40") + ":" + password + "@127.0.0.1:"
            + gateway.ports().submissions() + "/\"\nset certificate_file=\"" + certificate() + "\"\nset ssl_verify_host=no\nset from=\"" + login
            + "\"\nset use_from=yes\nset use_envelope_from=yes\nset copy=no\nset sendmail=/bin/false\n");
        Path text = write("text", "您好，已经发货。\n");
        run("sh", "-c", "mutt -F " + settings + " -s '回复：订单' -- mutt@customer.example < " + text);
        await().atMost(Duration.ofSeconds(30)).until(() -> sentTo("mutt@customer.example"));
    }

    @Test
    @DisplayName("mbsync copies a team's folder, mail for mail")
    void mbsync() throws Exception {
        run("swaks", "--server", "127.0.0.1", "--port", port(gateway.ports().smtp()), "--from", "mbsync@customer.example",
            "--to", "service@shop.example", "--header", "Subject: complaint, mbsync", "--body", "I want to complain.");
        await().atMost(Duration.ofSeconds(30)).until(() -> curl("Complaints?SUBJECT%20mbsync").matches("(?s).*\\* SEARCH \\d+.*"));
        Path settings = write("mbsyncrc", "IMAPStore gateway\nHost 127.0.0.1\nPort " + gateway.ports().imaps() + "\nSSLType IMAPS\nUser " + login
            + "\nPass " + password + "\nCertificateFile " + certificate() + "\n\nMaildirStore here\nPath " + directory + "/mail/\nInbox " + directory
            + "/mail/INBOX\nSubFolders Verbatim\n\nChannel all\nFar :gateway:\nNear :here:\nPatterns Complaints\nCreate Near\nSync Pull\nSyncState *\n");
        Files.createDirectory(directory.resolve("mail"));
        run("mbsync", "-c", settings.toString(), "-a");
        try (Stream<Path> files = Files.walk(directory.resolve("mail/Complaints"))) {
            assertThat(files.filter(Files::isRegularFile).filter(file -> file.getParent().endsWith("new") || file.getParent().endsWith("cur")))
                .anySatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).contains("Subject: complaint, mbsync"));
        }
    }

    @Test
    @DisplayName("curl drags a mail to Done, and sets a keyword on another: both are done")
    void curlGestures() throws Exception {
        complain("curl-drag");
        curl("Complaints", "UID MOVE " + uid("Complaints", "curl-drag") + " Complaints/Done");
        complain("curl-mark");
        curl("Complaints", "UID STORE " + uid("Complaints", "curl-mark") + " +FLAGS ($Done)");
        await().atMost(Duration.ofSeconds(30)).until(() -> !done("curl-drag").isEmpty()
            && !done("curl-mark").isEmpty());
    }

    @Test
    @DisplayName("curl drags a mail into a folder of Snooze with a Chinese name: it is out of sight")
    void curlSnoozes() throws Exception {
        complain("curl-snooze");
        // RFC 9051 §5.1.3: 1小时后
        curl("Complaints", "UID MOVE " + uid("Complaints", "curl-snooze") + " \"Snooze/1&XA9l9lQO-\"");
        await().atMost(Duration.ofSeconds(30)).until(() -> !uids("Complaints/Snoozed", "KEYWORD $Snoozed SUBJECT curl-snooze").isEmpty());
        assertThat(uid("Complaints", "curl-snooze")).isEmpty();
    }

    @Test
    @DisplayName("mbsync takes a mail that was moved among local folders along, and no second one is left anywhere")
    void mbsyncGesture() throws Exception {
        complain("mbsync-drag");
        Path settings = write("mbsyncrc", "IMAPStore gateway\nHost 127.0.0.1\nPort " + gateway.ports().imaps() + "\nSSLType IMAPS\nUser " + login
            + "\nPass " + password + "\nCertificateFile " + certificate() + "\n\nMaildirStore here\nPath " + directory + "/mail/\nInbox " + directory
            + "/mail/INBOX\nSubFolders Verbatim\n\nChannel all\nFar :gateway:\nNear :here:\nPatterns Complaints Complaints/Done\nCreate Near\nSync All\n"
            + "Expunge Both\nSyncState *\n");
        Files.createDirectory(directory.resolve("mail"));
        run("mbsync", "-c", settings.toString(), "-a");
        Path mail;
        try (Stream<Path> files = Files.walk(directory.resolve("mail/Complaints"))) {
            mail = files.filter(Files::isRegularFile).filter(file -> holds(file, "mbsync-drag")).findFirst().orElseThrow();
        }
        Files.move(mail, directory.resolve("mail/Complaints/Done/cur/moved:2,S"));
        run("mbsync", "-c", settings.toString(), "-a");
        await().atMost(Duration.ofSeconds(30)).until(() -> !done("mbsync-drag").isEmpty());
        assertThat(uid("Complaints/Done", "mbsync-drag")).doesNotContain(" ");
        assertThat(uid("Complaints", "mbsync-drag")).isEmpty();
        assertThat(uid("Desk/Deleted", "mbsync-drag")).isEmpty();
    }

    @Test
    @DisplayName("mutt saves a mail into Done, which is a copy with a later expunge")
    void muttGesture() throws Exception {
        assumeTrue(installed("mutt"), "skipped: mutt is not installed here (.ci/run installs it)");
        complain("mutt-drag");
        Path settings = write("muttrc", "set certificate_file=\"" + certificate() + "\"\nset ssl_verify_host=no\nset imap_user=\"" + login
            + "\"\nset imap_pass=\"" + password + "\"\nset folder=\"imaps://127.0.0.1:" + gateway.ports().imaps() + "/\"\nset spoolfile=\"=Complaints\"\n"
            + "set delete=yes\nset confirmappend=no\nset wait_key=no\nset header_cache=\npush \"<limit>mutt-drag<enter><save-message>"
            + "=Complaints/Done<enter><sync-mailbox><quit>\"\n");
        run("script", "-qec", "mutt -F " + settings, "/dev/null");
        await().atMost(Duration.ofSeconds(30)).until(() -> !done("mutt-drag").isEmpty());
        assertThat(done("mutt-drag")).doesNotContain(" ");
        assertThat(uid("Complaints", "mutt-drag")).isEmpty();
        assertThat(uid("Desk/Deleted", "mutt-drag")).isEmpty();
    }

    private void complain(String subject) throws Exception {
        run("swaks", "--server", "127.0.0.1", "--port", port(gateway.ports().smtp()), "--from", subject + "@customer.example",
            "--to", "complaints@shop.example", "--header", "Subject: complaint " + subject, "--body", "I want to complain about " + subject + ".");
        await().atMost(Duration.ofSeconds(30)).until(() -> !uid("Complaints", subject).isEmpty());
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains("Subject: complaint " + text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String done(String subject) throws IOException, InterruptedException {
        return uids("Complaints/Done", "KEYWORD $Done SUBJECT " + subject);
    }

    private String uid(String folder, String subject) throws IOException, InterruptedException {
        return uids(folder, "SUBJECT " + subject);
    }

    private String uids(String folder, String criteria) throws IOException, InterruptedException {
        return curl(folder, "UID SEARCH " + criteria).replaceAll("(?s).*\\* SEARCH ?([\\d ]*).*", "$1").strip();
    }

    private String curl(String folder, String command) throws IOException, InterruptedException {
        return run("curl", "-sSk", "--max-time", "20", "--user", login + ":" + password, "imaps://127.0.0.1:" + gateway.ports().imaps() + "/" + folder,
            "-X", command);
    }

    private static boolean sentTo(String recipient) {
        return SENT.stream().anyMatch(delivery -> delivery.recipients().contains(recipient));
    }

    private String curl(String path) throws IOException, InterruptedException {
        return run("curl", "-sSk", "--max-time", "20", "--user", login + ":" + password, "imaps://127.0.0.1:" + gateway.ports().imaps() + "/" + path);
    }

    /** The gateway's certificate as a file that programs can be told to trust. */
    private Path certificate() throws IOException {
        return write("certificate.pem", Certificates.pem(gateway.ports().imaps()));
    }

    private Path write(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private static String port(int port) {
        return Integer.toString(port);
    }

    /** Runs a program that must succeed. */
    private String run(String... command) throws IOException, InterruptedException {
        Path log = directory.resolve("output");
        int status = start(log, command);
        String output = Files.readString(log, StandardCharsets.UTF_8);
        assertThat(status).as(String.join(" ", command) + "\n" + output).isZero();
        return output;
    }

    /** Runs a program that may fail. */
    private String output(String... command) throws IOException, InterruptedException {
        Path log = directory.resolve("output");
        start(log, command);
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    private int start(Path log, String... command) throws IOException, InterruptedException {
        String program = command[0].equals("sh") ? command[2].split(" ")[0] : command[0];
        assumeTrue(installed(program), "skipped: " + program + " is not installed here (.ci/run installs it)");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("TERM", "vt100");
        builder.environment().merge("PATH", ":/usr/sbin", String::concat);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(program + " did not end");
        }
        return process.exitValue();
    }

    private static boolean installed(String program) {
        return List.of("/usr/bin", "/usr/sbin", "/usr/local/bin", "/bin").stream().anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }
}
