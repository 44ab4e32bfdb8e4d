package postern.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import postern.desk.TicketId;
import postern.store.Store;
import postern.tickets.Sql;

/** Goes through all mails whose contents are not erased. A damaged record hides no other one, and is told. For one thread. */
public final class Comb {
    private static final int PAGE = 500;
    /** Mails of a day that cannot be read, for which all its records are read: of one whose contents are lost altogether nothing is to be found. */
    private static final int SALVAGED = 20;

    private final Store store;
    private final Archive archive;
    private final Shelf shelf;
    private LocalDate day = LocalDate.MIN;
    private int lost;

    /** @param archive of the store */
    public Comb(Store store, Archive archive) {
        this.store = store;
        this.archive = archive;
        this.shelf = new Shelf(Archive.folder(store));
    }

    /** Who looks at the mails. */
    public interface Eye {
        /** What it throws because the mail cannot be read makes the mail a damaged one. */
        void look(Archived mail) throws IOException;

        void damaged(Damaged mail);
    }

    /**
     * A mail whose content cannot be read.
     *
     * @param number in the chain
     * @param name as {@link Archived#name}
     * @param day in whose files it is
     * @param ticket of which the catalogue knows that the mail is the ticket's
     */
    public record Damaged(long number, String name, What direction, Instant at, LocalDate day, Optional<TicketId> ticket) {
    }

    private record Known(Catalogue.Place place, String name, What what, Instant at) {
    }

    /** @throws IOException if reading is cut off, or nothing of the archive is there; not because of damage */
    public void all(Eye eye) throws IOException {
        if (shelf.days().isEmpty() && store.read(Catalogue::head).number() > 0) {
            // Perhaps its disk is not mounted: that is no damage, and over by itself.
            throw new IOException("the files of the archive are not in " + shelf.folder());
        }
        long after = 0;
        for (List<Known> page = page(after); !page.isEmpty(); page = page(after)) {
            for (Known one : page) {
                if (!isShown(one, eye)) {
                    eye.damaged(new Damaged(one.place().number(), one.name(), one.what(), one.at(), one.place().day(), archive.ticketOf(one.name())));
                }
                after = one.place().number();
            }
        }
    }

    private List<Known> page(long after) {
        return store.read(connection -> Sql.list(connection, "select number, day, line, name, what, at from archive_mail where number > ?"
            + " and number not in (select number from archive_erased) order by number limit ?", row -> new Known(Catalogue.place(row), row.getString(4),
            What.of(row.getString(5)), Instant.ofEpochMilli(row.getLong(6))), after, PAGE));
    }

    private boolean isShown(Known one, Eye eye) throws IOException {
        try {
            lost = one.place().day().equals(day) ? lost : 0;
            day = one.place().day();
            boolean shown = isShown(one, block(one.place()), eye) || lost < SALVAGED && isShown(one, salvaged(one.place()), eye);
            lost += shown ? 0 : 1;
            return shown;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Optional<Block> block(Catalogue.Place place) throws IOException {
        try {
            return archive.entry(place).block();
        } catch (UncheckedIOException e) {
            throwIfCutOff(e.getCause());
            return Optional.empty();
        }
    }

    private boolean isShown(Known one, Optional<Block> block, Eye eye) throws IOException {
        try {
            if (block.isPresent()) {
                eye.look(new Archived(archive, one.place().day(), new Entry(one.place().number(), one.at(), one.what(), one.name(), block, List.of(), Map.of())));
                return true;
            }
        } catch (IOException e) {
            throwIfCutOff(e);
        } catch (UncheckedIOException e) {
            throwIfCutOff(e.getCause());
        }
        // Erased by another receipt while it was read.
        return archive.receipt(one.place().number()).isPresent();
    }

    private static void throwIfCutOff(IOException e) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw e;
        }
    }

    /** Where the content lies by what the records around it say, if it is the only one there. */
    private Optional<Block> salvaged(Catalogue.Place place) throws IOException {
        Whereabouts found = Whereabouts.of(shelf, place, store.read(Catalogue::head));
        boolean alone = found.sound().isEmpty() && found.to() > found.from() && store.read(connection ->
            Catalogue.numbers(connection, found.first(), found.last())).equals(List.of(place.number()));
        return alone ? Optional.of(new Block(found.from(), found.to(), 0, "")) : Optional.empty();
    }
}
