package postern.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.archive.Archive;
import postern.archive.Archived;
import postern.archive.Archivist;
import postern.archive.What;
import postern.desk.TicketId;
import postern.server.ImapDialogue;
import postern.server.Main;
import postern.server.TestGateway;
import postern.terminal.Terminal;

/** A question and its acknowledgement are proven, exported and brought back, beside the running gateway. */
class EvidenceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String QUESTION = "From: 王芳 <wang@customer.example>\r\nTo: returns@shop.example\r\nMessage-ID: <proof@customer.example>\r\n"
        + "Subject: 申请退款\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nFrom here on: 我要退款，请尽快处理。\r\n";

    @TempDir
    private static Path home;
    @TempDir
    private static Path out;
    private static TestGateway gateway;
    private static Archived question;
    private static TicketId ticket;

    @BeforeAll
    static void start() throws Exception {
        gateway = TestGateway.start(home);
        gateway.send("wang@customer.example", "returns@shop.example", QUESTION);
        gateway.send("li@customer.example", "returns@shop.example", QUESTION.replace("wang", "li").replace("proof", "other"));
        Archive archive = gateway.gateway().part(Archive.class);
        await().atMost(PATIENCE).until(() -> archive.between(Instant.EPOCH, Instant.MAX).filter(mail -> mail.direction() == What.SENT).count() == 2);
        question = archive.between(Instant.EPOCH, Instant.MAX).filter(mail -> mail.envelope().sender().startsWith("wang")).findFirst().orElseThrow();
        await().atMost(PATIENCE).until(() -> question.ticket().isPresent());
        ticket = question.ticket().orElseThrow();
        await().atMost(PATIENCE).until(() -> question.decisions().stream().anyMatch(event -> event.kind().equals("decided")));
        await().atMost(PATIENCE).until(() -> gateway.gateway().part(Archivist.class).progress().behind() == 0);
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    /** What a run of a command said. */
    private record Said(int status, String out, String notes) {
    }

    private static Said run(String command, String... arguments) {
        StringWriter said = new StringWriter();
        StringWriter notes = new StringWriter();
        List<String> all = new ArrayList<>(List.of(command, "--home", home.toString()));
        all.addAll(List.of(arguments));
        int status = Main.run(new Terminal(new PrintWriter(said, true), new PrintWriter(notes, true), 120, false, false), all.toArray(String[]::new));
        return new Said(status, said.toString(), notes.toString());
    }

    @Test
    void theArchiveIsVerifiedAndItsEndCanBeNoted() throws Exception {
        JsonNode report = new ObjectMapper().readTree(run("verify", "--json").out());
        assertThat(report.get("whole").booleanValue()).isTrue();
        assertThat(report.get("mails").intValue()).isEqualTo(4);
        String noted = report.get("last").asText() + ":" + report.get("hash").asText();
        assertThat(run("verify", "--noted", noted)).satisfies(said -> assertThat(said.status()).isZero());
        assertThat(run("verify", "--noted", "2:" + report.get("hash").asText())).satisfies(said -> {
            assertThat(said.status()).isEqualTo(1);
            assertThat(said.out()).contains("is not the record whose hash was noted", "The archive is not as it was written.");
        });
    }

    @Test
    void anExportedTicketIsCheckedByOthersAndShowsNoOther() throws Exception {
        Path directory = out.resolve("ticket");
        assertThat(run("export", ticket.value(), "--output", directory.toString()).status()).isZero();
        assertThat(Files.readString(directory.resolve("mails/%06d-accepted.eml".formatted(question.number())))).isEqualTo(QUESTION);
        assertThat(Files.readString(directory.resolve("mails.mbox"))).contains("From wang@customer.example ", "\n>From here on: 我要退款").doesNotContain("\r");
        assertThat(Files.readString(directory.resolve("events.jsonl"))).contains("\"opened\"", "\"decided\"", question.name());
        assertThat(all(directory)).doesNotContain("li@customer.example");
        assertThat(shell(directory)).endsWith("compare the hashes above with those that were noted elsewhere\n");
        for (Path file : List.of(directory.resolve("records/" + question.number()), directory.resolve("mails/%06d-accepted.eml".formatted(question.number())),
                chain(directory))) {
            byte[] before = Files.readAllBytes(file);
            byte[] altered = before.clone();
            altered[before.length - 10] ^= 1;
            Files.write(file, altered);
            assertThat(shell(directory)).as(file.toString()).doesNotContain("all holds");
            Files.write(file, before);
        }
        assertThat(run("export", "100-000-0001").status()).isNotZero();
    }

    @Test
    void anExportThatLacksARecordOrShowsWhatNoRecordSaysDoesNotHold() throws Exception {
        Path directory = out.resolve("forged");
        assertThat(run("export", ticket.value(), "--output", directory.toString()).status()).isZero();
        for (String path : List.of("records/" + question.number(), "mails/%06d-accepted.eml".formatted(question.number()), "events.jsonl")) {
            Path file = directory.resolve(path);
            byte[] before = Files.readAllBytes(file);
            Files.delete(file);
            assertThat(shell(directory)).as("without " + path).contains(path).doesNotContain("all holds");
            Files.write(file, before);
        }
        for (String path : List.of("mails/000077-accepted.eml", "mails/%06d-sent.eml".formatted(question.number()), "records/77")) {
            Files.writeString(directory.resolve(path), "Subject: forged\r\n\r\nforged\r\n");
            assertThat(shell(directory)).as("with " + path).contains(path).doesNotContain("all holds");
            Files.delete(directory.resolve(path));
        }
        Files.writeString(directory.resolve("events.jsonl"), "{}\n", StandardOpenOption.APPEND);
        assertThat(shell(directory)).contains("events.jsonl").doesNotContain("all holds");
    }

    @Test
    void aMailThatAnAgentDeletedComesBackIntoTheTeamsFolderOnce() throws Exception {
        try (ImapDialogue alice = gateway.agent("alice")) {
            await().atMost(PATIENCE).until(() -> alice.count("Returns") == 2);
            alice.ok("SELECT Returns");
            alice.ok("STORE 1:* +FLAGS (\\Deleted)");
            alice.ok("EXPUNGE");
            assertThat(alice.count("Returns")).isZero();
            assertThat(run("recover", ticket.value()).out()).contains(question.name() + " is in Returns again");
            assertThat(run("recover", ticket.value()).out()).contains(question.name() + " lies in ");
            await().atMost(PATIENCE).until(() -> alice.count("Returns") == 1);
            alice.ok("SELECT Returns");
            assertThat(String.join("\r\n", alice.ok("FETCH 1 BODY.PEEK[]"))).contains(QUESTION).contains("X-Postern-Ticket: " + ticket.value());
        }
        assertThat(run("recover", "nothing-of-the-kind").status()).isEqualTo(1);
    }

    @Test
    void aDamagedMailIsNamedAndNotBroughtBack() throws Exception {
        Path contents;
        try (Stream<Path> files = Files.walk(home.resolve("archive"))) {
            contents = files.filter(file -> file.toString().endsWith(".mails")).findFirst().orElseThrow();
        }
        flip(contents);
        try {
            Said said = run("verify", "--json");
            assertThat(said.status()).isEqualTo(1);
            JsonNode finding = new ObjectMapper().readTree(said.out()).get("findings").get(0);
            assertThat(finding.get("file").asText()).isEqualTo(contents.toString());
            assertThat(run("recover", finding.get("name").asText())).satisfies(recovered -> {
                assertThat(recovered.status()).isEqualTo(1);
                assertThat(recovered.out()).contains("cannot be read");
            });
        } finally {
            flip(contents);
        }
    }

    private static void flip(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer octet = ByteBuffer.allocate(1);
            channel.read(octet, 40);
            channel.write(octet.put(0, (byte) (octet.get(0) ^ 4)).flip(), 40);
        }
    }

    private static Path chain(Path directory) throws IOException {
        try (Stream<Path> days = Files.list(directory.resolve("chain"))) {
            return days.findFirst().orElseThrow();
        }
    }

    private static String all(Path directory) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }

    private static String shell(Path directory) throws Exception {
        Process shell = new ProcessBuilder("sh", directory.resolve("check.sh").toString()).redirectErrorStream(true).start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        shell.waitFor();
        return said;
    }
}
