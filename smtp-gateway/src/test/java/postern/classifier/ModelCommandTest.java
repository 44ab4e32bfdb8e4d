package postern.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.server.Main;
import postern.terminal.Terminal;

class ModelCommandTest {
    private static final Path CONF = Path.of("").toAbsolutePath().resolveSibling("conf");

    @TempDir
    Path directory;
    private Path home;
    private Path conf;

    @BeforeEach
    void desk() throws IOException {
        home = directory.resolve("home");
        conf = Files.createDirectories(directory.resolve("conf"));
        Files.copy(CONF.resolve("desk.yaml"), conf.resolve("desk.yaml"));
    }

    @Test
    void aModelIsTrainedShownListedAndRolledBack() throws IOException {
        assertThat(run(1, "show")).contains("no model is live");
        assertThat(train(0)).contains("model 1 is live");
        assertThat(home.resolve("postern.db")).as("the store is the gateway's to make").doesNotExist();
        String phrases = Files.readString(conf.resolve("desk.yaml"));
        Files.writeString(conf.resolve("desk.yaml"), phrases.replace("[退款什么时候到账,", "[退款什么时候到账, 请问退款什么时候到账, 退款到账要多久,"));
        assertThat(train(0)).contains("model 2 is live");
        assertThat(run(0, "show")).contains("model 2, live", "退款", "confusion").doesNotContain("model 1");
        JsonNode shown = new ObjectMapper().readTree(run(0, "show", "1", "--json"));
        assertThat(shown.path("live").asBoolean()).isFalse();
        assertThat(shown.path("topics").findValuesAsText("topic")).contains("refund", "invoice");
        assertThat(shown.path("confusion").size()).isEqualTo(shown.path("topics").size());

        assertThat(run(0, "rollback")).contains("model 1 is live");
        assertThat(run(0, "history", "--json").lines().map(line -> line.contains("\"live\":true"))).containsExactly(true, false);
        assertThat(run(1, "rollback")).contains("there is no earlier model");
        assertThat(run(1, "rollback", "7")).contains("model 7 cannot be made live");
        assertThat(run(0, "rollback", "2")).contains("model 2 is live");
    }

    @Test
    void labelledMailsTellHowWellItWouldDo() throws IOException {
        Path mails = directory.resolve("mails.jsonl");
        Files.write(mails, Stream.of("refund", "invoice", "odd").flatMap(label -> Stream.iterate(0, i -> i + 1).limit(20)
            .map(i -> "{\"text\": \"please, about the " + label + " number " + i + "\", \"label\": \"" + label + "\"}")).toList());
        JsonNode result = new ObjectMapper().readTree(output(0, "model", "exam", "--json", "--stranger", "odd", mails.toString()));
        assertThat(result.path("topics").asInt()).isEqualTo(2);
        assertThat(result.path("accuracy").asDouble()).isGreaterThan(0.9);
        assertThat(result.has("strangersRefused")).isTrue();
        Files.write(mails, List.of("{\"text\": \"hello\"}"));
        assertThat(output(1, "model", "exam", mails.toString())).contains("line 1: write {\"text\"");
    }

    private String train(int code) {
        return output(code, "model", "train", "--home", home.toString(), "--conf", conf.toString());
    }

    private String run(int code, String command, String... more) {
        return output(code, Stream.concat(Stream.of("model", command, "--home", home.toString()), Stream.of(more)).toArray(String[]::new));
    }

    private static String output(int code, String... args) {
        StringWriter out = new StringWriter();
        PrintWriter printer = new PrintWriter(out, true);
        assertThat(Main.run(new Terminal(printer, printer, 120, false, false), args)).as(out::toString).isEqualTo(code);
        return out.toString();
    }
}
