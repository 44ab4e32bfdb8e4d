package postern.triage.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import postern.triage.Wordings;

class TrialTest {
    private static final List<Example> MAILS = Chatter.mails(30, 0, 1);

    @Test
    void everyMailIsAskedOnceOfAModelThatWasNotGivenIt() {
        List<Trial> trials = Trial.of(MAILS, 5, Integer.MAX_VALUE);
        assertThat(trials.stream().flatMap(trial -> trial.asked().stream())).containsExactlyInAnyOrderElementsOf(MAILS.stream().distinct().toList());
        assertThat(trials).allSatisfy(trial -> {
            assertThat(trial.known()).doesNotContainAnyElementsOf(trial.asked());
            assertThat(trial.asked()).extracting(Example::topic).contains(Chatter.TOPICS.toArray(String[]::new));
        });
        List<Example> shuffled = new ArrayList<>(MAILS);
        Collections.shuffle(shuffled, new Random(2));
        assertThat(Trial.of(shuffled, 5, Integer.MAX_VALUE)).isEqualTo(trials);
        assertThat(Trial.of(MAILS, 5, 3)).allMatch(trial -> trial.known().size() == 3 * Chatter.TOPICS.size());
    }

    @Test
    void aStrangerIsRefusedAndNeverCountsAsRight() {
        Trial trial = Trial.of(MAILS, 5, Integer.MAX_VALUE).getFirst();
        Trial.Tally tally = trial.without("refund").tally(Training.of(trial.without("refund").known(), 0.9), Optional.of("refund"));
        long strangers = trial.asked().stream().filter(mail -> mail.topic().equals("refund")).count();
        assertThat(tally.strangers()).isEqualTo((int) strangers);
        assertThat(tally.asked()).isEqualTo(trial.asked().size() - (int) strangers);
        assertThat(tally.right()).isLessThanOrEqualTo(tally.asked());
    }

    /** The whole table is printed by {@code postern model exam}; here one part of each set, against a model that got worse. */
    @Test
    void mailsThatNobodyHereWroteAreAnsweredAsWellAsTheReadmeSays() throws Exception {
        assertThat(accuracy("crosswoz-domain-zh", Integer.MAX_VALUE)).isGreaterThan(0.93);
        assertThat(accuracy("banking77-en", 10)).isGreaterThan(0.65);
    }

    private static double accuracy(String name, int ofTopic) throws Exception {
        Trial trial = Trial.of(read(name), 5, ofTopic).getFirst();
        return trial.tally(Training.of(trial.known(), Training.PRECISION), Optional.empty()).accuracy();
    }

    private static List<Example> read(String name) throws Exception {
        Path file = Path.of("").toAbsolutePath().resolveSibling("../shared/corpora/tickets/" + name + ".jsonl").normalize();
        Assumptions.assumeTrue(Files.exists(file), "skipped: no ../shared/corpora/tickets beside the checkout");
        ObjectMapper json = new ObjectMapper();
        List<Example> mails = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode node = json.readTree(line);
            mails.add(new Example(node.get("label").asText(), Wordings.of("", node.get("text").asText()), Example.Source.CORRECTION));
        }
        return mails;
    }
}
