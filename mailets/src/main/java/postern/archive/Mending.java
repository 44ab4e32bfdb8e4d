package postern.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import postern.store.Store;
import postern.tickets.Sql;
import postern.tickets.TicketEvent;

/**
 * Brings files and store together before anything is written: records that are whole in the files and unknown to the store (the
 * process ended between the two, or the store came back from a backup) are entered and leave the feed; the rest of a record that was
 * being written is cut off. Damage before that stays as it is.
 */
final class Mending {
    private static final Logger LOG = LoggerFactory.getLogger(Mending.class);
    private static final int AT_ONCE = 1000;

    private final Store store;
    private final Shelf shelf;
    private final ArchiveKey key;
    private final Contents contents;
    private final BlockCheck blocks;
    private final List<Line> whole = new ArrayList<>();
    private Head head;
    private Head reached;
    private String before;
    private Line last;

    Mending(Store store, Shelf shelf, ArchiveKey key) {
        this.store = store;
        this.shelf = shelf;
        this.key = key;
        this.contents = new Contents(shelf);
        this.blocks = new BlockCheck(shelf);
    }

    /** @return where the chain ends */
    Head mend() throws IOException {
        head = store.read(Catalogue::head);
        reached = withinFiles(head);
        before = head.hash();
        try (blocks) {
            new Walk(shelf).from(reached.day(), reached.lines(), this::line);
        }
        enter();
        cut();
        if (!reached.equals(head)) {
            store.writeAndWait(connection -> {
                Catalogue.put(connection, reached, key);
                return null;
            });
        }
        return reached;
    }

    /** Files that are shorter than the store knows are damage; what comes goes behind what is left of them. */
    private Head withinFiles(Head known) throws IOException {
        if (known.number() == 0) {
            return known;
        }
        long lines = size(shelf.lines(known.day()));
        long octets = size(shelf.contents(known.day()));
        if (lines >= known.lines() && octets >= known.contents()) {
            return known;
        }
        LOG.error("The archive of {} is shorter than it was; 'postern verify' names what is missing", known.day());
        return new Head(known.number(), known.hash(), known.day(), Math.min(lines, known.lines()), Math.max(octets, 0), known.sealed());
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private void line(Line line) throws IOException {
        last = line;
        boolean follows = line.follows(before);
        before = line.hash();
        Entry entry = follows ? line.entry().orElse(null) : null;
        if (entry == null || entry.block().isPresent() && blocks.wrong(line.day(), entry.block().get()) != null && !isErased(entry)) {
            return;
        }
        whole.add(line);
        long end = entry.block().map(Block::to).orElse(line.day().equals(reached.day()) ? reached.contents() : 0L);
        reached = new Head(entry.number(), line.hash(), line.day(), line.to(), end, entry.what() == What.SEAL);
        if (whole.size() == AT_ONCE) {
            enter();
        }
    }

    private boolean isErased(Entry entry) {
        return store.read(connection -> Catalogue.receipt(connection, entry.number())).isPresent();
    }

    private void enter() throws IOException {
        List<Known> known = new ArrayList<>();
        for (Line line : whole) {
            Entry entry = line.entry().orElseThrow();
            known.add(new Known(new Scribe.Written(entry, line.day(), line.from()), entry.what() == What.EVENTS ? events(line.day(), entry) : List.of()));
        }
        whole.clear();
        if (!known.isEmpty()) {
            LOG.info("{} records of the archive are entered into the store, up to {}", known.size(), known.getLast().written().entry().number());
            store.writeAndWait(connection -> {
                for (Known one : known) {
                    one.enter(connection);
                }
                return null;
            });
        }
    }

    private List<TicketEvent> events(LocalDate day, Entry entry) throws IOException {
        return isErased(entry) ? List.of() : Happening.read(contents.content(day, entry.block().orElseThrow(), 1));
    }

    /** A record that the files have. */
    private record Known(Scribe.Written written, List<TicketEvent> events) {
        void enter(Connection connection) throws SQLException {
            Entry entry = written.entry();
            Catalogue.enter(connection, written, Catalogue.names(events.stream().map(TicketEvent::mail).toList()));
            switch (entry.what()) {
                case ACCEPTED, SENT -> Sql.update(connection, "delete from archive_feed where what = ? and name = ?", entry.what().word(), entry.name());
                case EVENTS -> {
                    for (TicketEvent event : events) {
                        Sql.update(connection, """
                            delete from archive_feed where what = 'event' and event in (select e.id from ticket_event e join ticket t on t.id = e.ticket
                              where t.number = ? and e.at = ? and e.kind = ? and e.mail = ? and e.detail = ?)""",
                            Long.parseLong(entry.name().replace("-", "")), event.at(), event.kind(), event.mail(), event.detail());
                    }
                }
                // Several erasures may have one receipt; one that is done already finds nothing to do.
                case ERASED, DAY, SEAL -> { }
            }
        }
    }

    /** Cuts off what a crash left of a record; says so. */
    private void cut() throws IOException {
        cut(shelf.lines(reached.day()), reached.lines());
        cut(shelf.contents(reached.day()), reached.contents());
        if (last != null && last.day().isAfter(reached.day())) {
            LOG.warn("The records of {} cannot be read", last.day());
        }
        Path lines = shelf.lines(reached.day());
        if (reached.lines() > 0 && Files.exists(lines)) {
            endLine(lines);
        }
    }

    private void endLine(Path lines) throws IOException {
        try (FileChannel channel = FileChannel.open(lines, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer octet = ByteBuffer.allocate(1);
            channel.read(octet, reached.lines() - 1);
            if (octet.get(0) != '\n') {
                channel.write(ByteBuffer.wrap(new byte[] {'\n'}), reached.lines());
                reached = new Head(reached.number(), reached.hash(), reached.day(), reached.lines() + 1, reached.contents(), reached.sealed());
            }
        }
    }

    private static void cut(Path file, long size) throws IOException {
        if (Files.exists(file) && Files.size(file) > size) {
            LOG.warn("{}: {} octets behind the last whole record are cut off", file, Files.size(file) - size);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(size);
                channel.force(true);
            }
        }
    }
}
