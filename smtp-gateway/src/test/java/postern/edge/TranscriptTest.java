package postern.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Dialogues as files: {@code C:} is what the client says, {@code S:} a line that must come, {@code *} in it stands for anything.
 * {@code door:} names the door (reception unless said), {@code tls} shakes hands, {@code closed} is the end of the connection,
 * {@code mails:} how many were accepted. {@code \xNN} is an octet. Lines that begin with {@code #} explain.
 */
class TranscriptTest {
    @TestFactory
    Stream<DynamicTest> dialogues() throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(Path.of(TranscriptTest.class.getResource("/postern/edge").toURI()))) {
            List<Path> transcripts = files.filter(file -> file.toString().endsWith(".smtp")).sorted().toList();
            assertThat(transcripts).hasSizeGreaterThan(10);
            return transcripts.stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> play(file)));
        }
    }

    private static void play(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        Door door = lines.stream().filter(line -> line.startsWith("door:")).map(line -> Door.valueOf(line.substring(5).strip().toUpperCase(Locale.ROOT)))
            .findFirst().orElse(Door.RECEPTION);
        try (TestEdge edge = TestEdge.open(); Client client = edge.to(door)) {
            int number = 0;
            for (String line : lines) {
                number++;
                play(edge, client, line, file.getFileName() + ":" + number);
            }
        }
    }

    private static void play(TestEdge edge, Client client, String line, String where) throws IOException {
        if (line.startsWith("C:")) {
            client.say(octets(line.substring(Math.min(line.length(), 3))));
        } else if (line.startsWith("S:")) {
            assertThat(client.line()).as(where).isNotNull().matches(Client.glob(line.substring(Math.min(line.length(), 3))));
        } else if (line.equals("tls")) {
            client.secure();
        } else if (line.equals("closed")) {
            client.expectEnd();
        } else if (line.startsWith("mails:")) {
            assertThat(edge.arrivals).as(where).hasSize(Integer.parseInt(line.substring(6).strip()));
        } else {
            assertThat(line).as(where).matches("#.*|door:.*|\\s*");
        }
    }

    private static String octets(String text) {
        StringBuilder octets = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("\\x", i)) {
                octets.append((char) Integer.parseInt(text.substring(i + 2, i + 4), 16));
                i += 3;
            } else {
                octets.append(text.charAt(i));
            }
        }
        return octets.toString();
    }
}
