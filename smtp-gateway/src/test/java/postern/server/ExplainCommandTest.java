package postern.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.james.core.Domain;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.accounts.Accounts;
import postern.accounts.DeskDomainList;
import postern.accounts.SampleDesk;
import postern.store.SqliteStore;
import postern.store.Store;
import postern.terminal.Terminal;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExplainCommandTest {
    /** The stable names, which others script. */
    private static final Set<String> KEYS = Set.of("file", "origin", "originReasons", "bounce", "from", "subject", "bareSubject", "language", "text", "quoted",
        "attachments", "protections", "defects", "data", "ticket", "topic", "topicScores", "priority", "team", "assignee", "deadline", "acknowledge", "reasons",
        "error");
    private static final String MAIL = """
        From: "=?utf-8?B?5p2O6Z2Z?=" <li@mail.example>
        To: service@shop.example
        Subject: =?utf-8?B?5Zue5aSN77ya6YCA5qy+?=
        Message-ID: <1@mail.example>
        Content-Type: text/plain; charset=utf-8

        订单号 A20261030-1174，请退￥128 到 4111 1111 1111 1111，电话 13800138000。
        """;

    @TempDir
    private Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    }

    private static int run(Writer out, Object... files) {
        List<String> line = new ArrayList<>(List.of("explain", "--json", "--conf", "../conf"));
        List.of(files).forEach(file -> line.add(file.toString()));
        Terminal terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(Writer.nullWriter()), 80, false, false);
        return Main.run(terminal, line.toArray(String[]::new));
    }

    private static List<JsonNode> objects(StringWriter out) throws IOException {
        List<JsonNode> objects = new ArrayList<>();
        for (String line : out.toString().split("\n")) {
            objects.add(new ObjectMapper().readTree(line));
        }
        return objects;
    }

    @Test
    void a_mail_is_one_line_under_stable_names() throws IOException {
        StringWriter out = new StringWriter();
        assertThat(run(out, write("a.eml", MAIL))).isZero();
        JsonNode mail = objects(out).getFirst();
        assertThat(KEYS).containsAll(mail.propertyStream().map(java.util.Map.Entry::getKey).toList());
        assertThat(mail.at("/origin").asText()).isEqualTo("customer");
        assertThat(mail.at("/bareSubject").asText()).isEqualTo("退款");
        assertThat(mail.at("/topic").asText()).isEqualTo("refund");
        assertThat(mail.at("/data/orders/0").asText()).isEqualTo("A20261030-1174");
        assertThat(mail.at("/data/amounts/0").asText()).isEqualTo("CNY 128");
        assertThat(mail.at("/data/customer").asText()).isEqualTo("李静");
        JsonNode card = mail.at("/data/personal/0");
        assertThat(mail.at("/text").asText().substring(card.get("from").asInt(), card.get("to").asInt())).isEqualTo("4111 1111 1111 1111");
        assertThat(mail.at("/data").toString()).doesNotContain("4111");
    }

    @Test
    void whose_an_address_is_the_home_tells() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        try (Store store = SqliteStore.open(home.resolve("postern.db"), new SimpleMeterRegistry())) {
            new Accounts(store, SampleDesk::read, Clock.systemUTC()).add("boss@shop.example", "correct horse battery".toCharArray());
            new DeskDomainList(store, SampleDesk::read).addDomain(Domain.of("old.example"));
        }
        byte[] before = Files.readAllBytes(home.resolve("postern.db"));
        for (String[] told : new String[][] {{"boss@shop.example", "private"}, {"nobody@old.example", "desk"}, {"alice@shop.example", "desk"},
            {"service@shop.example", "desk"}, {"x@elsewhere.example", "private"}}) {
            StringWriter out = new StringWriter();
            assertThat(run(out, "--home", home, "--rcpt", told[0], write("a.eml", MAIL))).isZero();
            assertThat(objects(out).getFirst().has("team")).as(told[0]).isEqualTo(told[1].equals("desk"));
            assertThat(objects(out).getFirst().get("reasons").toString().contains("not-for-desk(" + told[0] + ")")).isEqualTo(told[1].equals("private"));
        }
        assertThat(Files.readAllBytes(home.resolve("postern.db"))).isEqualTo(before);
        StringWriter out = new StringWriter();
        assertThat(run(out, "--home", folder, "--rcpt", "boss@shop.example", write("a.eml", MAIL))).isZero();
        assertThat(objects(out).getFirst().has("team")).isTrue();
    }

    @Test
    void what_is_not_known_is_absent() throws IOException {
        StringWriter out = new StringWriter();
        assertThat(run(out, write("a.eml", "\n12345\n"))).isZero();
        JsonNode mail = objects(out).getFirst();
        assertThat(mail.has("from") || mail.has("subject") || mail.has("language") || mail.has("bounce") || mail.has("ticket") || mail.has("data")).isFalse();
        assertThat(mail.at("/defects").toString()).contains("from-missing");
    }

    @Test
    void a_mail_that_fails_has_its_line_and_the_run_goes_on() throws IOException {
        StringWriter out = new StringWriter();
        Path box = write("box", "From a@b Mon Nov 16 09:00:00 2026\n" + MAIL + "\nFrom a@b Mon Nov 16 09:00:00 2026\n" + MAIL);
        assertThat(run(out, folder.resolve("missing"), box)).isEqualTo(1);
        List<JsonNode> mails = objects(out);
        assertThat(mails).extracting(mail -> mail.get("file").asText()).containsExactly(folder.resolve("missing").toString(), box + "#1", box + "#2");
        assertThat(mails.getFirst().get("error").asText()).isEqualTo("cannot be read: NoSuchFileException");
        assertThat(mails.getLast().get("topic").asText()).isEqualTo("refund");
    }

    @Test
    void a_reader_that_has_seen_enough_ends_the_run_quietly() throws IOException {
        for (int i = 0; i < 2_000; i++) {
            write(i + ".eml", MAIL);
        }
        int[] lines = {0};
        Writer head = new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                if (++lines[0] > 20) {
                    throw new IOException("Broken pipe");
                }
            }

            @Override
            public void flush() {
            }

            @Override
            public void close() {
            }
        };
        assertThat(run(head, folder)).isZero();
        assertThat(lines[0]).isLessThan(100);
    }
}
