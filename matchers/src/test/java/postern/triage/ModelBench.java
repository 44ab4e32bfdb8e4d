package postern.triage;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import postern.desk.file.SampleDesk;
import postern.triage.model.Example;
import postern.triage.model.Guess;
import postern.triage.model.Model;
import postern.triage.model.Training;
import postern.triage.model.Wording;

/**
 * What the classifier costs a mail, in microseconds, folded already: models of few and of many topics, mails of a line, and mails
 * longer than it looks at.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ModelBench {
    @Param({"10", "150"})
    public int topics;

    @Param({"short", "long"})
    public String mail;

    private Model model;
    private List<Wording> mails;
    private int next;

    @Setup
    public void prepare() {
        List<Example> phrases = Wordings.phrases(SampleDesk.read());
        List<String> words = phrases.stream().flatMap(phrase -> Stream.of(phrase.wording().text().split(" "))).toList();
        Random random = new Random(1);
        // Each topic has words of its own beside those of the sample desk.
        List<Example> examples = IntStream.range(0, topics * 40).mapToObj(i -> new Example("topic-" + i % topics,
            new Wording("", text(words, random, 15) + " own" + i % topics), Example.Source.CORRECTION)).toList();
        model = Training.of(examples, Training.PRECISION);
        mails = IntStream.range(0, 100).mapToObj(i -> new Wording(text(words, random, 4), text(words, random, mail.equals("short") ? 12 : 400))).toList();
    }

    private static String text(List<String> words, Random random, int length) {
        return String.join(" ", Stream.generate(() -> words.get(random.nextInt(words.size()))).limit(length).toList());
    }

    @Benchmark
    public Guess guess() {
        next = (next + 1) % mails.size();
        return model.guess(mails.get(next));
    }
}
