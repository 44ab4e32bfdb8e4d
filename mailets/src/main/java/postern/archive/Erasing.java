package postern.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import postern.desk.TicketId;
import postern.store.Store;
import postern.tickets.Sql;

/**
 * Overwrites contents by zeros, after the chain says so: whoever finds zeros finds the receipt too. What a crash left undone is done at
 * the next start.
 */
final class Erasing {
    /** Records that one line of the chain names. */
    private static final int AT_ONCE = 1000;
    private static final int ZEROS = 1 << 16;
    private static final int DONE = 1;
    /** Where the content lies cannot be told from others'. That keeps neither the archive nor other erasures from going on. */
    static final int UNREADABLE = 2;
    private static final Logger LOG = LoggerFactory.getLogger(Erasing.class);

    private final Store store;
    private final Shelf shelf;

    Erasing(Store store, Shelf shelf) {
        this.store = store;
        this.shelf = shelf;
    }

    /** @return numbers of the records that are selected and not yet erased, in parts that fit into a line */
    List<List<Long>> records(Selection selection) {
        List<Long> numbers = store.read(connection -> {
            List<Catalogue.Place> places = new ArrayList<>();
            for (String mail : selection.mails()) {
                places.addAll(Catalogue.mails(connection, mail));
            }
            for (TicketId ticket : selection.tickets()) {
                places.addAll(Catalogue.eventsOf(connection, ticket));
            }
            List<Long> fresh = new ArrayList<>();
            for (Catalogue.Place place : places) {
                if (Catalogue.receipt(connection, place.number()).isEmpty()) {
                    fresh.add(place.number());
                }
            }
            return fresh.stream().distinct().sorted().toList();
        });
        List<List<Long>> parts = new ArrayList<>();
        for (int from = 0; from < numbers.size(); from += AT_ONCE) {
            parts.add(numbers.subList(from, Math.min(numbers.size(), from + AT_ONCE)));
        }
        return parts;
    }

    /** Does what a crash left undone, and tries again what a damaged record hindered. */
    void finish() throws IOException {
        overwrite(store.read(connection -> Sql.list(connection, "select number from archive_erased where done <> ?", row -> row.getLong(1), DONE)));
    }

    /** Call when the records are on the disk and in the store. */
    void finish(List<Entry> erasures) throws IOException {
        for (Entry erasure : erasures) {
            overwrite(erasure.erased());
        }
    }

    private void overwrite(List<Long> numbers) throws IOException {
        if (numbers.isEmpty()) {
            return;
        }
        Set<Long> unreadable = new HashSet<>();
        try (BlockCheck blocks = new BlockCheck(shelf)) {
            for (long number : numbers) {
                for (Catalogue.Place place : store.read(connection -> Catalogue.numbered(connection, number))) {
                    if (!overwrite(place, blocks)) {
                        unreadable.add(number);
                        LOG.error("The content of record {} is to be erased and is not overwritten: records of {} are damaged, and it cannot be told from others'",
                            number, place.day());
                    }
                }
            }
        }
        store.writeAndWait(connection -> {
            for (long number : numbers) {
                Sql.update(connection, "update archive_erased set done = ? where number = ?", unreadable.contains(number) ? UNREADABLE : DONE, number);
            }
            return null;
        });
    }

    /** @return false if nothing says where the content lies: what a damaged line says might be another's place */
    private boolean overwrite(Catalogue.Place place, BlockCheck blocks) throws IOException {
        Optional<Block> written = written(place);
        if (written.isPresent() && blocks.wrong(place.day(), written.get()) == null) {
            overwrite(shelf.contents(place.day()), written.get().from(), written.get().to());
            return true;
        }
        Whereabouts found = Whereabouts.of(shelf, place, store.read(Catalogue::head));
        boolean own = found.sound().isPresent() || store.read(connection -> {
            for (long number : Catalogue.numbers(connection, found.first(), found.last())) {
                if (Catalogue.receipt(connection, number).isEmpty()) {
                    return false;
                }
            }
            return true;
        });
        if (own) {
            overwrite(shelf.contents(place.day()), found.from(), found.to());
        }
        return own;
    }

    private Optional<Block> written(Catalogue.Place place) {
        try {
            return new Archive(store, shelf.folder()).entry(place).block();
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static void overwrite(Path file, long from, long to) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocate(ZEROS);
            for (long position = from; position < to;) {
                zeros.clear().limit((int) Math.min(ZEROS, to - position));
                position += channel.write(zeros, position);
            }
            channel.force(true);
        }
    }
}
