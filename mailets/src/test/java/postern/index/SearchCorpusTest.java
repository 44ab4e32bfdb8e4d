package postern.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.ibm.icu.text.Transliterator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.letter.LetterReader;

/** Chinese paragraphs as mails, and the questions that people asked about them (CMRC 2018). */
class SearchCorpusTest {
    private static final String CORPUS = "shared/corpora/search-cmrc2018-zh/cmrc2018_dev.json";

    /** A question and the mail that answers it. */
    private record Question(String text, long mail) {
    }

    private static final List<String> PARAGRAPHS = new ArrayList<>();
    private static final List<Question> QUESTIONS = new ArrayList<>();
    @TempDir
    private static Path folder;
    private static Indexer indexer;
    private static Snapshot snapshot;

    @BeforeAll
    static void index() throws Exception {
        Path corpus = Path.of("").toAbsolutePath();
        while (corpus != null && !Files.exists(corpus.resolve(CORPUS))) {
            corpus = corpus.getParent();
        }
        assumeTrue(corpus != null, "skipped: no ../" + CORPUS + " beside the checkout");
        for (JsonNode entry : new ObjectMapper().readTree(corpus.resolve(CORPUS).toFile()).get("data")) {
            for (JsonNode paragraph : entry.get("paragraphs")) {
                PARAGRAPHS.add(paragraph.get("context").textValue());
                paragraph.get("qas").forEach(question -> QUESTIONS.add(new Question(question.get("question").textValue(), PARAGRAPHS.size())));
            }
        }
        indexer = new Indexer(folder, new Paragraphs(), new LetterReader());
        indexer.start();
        await().atMost(Duration.ofMinutes(2)).until(() -> indexer.progress().state() == Progress.State.FOLLOWING);
        snapshot = indexer.snapshot(PARAGRAPHS.size(), Duration.ofMinutes(2)).orElseThrow();
    }

    @AfterAll
    static void close() throws Exception {
        if (snapshot != null) {
            snapshot.close();
            indexer.close();
        }
    }

    @Test
    void nineOfTenQuestionsFindTheirParagraphAmongTheFirstFive() throws Exception {
        Random random = new Random(1);
        int found = 0;
        int asked = 500;
        for (int i = 0; i < asked; i++) {
            Question question = QUESTIONS.get(random.nextInt(QUESTIONS.size()));
            long[] mails = find(new Wish.Words(List.of(), question.text(), false));
            found += LongStream.of(mails).limit(5).anyMatch(mail -> mail == question.mail()) ? 1 : 0;
        }
        assertThat((double) found / asked).as("recall@5").isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void everyTwoCharacterWordThatOccursIsFoundInSimplifiedAndTraditional() throws Exception {
        Transliterator traditional = Transliterator.getInstance("Simplified-Traditional");
        Random random = new Random(2);
        for (int i = 0; i < 1000; ) {
            int paragraph = random.nextInt(PARAGRAPHS.size());
            String text = PARAGRAPHS.get(paragraph);
            int at = random.nextInt(text.length() - 1);
            String word = text.substring(at, at + 2);
            if (word.codePoints().allMatch(Character::isIdeographic)) {
                i++;
                for (String written : List.of(word, traditional.transliterate(word))) {
                    Needle needle = new Needle(written);
                    long[] mails = IndexQueries.mails(snapshot.searcher(), needle.found(Zone.ALL, snapshot.searcher().getIndexReader(), new Vocabulary()).query());
                    assertThat(Arrays.binarySearch(mails, paragraph + 1L)).as(written + " in " + text).isGreaterThanOrEqualTo(0);
                }
            }
        }
    }

    private static long[] find(Wish wish) throws Exception {
        return new Seeker(Optional.of(snapshot), new Paragraphs(), new NoDesk(), ZoneOffset.UTC, new Vocabulary()).find(wish, false).mails();
    }

    /** Paragraph n is mail n, which came by change n. */
    private static final class Paragraphs implements MailSource {
        @Override
        public long newest() {
            return PARAGRAPHS.size();
        }

        @Override
        public List<Change> after(long position, int atMost) {
            return LongStream.rangeClosed(position + 1, PARAGRAPHS.size()).limit(atMost).mapToObj(number -> new Change(number, number, false)).toList();
        }

        @Override
        public Optional<Change> at(long position) {
            return position < 1 || position > PARAGRAPHS.size() ? Optional.empty() : Optional.of(new Change(position, position, false));
        }

        @Override
        public List<Long> below(long mail, int atMost) {
            return LongStream.iterate(Math.min(mail - 1, PARAGRAPHS.size()), number -> number > 0, number -> number - 1).limit(atMost).boxed().toList();
        }

        @Override
        public long count() {
            return PARAGRAPHS.size();
        }

        @Override
        public Optional<byte[]> octets(long mail) {
            // One in three is written in traditional characters.
            String text = PARAGRAPHS.get((int) mail - 1);
            String written = mail % 3 == 0 ? Transliterator.getInstance("Simplified-Traditional").transliterate(text) : text;
            return Optional.of(("From: a@b.example\r\nSubject: mail\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + written + "\r\n").getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void forget(long position) {
            // They stay as they are.
        }
    }

    /** Knows no tickets. */
    private static final class NoDesk implements Seeker.Desk {
        @Override
        public long[] with(Wish.Trait trait, String value) {
            return new long[0];
        }

        @Override
        public long[] between(long from, long to) {
            return LongStream.rangeClosed(1, PARAGRAPHS.size()).toArray();
        }
    }
}
