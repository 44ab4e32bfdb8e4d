package postern.classifier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import postern.desk.Desk;
import postern.learning.Lessons;
import postern.learning.ModelShelf;
import postern.learning.ModelShelf.Kept;
import postern.learning.School;
import postern.learning.SqlLessons;
import postern.server.Failure;
import postern.server.LiveDesk;
import postern.server.Places;
import postern.server.WrongDesk;
import postern.store.SqliteStore;
import postern.store.Store;
import postern.terminal.Terminal;
import postern.triage.model.Training;

/** {@code model}: what the classifier learned. */
@Command(name = "model", mixinStandardHelpOptions = true,
    description = "The classifier: what it learned from, by what it tells topics, where it errs. Works beside a running gateway.",
    footerHeading = "%nExamples:%n",
    footer = {"  postern model show                 the live model, what speaks for each topic, what it confuses",
        "  postern model history              all models that are kept",
        "  postern model train                learn now, not when the gateway thinks it is time",
        "  postern model rollback             make the model before the live one live again",
        "  postern model exam mails.jsonl     how well it would do on mails whose topics you know"})
public final class ModelCommand implements Runnable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STORE = "postern.db";

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    ModelCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "say what to do: model show, history, train, rollback or exam");
    }

    @Command(description = "Shows a model: what speaks for each topic, and the confusion table of its cross validation.", mixinStandardHelpOptions = true)
    int show(@Mixin Places.Home home, @Parameters(paramLabel = "VERSION", arity = "0..1", description = "default: the live one") Integer version,
             @Option(names = "--json", description = "print one JSON object") boolean json) throws IOException, Failure {
        ModelShelf shelf = shelf(home);
        Optional<Integer> live = shelf.live();
        int wanted = version != null ? version : live.orElseThrow(() -> new Failure("no model is live: start the gateway, or run 'postern model train'"));
        Kept kept = shelf.all().stream().filter(one -> one.version() == wanted).findFirst()
            .orElseThrow(() -> new Failure("there is no model " + wanted + ": 'postern model history' shows what there is"));
        ModelPage page = new ModelPage(kept, live.equals(Optional.of(wanted)), shelf.read(wanted).findings());
        if (json) {
            terminal.say("%s", written(page.fields()));
        } else {
            page.print(terminal);
        }
        return 0;
    }

    @Command(description = "Shows all models that are kept, oldest first.", mixinStandardHelpOptions = true)
    int history(@Mixin Places.Home home, @Option(names = "--json", description = "JSON Lines, one object a model") boolean json) throws IOException {
        ModelShelf shelf = shelf(home);
        List<ModelPage> pages = shelf.all().stream().flatMap(kept -> ModelPage.of(shelf, kept).stream()).toList();
        if (json) {
            pages.forEach(page -> terminal.say("%s", written(page.headFields())));
        } else if (pages.isEmpty()) {
            terminal.say("no models yet; a gateway makes one from the example phrases when it starts");
        } else {
            ModelPage.printAll(pages, terminal);
        }
        return 0;
    }

    @Command(description = {"Trains a model from the example phrases of desk.yaml and what agents put right.",
        "It becomes live unless it answers the same examples worse than the live one."}, mixinStandardHelpOptions = true)
    int train(@Mixin Places places, @Mixin Places.Home home) throws IOException, WrongDesk {
        Desk desk = LiveDesk.open(places.conf()).get();
        Path file = home.get().resolve(STORE);
        // Without a store there is nothing that agents taught, and it is the gateway that makes one.
        if (!Files.exists(file)) {
            return told(new School(() -> desk, Lessons.none(), shelf(home), Clock.systemUTC()).train());
        }
        try (Store store = SqliteStore.open(file, new SimpleMeterRegistry())) {
            return told(new School(() -> desk, new SqlLessons(store), shelf(home), Clock.systemUTC()).train());
        }
    }

    private int told(School.Outcome outcome) {
        return switch (outcome) {
            case School.Outcome.TooFew few -> {
                terminal.say("%d examples of %d topics: write examples of two topics at least into desk.yaml", few.examples(), few.topics());
                yield 1;
            }
            case School.Outcome.Live live -> {
                terminal.say("model %d is live: %d examples, %d of them answered rightly by models that had not seen them", live.version(),
                    live.model().findings().examples(), live.model().rightAnswers());
                yield 0;
            }
            case School.Outcome.Worse worse -> {
                terminal.say("model %d is kept but not live: it answers %d examples rightly, the live one %d", worse.version(), worse.right(),
                    worse.rightBefore());
                yield 1;
            }
        };
    }

    @Command(description = "Makes an earlier model live; a running gateway takes it over within seconds.", mixinStandardHelpOptions = true)
    int rollback(@Mixin Places.Home home, @Parameters(paramLabel = "VERSION", arity = "0..1", description = "default: the one before the live one")
                 Integer version) throws IOException, Failure {
        ModelShelf shelf = shelf(home);
        int live = shelf.live().orElse(Integer.MAX_VALUE);
        int wanted = version != null ? version : shelf.all().stream().map(Kept::version).filter(one -> one < live).reduce((one, later) -> later)
            .orElseThrow(() -> new Failure("there is no earlier model: 'postern model history' shows what there is"));
        try {
            shelf.makeLive(wanted);
        } catch (IOException e) {
            throw new Failure("model " + wanted + " cannot be made live: " + e.getMessage(), e);
        }
        terminal.say("model %d is live", wanted);
        return 0;
    }

    @Command(description = {"Says how well the classifier would do on mails whose topics are known, by cross validation:",
        "each mail is answered by a model that has not seen it. Nothing is kept.",
        "FILE holds one JSON object a line, with text and label, or with subject, text and topic."}, mixinStandardHelpOptions = true)
    int exam(@Parameters(arity = "1..*", paramLabel = "FILE") List<Path> files,
             @Option(names = "--folds", defaultValue = "5", description = "parts of the mails, each asked of a model made from the others (${DEFAULT-VALUE})") int folds,
             @Option(names = "--per-topic", paramLabel = "N", defaultValue = "1000000", description = "models get so many examples of each topic at most")
             int perTopic,
             @Option(names = "--stranger", paramLabel = "LABEL", description = "label of mails about nothing known; models are not told of them") String stranger,
             @Option(names = "--precision", defaultValue = "" + Training.PRECISION, description = "part of right answers among those that count (${DEFAULT-VALUE})")
             double precision, @Option(names = "--json", description = "JSON Lines, one object a file") boolean json) throws IOException, Failure {
        Examination examination = new Examination(folds, perTopic, Optional.ofNullable(stranger), precision);
        for (Path file : files) {
            Examination.Result result = examination.of(file, terminal);
            if (json) {
                terminal.say("%s", written(result.fields()));
            } else {
                result.print(terminal);
            }
        }
        return 0;
    }

    private static ModelShelf shelf(Places.Home home) {
        return ModelShelf.beside(home.get().resolve(STORE));
    }

    private static String written(Object fields) {
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain values", e);
        }
    }
}
