package postern.archive;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import postern.desk.TicketId;
import postern.store.Schema;
import postern.store.SqliteStore;
import postern.store.Store;
import postern.tickets.Sql;
import postern.tickets.SampleDesk;
import postern.tickets.SqlTickets;

/** A store with the tables that the archive follows, and an archive beside it. */
final class Filled implements AutoCloseable {
    static final ArchiveKey KEY = new ArchiveKey("a key of a home, long enough".getBytes(StandardCharsets.UTF_8));
    static final TicketId TICKET = TicketId.ofDigits("4821093766");
    /** Columns as the spool makes them. */
    private static final Schema TABLES = new Schema("test", List.of("""
        create table journal (name text primary key, at integer not null, sender text, recipients text not null, remote text, helo text, login text,
          prefix blob, body blob) without rowid;
        create table spool (id integer primary key autoincrement, queue text not null, name text not null, priority integer not null, due integer not null,
          envelope text not null, prefix blob not null, body blob);
        """ + Store.Bodies.countedBy("journal", "body") + Store.Bodies.countedBy("spool", "body")));

    final Path folder;
    final Store store;
    final Archive archive;
    Instant now = Instant.parse("2026-11-22T08:00:00Z");

    Filled(Path home) {
        folder = home.resolve("archive");
        store = SqliteStore.open(home.resolve("postern.db"), new SimpleMeterRegistry());
        store.migrate(TABLES);
        new SqlTickets(store, new SecureRandom(), SampleDesk::read);
        archive = new Archive(store, folder);
        archivist();
    }

    Archivist archivist() {
        return new Archivist(store, folder, KEY, new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        });
    }

    void drain() throws IOException {
        archivist().drain();
    }

    void accept(String name, byte[] content) {
        store.writeAndWait(connection -> Sql.update(connection, "insert into journal values (?, ?, 'wang@customer.example', 'returns@shop.example', '10.0.0.1', 'mx', null, ?, ?)",
            name, now, "Received: from mx\r\n".getBytes(StandardCharsets.UTF_8), store.bodies().put(connection, content)));
    }

    void accept(String name) {
        accept(name, content(name));
    }

    static byte[] content(String name) {
        return ("Subject: " + name + "\r\n\r\n我要退款 " + name.repeat(3) + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    void send(String name) {
        store.writeAndWait(connection -> Sql.update(connection, "insert into spool(queue, name, priority, due, envelope, prefix, body) values ('outgoing', ?, 5, ?, ?, ?, ?)",
            name, now, "{\"recipients\":[\"wang@customer.example\"],\"state\":\"outgoing\"}", new byte[0], store.bodies().put(connection, content(name))));
    }

    /** Something happens to the one ticket. */
    void happen(String kind, String mail) {
        store.writeAndWait(connection -> {
            Optional<Long> ticket = Sql.first(connection, "select id from ticket where number = 4821093766", row -> row.getLong(1));
            long id = ticket.isPresent() ? ticket.get() : Sql.first(connection, "insert into ticket(number, state, customer, subject, language, opened, news)"
                + " values (4821093766, 'open', 'wang@customer.example', 's', 'zh', 0, 0) returning id", row -> row.getLong(1)).orElseThrow();
            return Sql.update(connection, "insert into ticket_event(ticket, at, kind, mail, detail) values (?, ?, ?, ?, 'topic refund')", id, now, kind, mail);
        });
    }

    Verification.Report verify() throws IOException {
        return Verification.of(store, folder, KEY).verify(octets -> { });
    }

    @Override
    public void close() {
        store.close();
    }
}
