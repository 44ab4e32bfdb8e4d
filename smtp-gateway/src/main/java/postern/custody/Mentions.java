package postern.custody;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import postern.archive.Archive;
import postern.archive.Archived;
import postern.archive.Comb;
import postern.archive.Envelope;
import postern.keeping.KeptMails;
import postern.keeping.Marks;
import postern.letter.Correspondent;
import postern.letter.Letter;
import postern.letter.LetterReader;
import postern.mailbox.SqlKeptMails;
import postern.store.Store;
import postern.tickets.Sql;

/**
 * Which addresses of a home fit marks: those of tickets and of what is remembered, and those that any mail of folders and archive names in
 * its header or text, since a person may be known as a reader only. For one thread.
 */
final class Mentions {
    /** RFC 5321 §4.5.3.1. */
    private static final int LOCAL = 64;
    private static final int DOMAIN = 255;
    private static final int AT_ONCE = 500;
    /** Addresses that are not marked twice; more are, after some time. */
    private static final int REMEMBERED = 100_000;
    private static final Map<String, String> COLUMNS = Map.of("ticket", "customer", "ticket_participant", "address", "ticket_writer", "address",
        "correspondent", "address", "acknowledgement", "address", "promise_told", "address", "submission_held", "recipients");

    private final Marks marks;
    private final Set<String> wanted;
    private final LetterReader reader = new LetterReader();
    private final Set<String> seen = new HashSet<>();
    private final Map<String, String> found = new HashMap<>();

    private Mentions(Marks marks, Set<String> wanted) {
        this.marks = marks;
        this.wanted = wanted;
    }

    /** @return by the marks that were found, their addresses */
    static Map<String, String> of(Store store, Marks marks, Set<String> wanted) throws IOException {
        Mentions mentions = new Mentions(marks, wanted);
        if (!wanted.isEmpty()) {
            mentions.tables(store);
            mentions.folders(SqlKeptMails.unheard(store));
            mentions.archive(store);
        }
        return mentions.found;
    }

    private void tables(Store store) {
        COLUMNS.forEach((table, column) -> store.<List<String>>read(connection ->
            Sql.first(connection, "select 1 from sqlite_master where type = 'table' and name = ?", row -> true, table).isEmpty() ? List.of()
                : Sql.list(connection, "select distinct " + column + " from " + table, row -> row.getString(1))).forEach(value -> value.lines().forEach(this::add)));
    }

    private void folders(KeptMails mails) {
        for (List<Long> some = mails.after(0, AT_ONCE); !some.isEmpty(); some = mails.after(some.getLast(), AT_ONCE)) {
            for (long id : some) {
                mails.find(id).ifPresent(mail -> {
                    look(new String(mail.prefix(), StandardCharsets.ISO_8859_1));
                    look(mail.body());
                });
            }
        }
    }

    private void archive(Store store) throws IOException {
        Archive archive = new Archive(store, Archive.folder(store));
        if (archive.exists()) {
            new Comb(store, archive).all(new Comb.Eye() {
                @Override
                public void look(Archived mail) throws IOException {
                    Envelope envelope = mail.envelope();
                    Stream.concat(Stream.of(envelope.sender()), envelope.recipients().stream()).forEach(Mentions.this::add);
                    try (InputStream raw = mail.raw()) {
                        Mentions.this.look(raw.readAllBytes());
                    }
                }

                @Override
                public void damaged(Comb.Damaged mail) {
                    // Whom it names nobody can know; the erasure of anybody tells of it.
                }
            });
        }
    }

    private void look(byte[] mail) {
        Letter letter = reader.read(mail);
        Stream.of(letter.from(), letter.to(), letter.cc(), letter.replyTo()).flatMap(List::stream).map(Correspondent::address).forEach(this::add);
        look(letter.text());
        look(letter.quoted());
        look(letter.signature());
        look(new String(mail, StandardCharsets.ISO_8859_1));
    }

    /** Adds what may be an address in a text. */
    private void look(String text) {
        String plain = text.replace("%40", "@");
        for (int at = plain.indexOf('@'); at >= 0; at = plain.indexOf('@', at + 1)) {
            int from = at;
            while (from > 0 && at - from < LOCAL && isOfAddress(plain.charAt(from - 1))) {
                from--;
            }
            int to = at + 1;
            while (to < plain.length() && to - at <= DOMAIN && isOfAddress(plain.charAt(to))) {
                to++;
            }
            while (to > at + 1 && !Character.isLetterOrDigit(plain.charAt(to - 1))) {
                to--;
            }
            if (from < at && to > at + 1) {
                add(plain.substring(from, to));
            }
        }
    }

    private static boolean isOfAddress(char c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || "._+-".indexOf(c) >= 0);
    }

    private void add(String address) {
        if (address == null || address.indexOf('@') <= 0 || address.endsWith("@")) {
            return;
        }
        String lower = address.strip().toLowerCase(Locale.ROOT);
        if (seen.size() >= REMEMBERED) {
            seen.clear();
        }
        if (seen.add(lower) && wanted.contains(marks.of(lower))) {
            found.put(marks.of(lower), lower);
        }
    }
}
