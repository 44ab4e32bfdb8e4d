package postern.triage.lastlook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import postern.desk.file.SampleDesk;
import postern.letter.Letter;
import postern.letter.LetterReader;

/** Mails and sentences that people wrote without a template: an alarm is a false one, apart from attachments that a cut-out text lost. */
@DisplayName("A last look at what people wrote")
class ScrutinyCorpusTest {
    private final Scrutiny scrutiny = new Scrutiny(SampleDesk.read().answers().lastLook());

    private static Path corpora() {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            Path folder = up.resolveSibling("shared").resolve("corpora");
            if (Files.isDirectory(folder)) {
                return folder;
            }
        }
        Assumptions.abort("skipped: no ../shared/corpora beside the checkout");
        return Path.of("");
    }

    private List<String> alarms(List<String> texts) {
        List<String> alarms = new ArrayList<>();
        for (String text : texts) {
            Letter letter = new LetterReader().read(("From: a@shop.example\nContent-Type: text/plain; charset=utf-8\n\n" + text).getBytes(StandardCharsets.UTF_8));
            scrutiny.of(letter, List.of(), Optional.empty()).forEach(objection -> alarms.add(objection.toString()));
        }
        return alarms;
    }

    @Test
    void repliesRaiseNoAlarm() throws IOException {
        List<String> replies = new ArrayList<>();
        try (Stream<Path> files = Files.walk(corpora())) {
            for (Path file : files.filter(path -> path.toString().contains("reply-parser-") && path.toString().endsWith(".txt") && !path.endsWith("ORIGIN.txt")).toList()) {
                replies.add(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        }
        assertThat(replies).hasSizeGreaterThan(150);
        // Three of them were made anonymous by hand, which left [DATE] and XXXXX.
        assertThat(alarms(replies)).as("of %d", replies.size()).hasSizeLessThanOrEqualTo(3).allMatch(alarm -> alarm.startsWith("placeholders"));
    }

    @Test
    void sentencesOfCustomersSpeakOfAttachmentsAtMost() throws IOException {
        List<String> texts = new ArrayList<>();
        ObjectMapper json = new ObjectMapper();
        try (Stream<Path> files = Files.list(corpora().resolve("tickets"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    texts.add(json.readTree(line).get("text").asText());
                }
            }
        }
        assertThat(texts).hasSizeGreaterThan(10_000);
        // "I attached a picture": true, but the text was taken out of a conversation without it.
        assertThat(alarms(texts)).as("of %d", texts.size()).hasSizeLessThan(20).allMatch(alarm -> alarm.startsWith("attachment"));
    }
}
