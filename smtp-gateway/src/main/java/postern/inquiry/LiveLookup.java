package postern.inquiry;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.inject.Inject;
import javax.inject.Provider;
import postern.desk.Desk;
import postern.gestures.Conversations;
import postern.index.Lookup;
import postern.index.MailText;
import postern.index.Seeker;
import postern.index.Snapshot;
import postern.index.Vocabulary;
import postern.index.Wish;
import postern.letter.LetterReader;
import postern.mailbox.TeamTree;
import postern.search.DeskMails;
import postern.search.IndexHome;
import postern.search.StoredMails;
import postern.store.Store;

/** Searches in the running gateway with the rights of the moment: what lies only in folders that a person may not read is not there. */
public final class LiveLookup implements Lookup {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Store store;
    private final StoredMails mails;
    private final IndexHome index;
    private final TeamTree tree;
    private final Conversations conversations;
    private final Provider<Desk> desk;
    private final LetterReader reader = new LetterReader();
    private final Vocabulary words = new Vocabulary();

    @Inject
    public LiveLookup(Store store, IndexHome index, TeamTree tree, Conversations conversations, Provider<Desk> desk) {
        this.store = store;
        this.mails = new StoredMails(store);
        this.index = index;
        this.tree = tree;
        this.conversations = conversations;
        this.desk = desk;
    }

    @Override
    public Page find(Wish wish, String login, int from, int most) throws IOException {
        DeskMails tables = new DeskMails(store);
        Map<Long, String> folders = readable(login);
        long[] allowed = in(folders.keySet());
        long[] found = LongStream.of(all(wish, tables)).filter(mail -> Arrays.binarySearch(allowed, mail) >= 0).toArray();
        long[] page = Arrays.copyOfRange(found, Math.min(from, found.length), Math.min(from + most, found.length));
        Set<String> names = Set.copyOf(folders.values());
        return new Page(found.length, tables.shown(page).stream().map(shown -> hit(shown, names)).toList(), tables.facets(found));
    }

    private long[] all(Wish wish, DeskMails tables) throws IOException {
        Optional<Snapshot> snapshot = index.snapshot(mails.newest(), PATIENCE);
        if (snapshot.isPresent()) {
            try (Snapshot held = snapshot.get()) {
                return seeker(Optional.of(held), tables).find(wish, false).mails();
            } catch (IOException | IllegalStateException | IndexOutOfBoundsException | IllegalArgumentException e) {
                index.distrust(e);
            }
        }
        return seeker(Optional.empty(), tables).find(wish, false).mails();
    }

    private Seeker seeker(Optional<Snapshot> snapshot, DeskMails tables) {
        Desk now = desk.get();
        return new Seeker(snapshot, mails, tables, now.calendarOf(now.catchAllTeam()).zone(), words);
    }

    /** @return names of the folders by id. A person's own are left out: they hold the answers to earlier searches. */
    private Map<Long, String> readable(String login) {
        Map<Long, String> readable = new HashMap<>();
        store.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT id, name FROM mailbox_folder WHERE owner = ?")) {
                select.setString(1, tree.account().asString());
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        String name = rows.getString(2).replace(tree.delimiter(), '/');
                        if (conversations.may(login, name, "r")) {
                            readable.put(rows.getLong(1), name);
                        }
                    }
                }
            }
            return null;
        });
        return readable;
    }

    private long[] in(Set<Long> folders) {
        String ids = folders.stream().map(String::valueOf).collect(Collectors.joining(","));
        return store.read(connection -> {
            LongStream.Builder found = LongStream.builder();
            try (PreparedStatement select = connection.prepareStatement("SELECT mail FROM mailbox_entry WHERE folder IN (" + ids + ")");
                 ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getLong(1));
                }
            }
            return found.build().sorted().distinct().toArray();
        });
    }

    private Hit hit(DeskMails.Shown shown, Set<String> readable) {
        MailText text = MailText.of(octets(shown.mail()).orElse(new byte[0]), reader);
        return new Hit(shown.mail(), Instant.ofEpochMilli(shown.receivedMillis()), text.author(), text.subject(), Optional.ofNullable(shown.ticket()),
            Optional.ofNullable(shown.state()), shown.folders().stream().map(name -> name.replace(tree.delimiter(), '/')).filter(readable::contains).toList());
    }

    @Override
    public Optional<byte[]> octets(long mail) {
        return mails.octets(mail);
    }
}
