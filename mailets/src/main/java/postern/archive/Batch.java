package postern.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import postern.desk.TicketId;
import postern.store.Store;
import postern.tickets.TicketEvent;

/** One batch of the feed: written and synced to the files first, then entered into the store and taken from the feed in one commit. */
final class Batch {
    private final Store store;
    private final ArchiveKey key;
    private final Scribe scribe;
    private final Instant now;
    private final List<Done> done = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final Map<String, List<TicketEvent>> happened = new LinkedHashMap<>();

    /** @param links mails that the record is about */
    private record Done(Scribe.Written written, Set<String> links) {
    }

    Batch(Store store, ArchiveKey key, Scribe scribe, Instant now) {
        this.store = store;
        this.key = key;
        this.scribe = scribe;
        this.now = now;
    }

    /** @return how many rows were taken: fewer than wait before and at an erasure */
    int write(List<Feed.Row> waiting, Erasing erasing) throws IOException {
        List<Feed.Row> rows = upToErasure(waiting);
        Head before = scribe.head();
        scribe.seal(now);
        for (Feed.Row row : rows) {
            add(row, erasing);
        }
        for (Map.Entry<String, List<TicketEvent>> ticket : happened.entrySet()) {
            events(TicketId.ofDigits(ticket.getKey()), ticket.getValue());
        }
        if (scribe.head().equals(before) && rows.isEmpty()) {
            return 0;
        }
        scribe.sync();
        commit(rows);
        erasing.finish(done.stream().map(one -> one.written().entry()).filter(entry -> entry.what() == What.ERASED).toList());
        return rows.size();
    }

    /** An erasure is a batch of its own, so that it finds all that was before it. */
    private static List<Feed.Row> upToErasure(List<Feed.Row> rows) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).what().equals("erase")) {
                return rows.subList(0, Math.max(1, i));
            }
        }
        return rows;
    }

    private void add(Feed.Row row, Erasing erasing) throws IOException {
        if (row.name() == null) {
            return;
        }
        switch (row.what()) {
            case "accepted" -> mail(What.ACCEPTED, row, content(row));
            case "sent" -> mail(What.SENT, row, new SequenceInputStream(new ByteArrayInputStream(row.prefix()), content(row)));
            case "event" -> happened.computeIfAbsent(row.name(), ticket -> new ArrayList<>()).add(new TicketEvent(Instant.ofEpochMilli(row.at()),
                row.fields().kind(), row.fields().mail(), row.fields().text()));
            case "erase" -> {
                for (List<Long> records : erasing.records(Selection.read(row.fields().text()))) {
                    done.add(new Done(scribe.erasure(row.name(), records, now), Set.of()));
                }
            }
            default -> throw new IllegalStateException("the feed has a row of " + row.what());
        }
    }

    private void mail(What what, Feed.Row row, InputStream content) throws IOException {
        if (!row.known() && (what != What.SENT || seen.add(row.name()))) {
            done.add(new Done(scribe.content(what, Instant.ofEpochMilli(row.at()), row.name(), Envelope.of(row).json(), content, now), Set.of()));
        }
    }

    private InputStream content(Feed.Row row) {
        return row.octets() != null ? new ByteArrayInputStream(row.octets())
            : row.hash() == null ? InputStream.nullInputStream() : store.bodies().open(row.hash());
    }

    private void events(TicketId ticket, List<TicketEvent> events) throws IOException {
        done.add(new Done(scribe.content(What.EVENTS, now, ticket.value(), "", new ByteArrayInputStream(Happening.written(events)), now),
            Catalogue.names(events.stream().map(TicketEvent::mail).toList())));
    }

    private void commit(List<Feed.Row> rows) {
        Head head = scribe.head();
        store.writeAndWait(connection -> {
            for (Done one : done) {
                Catalogue.enter(connection, one.written(), one.links());
            }
            if (!rows.isEmpty()) {
                Feed.delete(connection, rows.getLast().id());
            }
            Catalogue.put(connection, head, key);
            return null;
        });
    }
}
