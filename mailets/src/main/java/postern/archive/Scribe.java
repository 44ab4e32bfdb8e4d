package postern.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends records to the chain. A record goes into the files of the day on which it is written, or of the chain's last day if the
 * clock stands before it. For one thread.
 */
final class Scribe implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Scribe.class);
    private static final int SALT = 16;

    private final Shelf shelf;
    private final ArchiveKey key;
    private final Dictionary dictionary = Dictionary.standard();
    private final Packer packer = new Packer(dictionary);
    private final SecureRandom random = new SecureRandom();
    private Head head;
    private DayWriter day;

    /** A record and where its line begins. */
    record Written(Entry entry, LocalDate day, long line) {
    }

    Scribe(Shelf shelf, ArchiveKey key, Head head) throws IOException {
        this.shelf = shelf;
        this.key = key;
        this.head = head;
        dictionary.layInto(shelf.folder());
    }

    /** Where the chain ends with what was appended so far. */
    Head head() {
        return head;
    }

    /**
     * @param about a line of JSON that belongs to the content, empty for none
     * @param content is read to its end, not closed
     */
    Written content(What what, Instant at, String name, String about, InputStream content, Instant now) throws IOException {
        turn(now);
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        String before = HexFormat.of().formatHex(salt) + "\n" + (about.isEmpty() ? "" : about + "\n");
        Block block = day.block(packer, before.getBytes(StandardCharsets.UTF_8), content);
        return append(at, what, name, Optional.of(block), List.of(), Map.of());
    }

    Written erasure(String receipt, List<Long> records, Instant now) throws IOException {
        turn(now);
        return append(now, What.ERASED, receipt, Optional.empty(), records, Map.of());
    }

    /** Seals the last day if it is over. */
    void seal(Instant now) throws IOException {
        if (!head.sealed() && dayOf(now).isAfter(head.day())) {
            reopen();
            append(now, What.SEAL, head.day().toString(), Optional.empty(), List.of(), Map.of("mac", key.mac(seal(head.day(), head.hash()))));
            // Where logs go to another machine, this is a witness that nobody on this one can change.
            LOG.info("The archive of {} is sealed: {}:{}", head.day(), head.number(), head.hash());
        }
    }

    /** What a seal vouches for. */
    static String seal(LocalDate day, String hash) {
        return "seal " + day + " " + hash;
    }

    private void turn(Instant now) throws IOException {
        seal(now);
        if (head.sealed()) {
            sync();
            close(day);
            LocalDate next = head.number() == 0 || dayOf(now).isAfter(head.day()) ? dayOf(now) : head.day().plusDays(1);
            head = new Head(head.number(), head.hash(), next, 0, 0, false);
            day = null;
            reopen();
            append(now, What.DAY, next.toString(), Optional.empty(), List.of(), Map.of("after", head.hash(), "dictionary", dictionary.sha256()));
        } else {
            reopen();
        }
    }

    private static LocalDate dayOf(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    private void reopen() throws IOException {
        if (day == null) {
            day = new DayWriter(shelf.lines(head.day()), shelf.contents(head.day()), head.lines(), head.contents());
        }
    }

    private Written append(Instant at, What what, String name, Optional<Block> block, List<Long> erased, Map<String, String> said) throws IOException {
        Entry entry = new Entry(head.number() + 1, at, what, name, block, erased, said);
        byte[] json = entry.json();
        String hash = Digests.link(head.hash(), json);
        long line = day.line(hash, json);
        head = new Head(entry.number(), hash, head.day(), day.linesEnd(), day.contentsEnd(), what == What.SEAL);
        return new Written(entry, head.day(), line);
    }

    void sync() throws IOException {
        if (day != null) {
            day.sync();
        }
    }

    private static void close(DayWriter writer) throws IOException {
        if (writer != null) {
            writer.close();
        }
    }

    @Override
    public void close() throws IOException {
        packer.close();
        close(day);
    }
}
