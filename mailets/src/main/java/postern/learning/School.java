package postern.learning;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.inject.Singleton;
import postern.desk.Desk;
import postern.desk.Topic;
import postern.triage.Wordings;
import postern.triage.model.Example;
import postern.triage.model.Model;
import postern.triage.model.Training;

/** Trains models from the desk's phrases and what agents put right. One thread at a time. */
@Singleton
public final class School {
    /** Not more often than this because of what agents put right. */
    private static final Duration OFTEN = Duration.ofHours(1);
    /** After this a single lesson is enough. */
    private static final Duration SELDOM = Duration.ofDays(1);
    private static final int ENOUGH = 10;

    private final Provider<Desk> desk;
    private final Lessons lessons;
    private final ModelShelf shelf;
    private final Clock clock;

    @Inject
    public School(Provider<Desk> desk, Lessons lessons, ModelShelf shelf, Clock clock) {
        this.desk = desk;
        this.lessons = lessons;
        this.shelf = shelf;
        this.clock = clock;
    }

    /** What became of a training. */
    public sealed interface Outcome {
        /** @param topics that have examples; two are needed */
        record TooFew(int examples, int topics) implements Outcome {
        }

        /** It answers the examples no worse than the one before, and is live. */
        record Live(int version, Model model) implements Outcome {
        }

        /**
         * It is kept, but the earlier one stays live.
         *
         * @param right examples that it answers rightly
         * @param rightBefore examples that the live one answers rightly
         */
        record Worse(int version, Model model, long right, long rightBefore) implements Outcome {
        }
    }

    /** Examples as they are now: phrases of the desk first, then what agents put right, the newest first. */
    public List<Example> examples() {
        Desk now = desk.get();
        Optional<Model> live = before();
        List<Example> all = new ArrayList<>(Wordings.phrases(now));
        for (Lesson lesson : lessons.newest(Training.MOST)) {
            topic(lesson, now, live).ifPresent(topic -> all.add(new Example(topic, lesson.wording(), Example.Source.CORRECTION)));
        }
        return all.subList(0, Math.min(all.size(), Training.MOST));
    }

    /** A move names a team. Of a team with several topics the live model says which one it must be, if it can. */
    private static Optional<String> topic(Lesson lesson, Desk desk, Optional<Model> live) {
        if (lesson.topic().isPresent()) {
            return lesson.topic().filter(desk.topics()::containsKey);
        }
        List<String> topics = desk.topics().values().stream().filter(topic -> topic.team().equals(lesson.team())).map(Topic::id).toList();
        return topics.size() == 1 ? Optional.of(topics.getFirst()) : live.flatMap(model -> model.likeliest(lesson.wording(), topics));
    }

    /** Trains, compares, keeps, and makes live what is not worse. Takes seconds to minutes; an interrupt ends it early. */
    public Outcome train() throws IOException {
        List<Example> examples = examples();
        int topics = (int) examples.stream().map(Example::topic).distinct().count();
        if (topics < 2) {
            return new Outcome.TooFew(examples.size(), topics);
        }
        String phrases = phrases();
        Model model = Training.of(examples, precision(desk.get()));
        ModelShelf.Kept kept = shelf.add(model, phrases, clock.instant());
        Optional<Model> before = before();
        long right = model.rightAnswers();
        long rightBefore = before.map(live -> live.rightAnswers(examples)).orElse(-1L);
        if (right < rightBefore) {
            return new Outcome.Worse(kept.version(), model, right, rightBefore);
        }
        shelf.makeLive(kept.version());
        return new Outcome.Live(kept.version(), model);
    }

    /** Learns anew, and leaves no earlier model behind: for lessons that had to be forgotten. */
    public void relearn() throws IOException {
        Outcome outcome = train();
        Optional<Integer> made = switch (outcome) {
            case Outcome.TooFew few -> Optional.empty();
            case Outcome.Live live -> Optional.of(live.version());
            case Outcome.Worse worse -> Optional.of(worse.version());
        };
        shelf.keepOnly(made);
    }

    /**
     * @return whether there is something to learn: no model is live, the desk has other phrases than the newest model was made
     *         from, or agents put enough right since
     */
    public boolean due() throws IOException {
        List<ModelShelf.Kept> all = shelf.all();
        if (!desk.get().classifier().enabled()) {
            return false;
        }
        if (all.isEmpty() || shelf.live().isEmpty() || !all.getLast().phrases().equals(phrases())) {
            return true;
        }
        Instant made = all.getLast().made();
        Duration age = Duration.between(made, clock.instant());
        int taught = lessons.since(made);
        return age.compareTo(OFTEN) >= 0 && (taught >= ENOUGH || taught > 0 && age.compareTo(SELDOM) >= 0);
    }

    /**
     * The model that a gateway with this desk judges by, for those that only look: the live one, or, where the desk's phrases are
     * others by now, one made from the phrases alone and kept nowhere.
     *
     * @throws IOException if the live one is damaged: then a gateway goes by rules alone
     */
    public static Optional<Model> model(ModelShelf shelf, Desk desk) throws IOException {
        if (!desk.classifier().enabled()) {
            return Optional.empty();
        }
        Optional<Integer> live = shelf.live();
        List<ModelShelf.Kept> all = shelf.all();
        // As a gateway does: it learns anew if the newest model was made from other phrases, and else goes by the live one.
        if (live.isPresent() && !all.isEmpty() && all.getLast().phrases().equals(phrases(desk))) {
            return Optional.of(shelf.read(live.get()));
        }
        List<Example> examples = Wordings.phrases(desk);
        boolean enough = examples.stream().map(Example::topic).distinct().count() > 1;
        return enough ? Optional.of(Training.of(examples.subList(0, Math.min(examples.size(), Training.MOST)), precision(desk))) : Optional.empty();
    }

    private String phrases() {
        return phrases(desk.get());
    }

    private static String phrases(Desk desk) {
        return Long.toHexString(Training.print(Wordings.phrases(desk)) * 100 + desk.classifier().precision());
    }

    private static double precision(Desk desk) {
        return desk.classifier().precision() / 100.0;
    }

    /** A live model that cannot be read is no rival. */
    private Optional<Model> before() {
        try {
            Optional<Integer> live = shelf.live();
            return live.isPresent() ? Optional.of(shelf.read(live.get())) : Optional.empty();
        } catch (IOException damaged) {
            return Optional.empty();
        }
    }
}
