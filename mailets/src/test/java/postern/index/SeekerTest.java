package postern.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.search.IndexSearcher;
import org.junit.jupiter.api.Test;

/** Wishes are granted from the mails themselves where the index cannot. */
class SeekerTest {
    private static final Wish WISH = new Wish.All(List.of(words("refund"), new Wish.Not(words("solved")), new Wish.Not(new Wish.WithFiles())));

    private static Wish words(String text) {
        return new Wish.Words(List.of(), text, false);
    }

    /** Three mails, of whose changes only those from a number on are known. */
    private static final class Mails implements MailSource, Seeker.Desk {
        private static final List<String> TEXTS = List.of("a refund, please", "refund solved", "no refunds");
        private final List<Long> read = new ArrayList<>();
        private final long from;

        Mails(long from) {
            this.from = from;
        }

        @Override
        public long newest() {
            return TEXTS.size();
        }

        @Override
        public List<Change> after(long position, int atMost) {
            return LongStream.rangeClosed(Math.max(from, position + 1), newest()).mapToObj(i -> new Change(i, i, false)).toList();
        }

        @Override
        public Optional<Change> at(long position) {
            return Optional.empty();
        }

        @Override
        public List<Long> below(long mail, int atMost) {
            return List.of();
        }

        @Override
        public long count() {
            return newest();
        }

        @Override
        public Optional<byte[]> octets(long mail) {
            read.add(mail);
            return Optional.of(("Subject: s\r\n\r\n" + TEXTS.get((int) mail - 1) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void forget(long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long[] with(Wish.Trait trait, String value) {
            return new long[0];
        }

        @Override
        public long[] between(long earliest, long latest) {
            return LongStream.rangeClosed(1, newest()).toArray();
        }
    }

    private static Seeker.Result found(Optional<Snapshot> snapshot, Mails mails) throws IOException {
        return new Seeker(snapshot, mails, mails, ZoneOffset.UTC, new Vocabulary()).find(WISH, true);
    }

    @Test
    void withoutAnIndexEachMailIsReadOnceWhateverIsWished() throws IOException {
        Mails mails = new Mails(1);
        assertThat(found(Optional.empty(), mails).mails()).containsExactly(3, 1);
        assertThat(mails.read).containsExactly(1L, 2L, 3L);
    }

    @Test
    void anIndexWhoseNextChangeIsForgottenIsNotAsked() throws IOException {
        for (long from = 1; from <= 3; from++) {
            try (Snapshot empty = new Snapshot(new IndexSearcher(new MultiReader()), new Coverage(0, 0, Coverage.ALL), () -> { })) {
                assertThat(found(Optional.of(empty), new Mails(from)).mails()).as("changes from %d", from).containsExactly(3, 1);
            }
        }
    }
}
