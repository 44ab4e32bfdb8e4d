package postern.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.letter.LetterReader;

/** What is in the files of the index: no word of a removed mail, and nothing twice. */
class PurgedIndexTest {
    @TempDir
    private Path folder;

    /** Mails in memory. */
    private static final class Source implements MailSource {
        private final List<Change> changes = new CopyOnWriteArrayList<>();
        private final Map<Long, String> mails = new ConcurrentHashMap<>();

        void put(long mail, String text) {
            mails.put(mail, text);
            changes.add(new Change(changes.size() + 1, mail, false));
        }

        void remove(long mail) {
            mails.remove(mail);
            changes.add(new Change(changes.size() + 1, mail, true));
        }

        @Override
        public long newest() {
            return changes.size();
        }

        @Override
        public long count() {
            return mails.size();
        }

        @Override
        public List<Change> after(long position, int atMost) {
            return changes.stream().skip(position).limit(atMost).toList();
        }

        @Override
        public Optional<Change> at(long position) {
            return changes.stream().filter(change -> change.position() == position).findFirst();
        }

        @Override
        public List<Long> below(long mail, int atMost) {
            return List.of();
        }

        @Override
        public Optional<byte[]> octets(long mail) {
            return Optional.ofNullable(mails.get(mail)).map(text -> ("Subject: x\r\n\r\n" + text).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void forget(long position) {
            assertThat(position).isPositive();
        }
    }

    /** Documents in the files, those that are only marked as removed too. */
    private int documents() throws IOException {
        try (FSDirectory directory = FSDirectory.open(folder); DirectoryReader reader = DirectoryReader.open(directory)) {
            return reader.maxDoc();
        }
    }

    @Test
    void alsoWhileSearchesHoldTheOldFiles() throws IOException {
        Source source = new Source();
        try (Indexer indexer = new Indexer(folder, source, new LetterReader())) {
            indexer.start();
            assertThat(indexer.purge(Duration.ofSeconds(60))).isTrue();
            for (int i = 1; i <= 50; i++) {
                source.put(i, "text of number " + i);
            }
            assertThat(indexer.purge(Duration.ofSeconds(60))).isTrue();
            try (Snapshot before = indexer.snapshot(source.newest(), Duration.ofSeconds(60)).orElseThrow()) {
                assertThat(documents()).isEqualTo(50);
                for (int i = 10; i <= 50; i += 10) {
                    source.remove(i);
                }
                assertThat(before.position()).isEqualTo(50);
            }
            assertThat(indexer.purge(Duration.ofSeconds(60))).isTrue();
            assertThat(documents()).isEqualTo(45);
        }
    }

    @Test
    void whenItIsQuietSegmentsAreMergedAndWhatTheyReplaceIsNotKept() throws IOException {
        Source source = new Source();
        try (LiveIndex live = LiveIndex.open(folder, source)) {
            live.covers(live.coverage().downTo(Coverage.ALL));
            for (int i = 1; i <= 16; i++) {
                source.put(i, "text of number " + i);
                live.add(i, MailText.of(source.octets(i).orElseThrow(), new LetterReader()), false);
                live.covers(live.coverage().upTo(source.at(i).orElseThrow()));
                live.commit();
            }
        }
        try (Indexer indexer = new Indexer(folder, source, new LetterReader())) {
            indexer.start();
            await().atMost(Duration.ofSeconds(60)).until(indexer::isAtRest);
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("write.lock")))
                    .containsExactlyInAnyOrderElementsOf(CommittedFiles.of(folder));
            }
            assertThat(SegmentInfos.readLatestCommit(FSDirectory.open(folder)).size()).isLessThan(8);
            assertThat(documents()).isEqualTo(16);
        }
    }
}
