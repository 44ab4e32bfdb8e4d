package postern.triage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
import postern.letter.Correspondent;
import postern.letter.Letter;

/** What the rules cost a mail, in microseconds: mails of one or two lines, and mails of 4,000 characters. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class RulesBench {
    private static final Envelope ENVELOPE = new Envelope("m", "ann@customer.example", List.of("service@shop.example"), Instant.EPOCH,
        Optional.empty(), false);

    @Param({"100", "10000"})
    public int rules;

    @Param({"short", "long"})
    public String mail;

    private Triage triage;
    private List<Letter> letters;
    private int next;

    @Setup
    public void prepare() throws IOException {
        triage = new Triage(ManyRules.desk(rules));
        List<String[]> examples;
        try (InputStream file = RulesBench.class.getResourceAsStream("classification.txt")) {
            examples = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" \\| ")).toList();
        }
        StringBuilder all = new StringBuilder();
        examples.forEach(example -> all.append(example[3]).append('\n'));
        letters = new ArrayList<>();
        for (String[] example : examples) {
            String text = mail.equals("short") ? example[3] : (example[3] + "\n" + all.toString().repeat(3)).substring(0, 4_000);
            letters.add(Letter.builder().subject(example[2]).text(text).language(example[1])
                .from(new Correspondent("ann@customer.example", "Ann")).build());
        }
    }

    @Benchmark
    public Classification classify() {
        next = (next + 1) % letters.size();
        return triage.classify(letters.get(next), ENVELOPE);
    }
}
