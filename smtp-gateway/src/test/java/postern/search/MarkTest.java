package postern.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import javax.mail.Flags.Flag;
import org.apache.james.mailbox.model.SearchQuery;
import org.apache.james.mailbox.model.SearchQuery.Criterion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.mailbox.Catalogue;
import postern.mailbox.SqlMailboxId;
import postern.store.SqliteStore;
import postern.store.Store;

/** What large folders answer to words and marks together, which is read from lists and not from rows. */
class MarkTest {
    private static final int MAILS = 6000;
    private static final int DELETED = 2;
    private static final int FLAGGED = 8;
    private static final int SEEN = 32;

    @TempDir
    private Path home;
    private final int[] flags = new Random(3).ints(MAILS + 2, 0, 64).toArray();
    /** By uid, 0 for none. */
    private final int[] mails = IntStream.rangeClosed(0, MAILS + 1).map(uid -> uid > MAILS ? 0 : uid).toArray();

    @Test
    void wordsAndMarksTogetherFindWhatTheRowsSay() throws Exception {
        try (Store store = SqliteStore.open(home.resolve("postern.db"), new SimpleMeterRegistry());
             IndexHome index = new IndexHome(store, new SimpleMeterRegistry())) {
            new Catalogue(store);
            index.start();
            Finder finder = new Finder(store, index, new SimpleMeterRegistry());
            fill(store, 1, MAILS - 10);
            compare(finder, MAILS - 10);
            fill(store, MAILS - 9, MAILS);
            mark(store, 3, 0);
            mark(store, 4, SEEN | DELETED);
            compare(finder, MAILS);
            move(store, 6, MAILS + 1);
            compare(finder, MAILS + 1);
        }
    }

    private void compare(Finder finder, int last) throws Exception {
        Map<Criterion, IntPredicate> texts = new LinkedHashMap<>(Map.of(
            SearchQuery.bodyContains("common"), uid -> mails[uid] % 3 == 0,
            SearchQuery.bodyContains("seldom"), uid -> mails[uid] % 97 == 0,
            SearchQuery.all(), uid -> true));
        Map<Criterion, IntPredicate> marks = new LinkedHashMap<>(Map.of(
            SearchQuery.flagIsUnSet(Flag.SEEN), uid -> (flags[uid] & SEEN) == 0,
            SearchQuery.flagIsSet(Flag.SEEN), uid -> (flags[uid] & SEEN) != 0,
            SearchQuery.flagIsSet(Flag.DELETED), uid -> (flags[uid] & DELETED) != 0,
            SearchQuery.not(SearchQuery.flagIsSet(Flag.DELETED)), uid -> (flags[uid] & DELETED) == 0,
            SearchQuery.flagIsSet(Flag.FLAGGED), uid -> (flags[uid] & FLAGGED) != 0));
        for (Map.Entry<Criterion, IntPredicate> text : texts.entrySet()) {
            for (Map.Entry<Criterion, IntPredicate> one : marks.entrySet()) {
                for (Map.Entry<Criterion, IntPredicate> other : marks.entrySet()) {
                    List<Criterion> all = new ArrayList<>(List.of(one.getKey(), other.getKey()));
                    if (!text.getKey().equals(SearchQuery.all())) {
                        all.add(text.getKey());
                    }
                    IntPredicate wanted = text.getValue().and(one.getValue()).and(other.getValue());
                    assertThat(finder.uids(new SqlMailboxId(1), SearchQuery.of(all.toArray(Criterion[]::new)))).as("%s", all)
                        .containsExactly(IntStream.rangeClosed(1, last).filter(uid -> mails[uid] != 0 && wanted.test(uid)).asLongStream().toArray());
                }
            }
        }
    }

    private void fill(Store store, int from, int to) {
        store.writeAndWait(connection -> {
            try (Statement folder = connection.createStatement();
                 PreparedStatement mail = connection.prepareStatement("INSERT INTO mailbox_mail (id, prefix, body) VALUES (?, x'', ?)");
                 PreparedStatement entry = connection.prepareStatement("INSERT INTO mailbox_entry (folder, uid, mail, thread, modseq, flags,"
                     + " received, size, header) VALUES (1, ?1, ?1, ?1, ?1, ?2, 1790000000000, 100, 10)")) {
                folder.executeUpdate("INSERT OR IGNORE INTO mailbox_folder (id, namespace, owner, name, uid_validity) VALUES (1, '#private', 'u', 'INBOX', 1)");
                for (int uid = from; uid <= to; uid++) {
                    String text = "Subject: x\r\n\r\n" + (uid % 3 == 0 ? "common " : "") + (uid % 97 == 0 ? "seldom" : "") + "\r\n";
                    mail.setLong(1, uid);
                    mail.setBytes(2, store.bodies().put(connection, text.getBytes(StandardCharsets.US_ASCII)));
                    mail.executeUpdate();
                    entry.setLong(1, uid);
                    entry.setInt(2, flags[uid]);
                    entry.executeUpdate();
                }
                folder.executeUpdate("UPDATE mailbox_folder SET total = " + to + ", last_uid = " + to);
            }
            return null;
        });
    }

    private void move(Store store, int from, int to) {
        mails[to] = mails[from];
        mails[from] = 0;
        flags[to] = flags[from];
        store.writeAndWait(connection -> {
            try (Statement entry = connection.createStatement()) {
                entry.executeUpdate("UPDATE mailbox_folder SET last_uid = " + to);
                return entry.executeUpdate("UPDATE mailbox_entry SET uid = " + to + " WHERE folder = 1 AND uid = " + from);
            }
        });
    }

    private void mark(Store store, int uid, int bits) {
        flags[uid] = bits;
        store.writeAndWait(connection -> {
            try (Statement entry = connection.createStatement()) {
                return entry.executeUpdate("UPDATE mailbox_entry SET flags = " + bits + " WHERE folder = 1 AND uid = " + uid);
            }
        });
    }
}
