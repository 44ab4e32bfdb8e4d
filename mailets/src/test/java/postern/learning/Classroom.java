package postern.learning;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import postern.desk.Desk;
import postern.desk.TicketId;
import postern.desk.file.DeskFile;
import postern.triage.model.Wording;

/** The sample desk, and mails made up from words of its topics. */
final class Classroom {
    private static final Map<String, String> WORDS = new TreeMap<>(Map.of("delivery", "parcel courier tracking shipped depot", "invoice",
        "invoice receipt vat billing statement", "refund", "refund money bank credited repay", "quality", "broken screen loose cracked torn"));
    private static final String[] IDLE = "hello i have a question about my order please help thanks".split(" ");

    private Classroom() {
    }

    static Desk desk() {
        return DeskFile.read("desk.yaml", text()).orThrow();
    }

    static Desk desk(String phrase, String instead) {
        return DeskFile.read("desk.yaml", text().replace(phrase, instead)).orThrow();
    }

    /** @param wrong whether each is said to be of any topic, so that there is nothing to learn from them */
    static List<Lesson> lessons(int ofTopic, boolean wrong, Instant at, Random random) {
        List<Lesson> lessons = new ArrayList<>();
        List<String> topics = List.copyOf(WORDS.keySet());
        for (int topic = 0; topic < topics.size(); topic++) {
            for (int i = 0; i < ofTopic; i++) {
                String of = topics.get(wrong ? random.nextInt(topics.size()) : topic);
                lessons.add(new Lesson(TicketId.random(random), "", Optional.of(of), new Wording("", mail(topics.get(topic), random)), at));
            }
        }
        return lessons;
    }

    private static String mail(String topic, Random random) {
        String[] words = WORDS.get(topic).split(" ");
        StringBuilder text = new StringBuilder();
        for (int word = 0; word < 12; word++) {
            text.append(word % 6 == 3 ? words[random.nextInt(words.length)] : IDLE[random.nextInt(IDLE.length)]).append(' ');
        }
        return text.toString().strip();
    }

    private static String text() {
        try {
            return Files.readString(Path.of("").toAbsolutePath().resolveSibling("conf/desk.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
