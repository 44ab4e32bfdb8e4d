package postern.keeping;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import postern.archive.Archive;
import postern.archive.Archived;
import postern.archive.Archivist;
import postern.archive.Comb;
import postern.archive.Envelope;
import postern.archive.Selection;
import postern.desk.TicketId;
import postern.letter.Correspondent;
import postern.letter.LetterReader;
import postern.store.Store;

/**
 * The archive. It is append-only: what the person wrote or got goes whole, and of other people's mails that name the person the
 * archived original goes too, because only the folders' copy can be masked. A record that is damaged holds up nothing: where the catalogue
 * knows that it is of the person's ticket it goes, and otherwise the receipt names it, or it goes too if that was ordered.
 */
public final class ArchivePlace implements Place {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long LOOK_MILLIS = 50;
    private static final int A_UNIT = 200;

    private final Store store;
    private final Archive archive;
    private final Archivist archivist;

    public ArchivePlace(Store store, Archive archive, Archivist archivist) {
        this.store = store;
        this.archive = archive;
        this.archivist = archivist;
    }

    @Override
    public void erase(Erasing erasing) throws IOException {
        if (!erasing.looks()) {
            await(() -> archivist.progress().behind() == 0);
        }
        Map<String, Optional<TicketId>> found = archive.exists() ? found(erasing) : Map.of();
        List<String> names = List.copyOf(found.keySet());
        List<TicketId> tickets = List.copyOf(erasing.findings().tickets());
        for (int from = 0; from < Math.max(names.size(), tickets.size()); from += A_UNIT) {
            List<String> some = part(names, from);
            List<TicketId> theirs = part(tickets, from);
            erasing.unit(connection -> order(connection, erasing, found, some, theirs));
        }
        if (!erasing.looks()) {
            await(() -> archive.isErased(Receipt.name(erasing.order())));
            for (long record : archive.unerased(Receipt.name(erasing.order()))) {
                erasing.damaged("archive, record %d: is the person's, and is not overwritten, because records beside it are damaged too and its place is not told by"
                    .formatted(record) + " them; it goes when they are mended, as from a backup, or erased");
            }
        }
    }

    private static <T> List<T> part(List<T> all, int from) {
        return all.subList(Math.min(from, all.size()), Math.min(from + A_UNIT, all.size()));
    }

    private int order(Connection connection, Erasing erasing, Map<String, Optional<TicketId>> found, List<String> some, List<TicketId> theirs) throws SQLException {
        // The holds of this moment: one may have been put on while the archive was read.
        Set<TicketId> free = erasing.free(connection, Stream.concat(some.stream().map(found::get).flatMap(Optional::stream), theirs.stream()).toList());
        Set<String> names = some.stream().filter(name -> found.get(name).map(free::contains).orElse(true)).collect(Collectors.toSet());
        Set<TicketId> tickets = theirs.stream().filter(free::contains).collect(Collectors.toSet());
        erasing.count(connection, "archived mails", names.size());
        if (!erasing.looks()) {
            archive.erase(connection, new Selection(names, tickets), Receipt.name(erasing.order()));
        }
        return names.size();
    }

    private Map<String, Optional<TicketId>> found(Erasing erasing) throws IOException {
        Map<String, Optional<TicketId>> found = new HashMap<>();
        new Comb(store, archive).all(new Comb.Eye() {
            @Override
            public void look(Archived mail) throws IOException {
                if (mentions(mail, erasing)) {
                    found.put(mail.name(), mail.ticket());
                }
            }

            @Override
            public void damaged(Comb.Damaged mail) {
                if (mail.ticket().filter(erasing.findings().tickets()::contains).isPresent() || erasing.person().withDamaged()) {
                    found.put(mail.name(), mail.ticket());
                } else {
                    erasing.damaged("archive, record %d of %s, mail %s, %s %s%s: is damaged and cannot be searched; it may hold the person's mail. 'postern verify' names"
                        .formatted(mail.number(), mail.day(), mail.name(), mail.direction().word(), mail.at(), mail.ticket().map(ticket -> " for ticket " + ticket).orElse(""))
                        + " the damage; mend it, as from a backup, and erase again, or erase with --damaged, which overwrites it unseen");
                }
            }
        });
        return found;
    }

    private static boolean mentions(Archived mail, Erasing erasing) throws IOException {
        boolean ofTicket = mail.ticket().filter(erasing.findings().tickets()::contains).isPresent();
        if (ofTicket && !erasing.findings().isOthers(mail.envelope()) || isIn(mail.envelope(), erasing)) {
            return true;
        }
        try (InputStream raw = mail.raw()) {
            byte[] octets = raw.readAllBytes();
            return new LetterReader().read(octets).from().stream().map(Correspondent::address).anyMatch(erasing.person()::has)
                || Redaction.masked(octets, erasing.traces()).isPresent();
        }
    }

    private static boolean isIn(Envelope envelope, Erasing erasing) {
        return erasing.person().has(envelope.sender()) || envelope.recipients().stream().anyMatch(erasing.person()::has)
            || erasing.traces().sure().in(envelope.helo() + "\n" + envelope.trace());
    }

    /** A running gateway's archivist does it by itself; else this process does. */
    private void await(BooleanSupplier done) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IOException("the archive is behind: " + archivist.progress().trouble());
            }
            if (!archivist.drain()) {
                rest();
            }
        }
    }

    private static void rest() throws IOException {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
