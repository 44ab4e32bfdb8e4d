package postern.classifier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import postern.server.Failure;
import postern.terminal.ProgressBar;
import postern.terminal.Terminal;
import postern.triage.Wordings;
import postern.triage.model.Example;
import postern.triage.model.Model;
import postern.triage.model.ModelFile;
import postern.triage.model.Training;
import postern.triage.model.Trial;
import postern.triage.model.Trial.Tally;

/**
 * Cross validation over a file of mails whose topics are known.
 *
 * @param perTopic examples of a topic at most
 * @param stranger label of mails about nothing known
 */
record Examination(int folds, int perTopic, Optional<String> stranger, double precision) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What came out.
     *
     * @param trainMillis for one model with its own cross validation
     * @param guessMicros for one mail
     * @param octets of one model's file
     */
    record Result(String file, int topics, int mails, Tally tally, double trainMillis, double guessMicros, int octets) {
        void print(Terminal terminal) {
            terminal.say("%s: %d mails of %d topics", file, mails, topics);
            terminal.say("  right              %8s   likeliest topic of every mail", ModelPage.percent(tally.accuracy()));
            terminal.say("  sure               %8s   mails whose answer counts; %s of these answers are right", ModelPage.percent(tally.coverage()),
                ModelPage.percent(tally.precision()));
            terminal.say("  right and sure     %8s   of all mails", ModelPage.percent(tally.accuracyOfSure()));
            if (tally.strangers() > 0) {
                terminal.say("  strangers refused  %8s   of %d mails about nothing known", ModelPage.percent(tally.strangersRefused()), tally.strangers());
            }
            terminal.say("  training           %8.1f s with its cross validation; a model has %d KiB", trainMillis / 1000, octets >> 10);
            terminal.say("  a mail             %8.3f ms", guessMicros / 1000);
        }

        Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("file", file);
            fields.put("topics", topics);
            fields.put("mails", mails);
            fields.put("accuracy", ModelPage.rounded(tally.accuracy()));
            fields.put("coverage", ModelPage.rounded(tally.coverage()));
            fields.put("precision", ModelPage.rounded(tally.precision()));
            fields.put("accuracyOfSure", ModelPage.rounded(tally.accuracyOfSure()));
            if (tally.strangers() > 0) {
                fields.put("strangersRefused", ModelPage.rounded(tally.strangersRefused()));
            }
            fields.put("trainSeconds", ModelPage.rounded(trainMillis / 1000));
            fields.put("guessMillis", ModelPage.rounded(guessMicros / 1000));
            fields.put("octets", octets);
            return fields;
        }
    }

    Result of(Path file, Terminal terminal) throws IOException, Failure {
        List<Example> mails = read(file);
        long topics = mails.stream().map(Example::topic).distinct().filter(topic -> !stranger.equals(Optional.of(topic))).count();
        if (topics < 2 || folds < 2 || mails.size() / folds * (folds - 1) > Training.MOST) {
            throw new Failure(file + ": " + mails.size() + " mails of " + topics + " topics are too few or too many for " + folds + " folds");
        }
        Tally tally = Tally.NONE;
        long training = 0;
        long guessing = 0;
        int octets = 0;
        try (ProgressBar progress = terminal.progress("exam", folds)) {
            int done = 0;
            for (Trial dealt : Trial.of(mails, folds, perTopic)) {
                Trial trial = stranger.map(dealt::without).orElse(dealt);
                long start = System.nanoTime();
                Model model = Training.of(trial.known(), precision);
                long trained = System.nanoTime();
                tally = tally.plus(trial.tally(model, stranger));
                guessing += System.nanoTime() - trained;
                training += trained - start;
                octets = ModelFile.written(model).length;
                progress.at(++done, file.getFileName().toString());
            }
        }
        return new Result(file.getFileName().toString(), (int) topics, mails.size(), tally, training / 1e6 / folds, guessing / 1e3 / mails.size(), octets);
    }

    private static List<Example> read(Path file) throws IOException, Failure {
        List<Example> mails = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (!line.isBlank()) {
                mails.add(example(line, file + " line " + number));
            }
        }
        return mails;
    }

    private static Example example(String line, String where) throws Failure {
        try {
            JsonNode node = JSON.readTree(line);
            String topic = node.path(node.has("topic") ? "topic" : "label").asText("");
            if (topic.isEmpty() || !node.path("text").isTextual()) {
                throw new Failure(where + ": write {\"text\": …, \"label\": …}");
            }
            return new Example(topic, Wordings.of(node.path("subject").asText(""), node.path("text").asText()), Example.Source.CORRECTION);
        } catch (JsonProcessingException e) {
            throw new Failure(where + ": this is no JSON object", e);
        }
    }
}
