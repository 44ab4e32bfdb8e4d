package postern.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import postern.desk.TicketId;
import postern.tickets.TicketEvent;

/**
 * A mail of the archive. What is not in its record is read when it is asked for; an {@link UncheckedIOException} then says that the
 * file cannot be read.
 */
public final class Archived {
    private final Archive archive;
    private final LocalDate day;
    private final Entry entry;
    private final Block block;

    Archived(Archive archive, LocalDate day, Entry entry) {
        this.archive = archive;
        this.day = day;
        this.entry = entry;
        this.block = entry.block().orElseThrow();
    }

    /** Place in the chain, from 1. */
    public long number() {
        return entry.number();
    }

    /** In whose files it is. */
    LocalDate day() {
        return day;
    }

    /** When the gateway took it over, or handed it on. */
    public Instant at() {
        return entry.at();
    }

    /** {@link What#ACCEPTED} or {@link What#SENT}. */
    public What direction() {
        return entry.what();
    }

    /**
     * The name under which the gateway took it over. What was sent because of a mail has that mail's name, a dash and more; an agent's
     * mail that goes out may keep its name, so a name and a direction are unique.
     */
    public String name() {
        return entry.name();
    }

    /** Octets of the mail. */
    public long size() {
        return block.size();
    }

    /** SHA-256 in hex of what the chain vouches for: see the package. */
    public String digest() {
        return block.sha256();
    }

    /** The receipt by which its content was erased; then {@link #envelope} and {@link #raw} have nothing to read. */
    public Optional<String> erased() {
        return archive.receipt(number());
    }

    /** {@link #erased} as part of a unit of work. */
    public boolean isErased(Connection connection) throws SQLException {
        return Catalogue.receipt(connection, number()).isPresent();
    }

    public Envelope envelope() {
        try {
            return Envelope.read(archive.contents().about(day, block));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The mail as it crossed the wire, without the lines that the gateway wrote above it. Read it to its end to know that it is whole. */
    public InputStream raw() throws IOException {
        return archive.contents().content(day, block, Contents.linesOf(entry.what()));
    }

    /** What {@link #digest} is the SHA-256 of: random digits, envelope, mail. */
    public InputStream record() throws IOException {
        return archive.contents().whole(day, block);
    }

    /** The ticket that it belongs to; a mail of ours belongs to that of the mail it was written for. */
    public Optional<TicketId> ticket() {
        return archive.ticketOf(name());
    }

    /** What happened to its ticket so far, in order; empty without a ticket. */
    public List<TicketEvent> events() {
        return ticket().map(archive::events).orElse(List.of());
    }

    /** {@link #events}, and what happened to the tickets that go on as one with it, in order of time. */
    public List<TicketEvent> conversation() {
        return ticket().map(own -> archive.events(archive.conversation(own).events()).stream().sorted(Comparator.comparing(TicketEvent::at)).toList()).orElse(List.of());
    }

    /** What was decided about this mail, with the reasons: the events that it caused. */
    public List<TicketEvent> decisions() {
        return events().stream().filter(event -> event.mail().equals(name()) || event.mail().equals(Catalogue.origin(name()))).toList();
    }

    private UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException("record " + number() + " of the archive (" + name() + ") cannot be read: " + e.getMessage(), e);
    }
}
