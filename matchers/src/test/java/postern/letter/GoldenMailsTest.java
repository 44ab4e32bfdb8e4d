package postern.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import postern.desk.OrderNumber;
import postern.desk.file.SampleDesk;

/** Mails in the forms that real clients and servers send, each with its verdict beside it: one {@code key: value} a line, {@code | } goes on. */
@DisplayName("golden mails")
class GoldenMailsTest {
    private static final DataPoints POINTS = new DataPoints(SampleDesk.read().orderNumbers().stream().map(OrderNumber::pattern).toList());
    private final LetterReader reader = new LetterReader();

    private static Path folder() {
        try {
            return Path.of(GoldenMailsTest.class.getResource("golden").toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<Path> mails() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> file.toString().endsWith(".eml")).sorted().toList();
        }
    }

    @Test
    @DisplayName("every mail has a verdict")
    void everyMailHasAVerdict() throws IOException {
        assertThat(mails()).isNotEmpty().allMatch(mail -> Files.exists(verdict(mail)));
    }

    @TestFactory
    Stream<DynamicTest> mailsAreReadAsTheirVerdictSays() throws IOException {
        return mails().stream().map(mail -> DynamicTest.dynamicTest(mail.getFileName().toString(), () -> check(mail)));
    }

    private static Path verdict(Path mail) {
        return mail.resolveSibling(mail.getFileName().toString().replace(".eml", ".verdict"));
    }

    private void check(Path mail) {
        Letter letter = reader.read(Corpora.read(mail));
        SoftAssertions soft = new SoftAssertions();
        for (String[] line : lines(verdict(mail))) {
            String wanted = line[1];
            String key = line[0];
            if (key.endsWith("-has")) {
                soft.assertThat(value(letter, key.substring(0, key.length() - 4))).as(key).contains(wanted);
            } else if (key.endsWith("-lacks")) {
                soft.assertThat(value(letter, key.substring(0, key.length() - 6))).as(key).doesNotContain(wanted);
            } else if (key.endsWith("-begins")) {
                soft.assertThat(value(letter, key.substring(0, key.length() - 7))).as(key).startsWith(wanted);
            } else {
                soft.assertThat(value(letter, key)).as(key).isEqualTo(wanted);
            }
        }
        soft.assertAll();
    }

    private static List<String[]> lines(Path verdict) {
        try {
            List<String[]> lines = new ArrayList<>();
            for (String line : Files.readAllLines(verdict, StandardCharsets.UTF_8)) {
                if (line.startsWith("| ")) {
                    lines.getLast()[1] += "\n" + line.substring(2);
                } else {
                    lines.add(line.split(": ?", 2));
                }
            }
            return lines;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String value(Letter letter, String key) {
        return switch (key) {
            case "origin" -> letter.origin().word();
            case "language" -> letter.language();
            case "subject" -> letter.subject();
            case "bare" -> letter.bareSubject();
            case "from" -> letter.from().stream().map(from -> from.name() + " <" + from.address() + ">").collect(Collectors.joining(", "));
            case "references" -> String.join(" ", letter.references());
            case "text" -> letter.text();
            case "quoted" -> letter.quoted();
            case "signature" -> letter.signature();
            case "hidden" -> letter.hidden();
            case "attachment" -> letter.attachments().stream().map(file -> file.name() + " " + file.type() + " " + file.bytes()).collect(Collectors.joining("\n"));
            case "orders" -> String.join(" ", POINTS.of(letter).orders());
            case "phones" -> String.join(" ", POINTS.of(letter).phones());
            case "amounts" -> String.join(", ", POINTS.of(letter).amounts());
            case "dates" -> String.join(" ", POINTS.of(letter).dates());
            case "kinds" -> POINTS.of(letter).attachments().stream().map(Enum::name).collect(Collectors.joining(" "));
            case "customer" -> POINTS.of(letter).customer().orElse("");
            case "personal" -> POINTS.of(letter).personal().stream().map(mark -> mark.place() + "/" + mark.kind()).collect(Collectors.joining(" "));
            case "protection" -> letter.protections().stream().map(Enum::name).sorted().collect(Collectors.joining(" "));
            default -> bounce(letter.bounce().orElseThrow(), key);
        };
    }

    private static String bounce(Bounce bounce, String key) {
        return switch (key) {
            case "status" -> bounce.status().orElse("");
            case "status-class" -> bounce.status().map(status -> status.substring(0, 1)).orElse("");
            case "recipient" -> bounce.recipient().orElse("");
            case "action" -> bounce.action().orElse("");
            case "kind" -> bounce.kind().map(kind -> kind.name().toLowerCase(Locale.ROOT)).orElse("");
            case "original" -> bounce.originalMessageId().orElse("");
            default -> throw new IllegalArgumentException(key);
        };
    }
}
