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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import postern.trial.TrialGateway;

/**
 * Mail programs of an agent, run in a directory that is their home, so nothing of the machine's user takes part. A test that needs
 * one that is not installed is skipped, saying so.
 */
record Programs(Path directory, TrialGateway gateway, String login) {
    /** How a program ended, and what it said. */
    record Ended(int status, String output) {
    }

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    String password() {
        return gateway.passwords().get(login);
    }

    /** A customer sends a complaint, named after its subject; returns when it lies in the team's folder. */
    void complain(String subject) throws IOException, InterruptedException {
        run("swaks", "--server", "127.0.0.1", "--port", Integer.toString(gateway.ports().smtp()), "--from", subject + "@customer.example",
            "--to", "complaints@shop.example", "--header", "Subject: complaint " + subject, "--header", "Message-Id: " + question(subject),
            "--body", "I want to complain about " + subject + ".");
        comesTo("Complaints", "SUBJECT " + subject);
    }

    /** The Message-ID of a complaint. */
    static String question(String subject) {
        return "<" + subject + "@customer.example>";
    }

    /** Waits until a mail is found there. */
    void comesTo(String folder, String criteria) {
        await().atMost(PATIENCE).until(() -> !uids(folder, criteria).isEmpty());
    }

    /** Waits until the ticket is done: folder and keyword say so. */
    void isDone(String subject) {
        comesTo("Complaints/Done", "KEYWORD $Done SUBJECT " + subject);
    }

    /** In the end one mail lies in the folder, and none was left behind or thrown away. */
    void liesOnlyIn(String folder, String subject) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(uid(folder, subject)).as(folder).matches("\\d+");
            for (String other : List.of("Complaints", "Complaints/Done", "Complaints/Snoozed", "Desk/Deleted")) {
                if (!other.equals(folder)) {
                    assertThat(uid(other, subject)).as(other).isEmpty();
                }
            }
        });
    }

    String uid(String folder, String subject) throws IOException, InterruptedException {
        return uids(folder, "SUBJECT " + subject);
    }

    /** @return separated by spaces */
    String uids(String folder, String criteria) throws IOException, InterruptedException {
        return curl(folder, "UID SEARCH " + criteria).replaceAll("(?s).*\\* SEARCH ?([\\d ]*).*", "$1").strip();
    }

    String curl(String folder, String command) throws IOException, InterruptedException {
        return run("curl", "-sSk", "--max-time", "60", "--user", login + ":" + password(), "-X", command,
            "imaps://127.0.0.1:" + gateway.ports().imaps() + "/" + folder);
    }

    String curl(String path) throws IOException, InterruptedException {
        return run("curl", "-sSk", "--max-time", "60", "--user", login + ":" + password(),
            "imaps://127.0.0.1:" + gateway.ports().imaps() + "/" + path);
    }

    /** The file of a mail below a local copy of the mailbox. */
    static Path file(Path copy, String subject) throws IOException {
        try (Stream<Path> files = Files.walk(copy)) {
            return files.filter(file -> file.getParent().endsWith("new") || file.getParent().endsWith("cur"))
                .filter(file -> holds(file, "Subject: complaint " + subject)).findFirst().orElseThrow();
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.isRegularFile(file) && Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The gateway's certificate as a file that programs can be told to trust. */
    Path certificate() throws IOException {
        return write("certificate.pem", Certificates.pem(gateway.ports().imaps()));
    }

    /** Of the gateway's certificate, by SHA-256, with colons. */
    String fingerprint() throws IOException {
        return Certificates.fingerprint(gateway.ports().imaps());
    }

    /** A file that only its owner reads, which some programs insist on. */
    Path write(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    /** Runs a program that must succeed. */
    String run(String... command) throws IOException, InterruptedException {
        Ended ended = end(command);
        assertThat(ended.status()).as(String.join(" ", command) + "\n" + ended.output()).isZero();
        return ended.output();
    }

    /** Runs a program that may fail. */
    Ended end(String... command) throws IOException, InterruptedException {
        String program = command[0].equals("sh") ? command[2].split(" ")[0] : command[0];
        need(program);
        Path log = directory.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("TERM", "vt100");
        builder.environment().merge("PATH", ":/usr/sbin", String::concat);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IOException(program + " did not end:\n" + Files.readString(log, StandardCharsets.ISO_8859_1));
        }
        return new Ended(process.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
    }

    static void need(String program) {
        assumeTrue(Stream.of("/usr/bin", "/usr/sbin", "/usr/local/bin", "/bin").anyMatch(path -> Files.isExecutable(Path.of(path, program))),
            "skipped: " + program + " is not installed here (.ci/run installs it)");
    }
}
