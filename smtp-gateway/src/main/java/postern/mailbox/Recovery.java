package postern.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.inject.Singleton;
import javax.mail.MessagingException;
import org.apache.james.server.core.MailImpl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import postern.archive.Archive;
import postern.archive.Archived;
import postern.archive.Recoveries;
import postern.archive.What;
import postern.desk.Desk;
import postern.desk.TicketId;
import postern.gestures.Standing;
import postern.keeping.ErasureBook;
import postern.spool.StoredMessage;
import postern.store.Store;
import postern.store.Work;
import postern.tickets.Folders;
import postern.tickets.Folders.Belonging;
import postern.tickets.Ticket;
import postern.tickets.TicketEvent;
import postern.tickets.Tickets;
import postern.triage.RawMail;

/** Lays mails of the archive into the folder where their ticket stands, when somebody asked for it by {@code postern recover}. */
@Singleton
public final class Recovery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final int AT_ONCE = 100;
    /** What agents deleted lies there for a while, and is no use to the team. */
    private static final String DELETED = "Desk%Deleted";

    private final Store store;
    private final Archive archive;
    private final Folders folders;
    private final Tickets tickets;
    private final Provider<Desk> desk;
    private final Clock clock;
    private final ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("postern-recovery").factory());

    @Inject
    public Recovery(Store store, Archive archive, Folders folders, Tickets tickets, Provider<Desk> desk, Clock clock) {
        this.store = store;
        this.archive = archive;
        this.folders = folders;
        this.tickets = tickets;
        this.desk = desk;
        this.clock = clock;
    }

    /** Call once, when the archive's tables are there. */
    public void start() {
        timer.scheduleWithFixedDelay(this::grant, 1, 1, TimeUnit.SECONDS);
    }

    private void grant() {
        try {
            // An erasure would pass by what is laid now; after it the archive says what is erased.
            if (!store.<Boolean>read(ErasureBook::isErasing)) {
                for (Recoveries.Wish wish : new Recoveries(store).waiting(AT_ONCE)) {
                    store.writeAndWait(outcome(wish));
                }
            }
        } catch (MessagingException | RuntimeException e) {
            LOG.warn("Mails are not back from the archive yet: {}", e.toString());
        }
    }

    private Work<?> outcome(Recoveries.Wish wish) throws MessagingException {
        try {
            Optional<Archived> mail = archive.mail(wish.mail());
            Optional<String> receipt = mail.flatMap(Archived::erased);
            return mail.isEmpty() ? settled(wish, "is not in the archive")
                : receipt.isPresent() ? settled(wish, "was erased by receipt " + receipt.get()) : filing(wish, mail.get());
        } catch (IOException | UncheckedIOException e) {
            LOG.error("{} cannot be brought back; 'postern verify' names what is damaged: {}", wish.mail(), e.getMessage());
            return settled(wish, "cannot be read: " + e.getMessage());
        }
    }

    private static Work<?> settled(Recoveries.Wish wish, String outcome) {
        return connection -> {
            Recoveries.settle(connection, wish.id(), outcome);
            return null;
        };
    }

    private Work<?> filing(Recoveries.Wish wish, Archived archived) throws IOException, MessagingException {
        byte[] content;
        try (InputStream raw = archived.raw()) {
            content = raw.readAllBytes();
        }
        byte[] hash = store.writeAndWait(connection -> store.bodies().put(connection, content));
        Optional<Ticket> ticket = archived.ticket().flatMap(tickets::find);
        Instant now = clock.instant();
        Desk current = desk.get();
        String folder = ticket.map(known -> Standing.of(known, current).folder(current)).orElseGet(() -> current.catchAllTeam().folder());
        MailImpl mail = MailImpl.builder().name(archived.name() + "-recovered-" + wish.id()).build();
        mail.setMessageNoCopy(StoredMessage.of(store, archived.envelope().trace().getBytes(StandardCharsets.UTF_8), hash));
        boolean ours = archived.direction() == What.SENT || archived.envelope().login().isPresent();
        Work<?> laying = folders.filing(new Folders.Filing(mail, folder, header(ticket, now),
            ticket.map(known -> Standing.of(known, current).keywords(List.of())).orElse(List.of()), archived.at(),
            ticket.map(known -> new Belonging(known.id(), messageId(content), ours))));
        return connection -> {
            if (archived.isErased(connection) || ErasureBook.isErasing(connection)) {
                // The next look says why.
                return null;
            }
            Optional<String> lies = ticket.isEmpty() ? Optional.empty() : lies(connection, ticket.get().id(), hash);
            if (lies.isEmpty()) {
                laying.on(connection);
                if (ticket.isPresent()) {
                    tickets.note(connection, ticket.get().id(), new TicketEvent(now, "noted", archived.name(), "recovered from the archive"));
                }
            }
            Recoveries.settle(connection, wish.id(), lies.map(where -> "lies in " + where + " anyway").orElse("is in " + folder + " again"));
            return null;
        };
    }

    private static String header(Optional<Ticket> ticket, Instant now) {
        return ticket.map(known -> "X-Postern-Ticket: " + known.id().value() + "\r\n").orElse("") + "X-Postern-Recovered: " + now + "\r\n";
    }

    private static Optional<String> messageId(byte[] content) {
        RawMail raw = RawMail.of(content);
        return raw.fields().stream().filter(field -> field.name().equals("message-id")).findFirst().map(field -> raw.value(field).strip());
    }

    /** @return the folder in which the ticket has this mail still */
    private static Optional<String> lies(Connection connection, TicketId ticket, byte[] hash) throws SQLException {
        return Sql.one(connection, "select f.name from mailbox_ticket t join mailbox_mail m on m.id = t.mail join mailbox_entry e on e.mail = m.id"
            + " join mailbox_folder f on f.id = e.folder where t.ticket = ? and m.body = ? and f.name not like '" + DELETED + "' limit 1",
            row -> row.getString(1), Long.parseLong(ticket.value().replace("-", "")), hash);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
