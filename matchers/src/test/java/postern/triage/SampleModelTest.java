package postern.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import postern.desk.file.SampleDesk;
import postern.letter.Letter;
import postern.letter.LetterReader;
import postern.triage.model.Guess;
import postern.triage.model.Model;
import postern.triage.model.Training;

/** The model of the sample desk, which has five phrases a topic: what it says is mostly right, and what it is sure of nearly always. */
class SampleModelTest {
    private final Model model = Training.of(Wordings.phrases(SampleDesk.read()), Training.PRECISION);

    @Test
    void fivePhrasesATopicPointTheRightWayAndAreHardlyEverSureOfAWrongOne() throws IOException {
        int known = 0;
        int right = 0;
        List<String> wrong = new ArrayList<>();
        for (String[] mail : written()) {
            Guess guess = model.guess(Wordings.of(mail[2], mail[3]));
            boolean found = guess.best().filter(best -> best.topic().equals(mail[0])).isPresent();
            known += mail[0].equals("other") ? 0 : 1;
            right += found ? 1 : 0;
            if (guess.sure() && !found) {
                wrong.add(mail[0] + " is not " + guess);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(right).as("of %d", known).isGreaterThan(known * 3 / 4);
    }

    @Test
    void ofMailsWrittenForOtherEndsFewAreAnsweredSurely() throws IOException {
        LetterReader reader = new LetterReader();
        List<String> sure = new ArrayList<>();
        int asked = 0;
        for (Path file : golden()) {
            Letter letter = reader.read(Files.readAllBytes(file));
            if (letter.callsForPeople()) {
                asked++;
                Guess guess = model.guess(Wordings.of(letter));
                if (guess.sure()) {
                    sure.add(file.getFileName() + ": " + guess.ranked().getFirst());
                }
            }
        }
        assertThat(sure).as("of %d", asked).hasSizeLessThanOrEqualTo(asked / 10);
    }

    private static List<String[]> written() throws IOException {
        return new String(SampleModelTest.class.getResourceAsStream("classification.txt").readAllBytes(), StandardCharsets.UTF_8).lines()
            .filter(line -> !line.startsWith("#")).map(line -> line.split(" \\| ")).toList();
    }

    private static List<Path> golden() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("").toAbsolutePath().resolve("src/test/resources/postern/letter/golden"))) {
            return files.filter(file -> file.toString().endsWith(".eml")).sorted().toList();
        }
    }
}
