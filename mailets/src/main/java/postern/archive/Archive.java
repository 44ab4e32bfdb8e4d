package postern.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import postern.desk.TicketId;
import postern.store.Store;
import postern.tickets.Sql;
import postern.tickets.TicketEvent;

/**
 * Every mail that was accepted and sent, with its envelope, and what happened to its ticket; whatever people did with it since.
 *
 * <p>What was committed less than a second ago may not be here yet: {@link Archivist#drain} writes it down. Thread-safe; works beside a
 * running gateway in another process.
 */
public final class Archive {
    private final Store store;
    private final Shelf shelf;
    private final Contents contents;

    /** @param folder of the files; there is nothing in it before an {@link Archivist} worked */
    public Archive(Store store, Path folder) {
        this.store = store;
        this.shelf = new Shelf(folder);
        this.contents = new Contents(shelf);
    }

    /** Where the archive of a store lies. */
    public static Path folder(Store store) {
        return store.file().toAbsolutePath().resolveSibling("archive");
    }

    /** @return whether there is one; a store of an earlier program has none until the gateway ran */
    public boolean exists() {
        return store.read(connection -> Sql.first(connection, "select 1 from sqlite_master where name = 'archive_head'", row -> true)).isPresent();
    }

    /**
     * Mails of a time, oldest first, as the stream is read; erased ones are left out. Holds a few hundred records in memory.
     *
     * @param to not itself in the time
     */
    public Stream<Archived> between(Instant from, Instant to) {
        return between(from, to, (record, trouble) -> {
            throw trouble;
        });
    }

    /** @param damaged told the numbers of records that cannot be read, which are left out */
    public Stream<Archived> between(Instant from, Instant to, BiConsumer<Long, UncheckedIOException> damaged) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(new Timeline(store, this, from, to, damaged),
            Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    /** @return the mail of a name as it was accepted, or else as it was sent */
    public Optional<Archived> mail(String name) {
        return mails(store.read(connection -> Catalogue.mails(connection, name))).stream().findFirst();
    }

    /** Mails of a ticket, accepted and sent, in the order of the chain; also those whose contents are erased. */
    public List<Archived> ofTicket(TicketId ticket) {
        return mails(store.read(connection -> Catalogue.mailsOf(connection, ticket)));
    }

    /** Names of a ticket's mails, also of those whose records cannot be read any more. */
    public Set<String> namesOf(TicketId ticket) {
        return store.read(connection -> Catalogue.namesOf(connection, ticket));
    }

    /** What happened to a ticket, in order; without what is erased. */
    public List<TicketEvent> events(TicketId ticket) {
        return events(eventPlaces(ticket));
    }

    List<TicketEvent> events(List<Catalogue.Place> places) {
        List<TicketEvent> events = new ArrayList<>();
        for (Catalogue.Place place : places) {
            if (receipt(place.number()).isEmpty()) {
                try (InputStream content = contents.content(place.day(), entry(place).block().orElseThrow(), 1)) {
                    events.addAll(Happening.read(content));
                } catch (IOException e) {
                    throw new UncheckedIOException("record " + place.number() + " of the archive cannot be read: " + e.getMessage(), e);
                }
            }
        }
        return events;
    }

    /**
     * Has the contents of records overwritten: mail, envelope, events and the random digits that keep their digests from being guessed. The
     * chain keeps the records and says by which receipt they were erased. Done by the archivist, after everything that was committed
     * before; call inside a unit of work, so that it is one commit with the other erasures of the receipt.
     *
     * @param receipt names the erasure; no word of the erased
     */
    public void erase(Connection connection, Selection selection, String receipt) throws SQLException {
        Sql.update(connection, "insert into archive_feed(what, name, text) values ('erase', ?, ?)", receipt, selection.json());
    }

    /** @return whether the archivist has done an erasure of this receipt */
    public boolean isErased(String receipt) {
        return store.read(connection -> Sql.first(connection, """
            select 1 where not exists (select 1 from archive_feed where what = 'erase' and name = ?1)
              and not exists (select 1 from archive_erased where receipt = ?1 and done = 0)""", row -> true, receipt)).isPresent();
    }

    /**
     * Records of a receipt whose contents could not be overwritten: their lines are damaged, and so are others beside them whose contents stay.
     *
     * @return their numbers
     */
    public List<Long> unerased(String receipt) {
        return store.read(connection -> Sql.list(connection, "select number from archive_erased where receipt = ? and done = ? order by number",
            row -> row.getLong(1), receipt, Erasing.UNREADABLE));
    }

    Optional<String> receipt(long number) {
        return store.read(connection -> Catalogue.receipt(connection, number));
    }

    Optional<TicketId> ticketOf(String mail) {
        return store.read(connection -> Catalogue.ticketOf(connection, mail));
    }

    List<Catalogue.Place> eventPlaces(TicketId ticket) {
        return store.read(connection -> Catalogue.eventsOf(connection, ticket));
    }

    Conversation conversation(TicketId ticket) {
        return new Conversation(store, this, ticket);
    }

    Walk walk() {
        return new Walk(shelf);
    }

    Contents contents() {
        return contents;
    }

    private List<Archived> mails(List<Catalogue.Place> places) {
        return places.stream().map(place -> new Archived(this, place.day(), entry(place))).toList();
    }

    /** The record at a place. */
    Entry entry(Catalogue.Place place) {
        List<Line> lines = new ArrayList<>(1);
        try {
            new Walk(shelf).day(place.day(), place.line(), place.line() + 1, lines::add);
        } catch (IOException e) {
            throw new UncheckedIOException("record " + place.number() + " of the archive cannot be read: " + e.getMessage(), e);
        }
        return lines.stream().findFirst().flatMap(Line::entry).filter(entry -> entry.number() == place.number()).orElseThrow(() ->
            new UncheckedIOException(new IOException("record " + place.number() + " is not where it was, in " + shelf.lines(place.day())
                + "; 'postern verify' names the damage")));
    }
}
