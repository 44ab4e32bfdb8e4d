package postern.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import postern.letter.LetterReader;

/** A needle is found where it occurs, by eye and by index. */
class NeedleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        款                      | 我想退款，谢谢                    | true
        退款                    | 我想退款，谢谢                    | true
        想退款                  | 我想退款，谢谢                    | true
        款谢                    | 我想退款，谢谢                    | false
        款，谢                  | 我想退款，谢谢                    | true
        退貨                    | 申请退货                          | true
        软件                    | 這個軟件不能用                    | true
        訂單ＡＢ１２            | 订单 ab12 没有到                  | true
        訂單 ab1                | 订单AB12没有到                    | true
        efun                    | Please refund me                  | true
        REFUND ME               | Please refund me                  | true
        refund him              | Please refund me                  | false
        und m                   | Please refund me                  | true
        alice@example.org       | write to <alice@example.org>.     | true
        lice@exam               | write to <alice@example.org>.     | true
        alice@example.org       | write to alice-example.org        | false
        2026/0117               | order JD-2026/0117-9              | true
        JD-2026                 | order JD-2026/0117-9              | true
        117                     | order JD-2026/0117-9              | true
        one two                 | one, two                          | true
        Re:                     | Shakespeare                       | false
        Re:                     | Re: hello                         | true
        ???                     | what???                           | true
        ???                     | what?                             | false
        😀                      | nice 😀😀 day                     | true
        😀😀                    | nice 😀 day                       | false
        ①                       | 第1条                             | true
        고객                    | 우리고객님                        | true
        """)
    void occursOrNot(String needle, String text, boolean found) throws IOException {
        assertThat(eye(needle, text)).as("by eye").isEqualTo(found);
        assertThat(index(needle, text)).as("by index").isEqualTo(found);
    }

    @Test
    void aNeedleOfAWholeTextIsFoundInEveryZone() throws IOException {
        String text = signs(500);
        assertThat(index(text, text + signs(700).substring(501), Zone.ALL)).isTrue();
        assertThat(index(text, text.substring(0, 499) + "款", Zone.ALL)).as("another end").isFalse();
    }

    @Test
    void aQueryOfAWholeTextIsFoundAndRanked() throws IOException {
        String text = signs(500);
        try (ByteBuffersDirectory directory = directory(text); DirectoryReader reader = DirectoryReader.open(directory)) {
            for (boolean phrase : new boolean[] {false, true}) {
                WordWish wish = new WordWish(new Wish.Words(List.of(), text, phrase));
                BooleanQuery.Builder ranking = new BooleanQuery.Builder();
                wish.rank(ranking, reader, new Vocabulary());
                IndexSearcher searcher = new IndexSearcher(reader);
                assertThat(IndexQueries.mails(searcher, wish.found(reader, new Vocabulary()).query())).containsExactly(7);
                assertThat(IndexQueries.scores(searcher, ranking.build(), new long[] {7})).containsKey(7L);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"e", "款"})
    void aNeedleThatThousandsOfWordsHoldIsFoundWithoutNamingThem(String needle) throws IOException {
        String text = IntStream.range(0, 5000).mapToObj(i -> "款" + Character.toString(0x4E00 + i) + " we" + i).collect(Collectors.joining(" "));
        try (ByteBuffersDirectory directory = directory(text); DirectoryReader reader = DirectoryReader.open(directory)) {
            Needle.Found found = new Needle(needle).found(List.of(Zone.BODY), reader, new Vocabulary());
            assertThat(IndexQueries.mails(new IndexSearcher(reader), found.query())).contains(7);
            assertThat(found.certain()).isTrue();
            assertThat(found.query().toString().length()).isLessThan(100);
        }
    }

    @Test
    void wordsThatThereIsNoRoomForAreFoundAllTheSame() throws IOException {
        try (ByteBuffersDirectory directory = directory("请退款 refunded Überfund 고객님"); DirectoryReader reader = DirectoryReader.open(directory)) {
            for (long room : new long[] {0, 12, 1000}) {
                Vocabulary words = new Vocabulary(room);
                assertThat(words.holding(reader, "body", "fund", false, 10)).extracting(BytesRef::utf8ToString).containsExactly("refunded", "überfund");
                assertThat(words.holding(reader, "body", "fund", true, 10)).extracting(BytesRef::utf8ToString).containsExactly("überfund");
                assertThat(words.holding(reader, "body", "고객", false, 10)).hasSize(1);
            }
        }
    }

    private static String signs(int count) {
        return IntStream.range(0, count).mapToObj(i -> Character.toString(0x4E00 + i * 7)).collect(Collectors.joining());
    }

    @Property(tries = 400)
    void everyPartOfATextIsFound(@ForAll("texts") String text, @ForAll int from, @ForAll int length) throws IOException {
        int start = Math.floorMod(from, text.length());
        String part = text.substring(start, Math.min(text.length(), start + 1 + Math.floorMod(length, 12)));
        assertThat(eye(part, text)).as("«%s» in «%s» by eye", part, text).isTrue();
        assertThat(index(part, text)).as("«%s» in «%s» by index", part, text).isTrue();
    }

    @Property(tries = 400)
    void indexAndEyeAgree(@ForAll("texts") String text, @ForAll("parts") String needle) throws IOException {
        assertThat(index(needle, text)).as("«%s» in «%s»", needle, text).isEqualTo(eye(needle, text));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("退款货貨ab12 ,.-@\n。，é").ofMinLength(1).ofMaxLength(40).map(text -> "x" + text.strip() + "y");
    }

    @Provide
    Arbitrary<String> parts() {
        return Arbitraries.strings().withChars("退款貨ab1 .-。").ofMinLength(1).ofMaxLength(4);
    }

    private static MailText mail(String text) {
        return MailText.of(("Subject: s\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text.replace("\n", "\r\n") + "\r\n")
            .getBytes(StandardCharsets.UTF_8), new LetterReader());
    }

    private static boolean eye(String needle, String text) {
        return new Needle(needle).in(mail(text), Set.of(Zone.BODY));
    }

    private static boolean index(String needle, String text) throws IOException {
        return index(needle, text, Set.of(Zone.BODY));
    }

    /** What the index is not certain of is looked at, as searches do. */
    private static boolean index(String needle, String text, Set<Zone> zones) throws IOException {
        try (ByteBuffersDirectory directory = directory(text); DirectoryReader reader = DirectoryReader.open(directory)) {
            Needle wanted = new Needle(needle);
            Needle.Found found = wanted.found(zones, reader, new Vocabulary());
            long[] mails = IndexQueries.mails(new IndexSearcher(reader), found.query());
            return mails.length > 0 && mails[0] == 7 && (found.certain() || wanted.in(mail(text), zones));
        }
    }

    private static ByteBuffersDirectory directory(String text) throws IOException {
        ByteBuffersDirectory directory = new ByteBuffersDirectory();
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
            writer.addDocument(Documents.of(7, mail(text)));
            writer.addDocument(Documents.of(8, mail("nothing of it")));
        }
        return directory;
    }
}
