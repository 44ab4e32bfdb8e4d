package postern.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import postern.index.IndexQueries;
import postern.index.MailText;
import postern.index.Needle;
import postern.index.Snapshot;
import postern.index.Vocabulary;
import postern.index.Zone;

/** Conditions about texts: answered by the index where there is one, and by the mail itself where not. */
final class Texts {
    /** Mails that one search looks at although the index knows them; past that it is taken at its word. */
    private static final int LOOKS = 5000;
    /** Conditions about texts that one search may have. */
    private static final int CONDITIONS = 100;
    /** Ids of mails that one search may hold, for all its conditions: 64 MiB. */
    private static final long HELD = 8_000_000;

    private final Optional<Snapshot> snapshot;
    private final Vocabulary words;
    private final Condition.Looks looks = new Condition.Looks(LOOKS);
    private boolean denied;
    private int conditions;
    private long held;

    Texts(Optional<Snapshot> snapshot, Vocabulary words) {
        this.snapshot = snapshot;
        this.words = words;
    }

    /** Turns around what the conditions asked for next are good for: inside a NOT they keep mails out. */
    void turn() {
        denied = !denied;
    }

    /** @return how many mails should have been looked at and were not */
    long overlooked() {
        return looks.overlooked();
    }

    Condition contains(Needle needle, Collection<Zone> zones) throws IOException, MailboxException {
        if (snapshot.isEmpty()) {
            return byEye(text -> needle.in(text, zones));
        }
        IndexSearcher searcher = snapshot.get().searcher();
        Needle.Found found = needle.found(zones, searcher.getIndexReader(), words);
        return indexed(found.query(), found.certain(), needle.isWordless() ? new Condition.Looks(Integer.MAX_VALUE) : looks, text -> needle.in(text, zones));
    }

    /** RFC 3501 §6.4.4 HEADER: with an empty needle, mails that have the header at all. */
    Condition header(String name, Needle needle) throws IOException, MailboxException {
        String lower = name.toLowerCase(Locale.ROOT);
        Predicate<MailText> byEye = text -> text.headerNames().contains(lower) && (needle.isEmpty() || text.headerContains(lower, needle));
        if (snapshot.isEmpty()) {
            return byEye(byEye);
        }
        Query has = IndexQueries.hasHeader(lower);
        if (needle.isEmpty()) {
            return indexed(has, true, looks, byEye);
        }
        IndexSearcher searcher = snapshot.get().searcher();
        Optional<Zone> own = Zone.ofHeader(lower);
        if (own.isPresent()) {
            Needle.Found found = needle.found(Set.of(own.get()), searcher.getIndexReader(), words);
            return indexed(found.query(), found.certain(), looks, byEye);
        }
        List<Query> both = new ArrayList<>(List.of(has));
        if (MailText.isSearchable(lower)) {
            both.add(needle.found(Set.of(Zone.HEAD), searcher.getIndexReader(), words).query());
        }
        // The words may stand in another line of the same header.
        return indexed(IndexQueries.all(both), false, looks, byEye);
    }

    Condition sent(Query query, Predicate<MailText> byEye) throws IOException, MailboxException {
        return snapshot.isEmpty() ? byEye(byEye) : indexed(query, true, looks, byEye);
    }

    Condition withFiles() throws IOException, MailboxException {
        return snapshot.isEmpty() ? byEye(MailText::hasFiles) : indexed(IndexQueries.withFiles(), true, looks, MailText::hasFiles);
    }

    private Condition byEye(Predicate<MailText> test) throws MailboxException {
        count(0);
        return new Condition.OfText(null, false, test, looks, !denied);
    }

    private Condition indexed(Query query, boolean certain, Condition.Looks looked, Predicate<MailText> byEye) throws IOException, MailboxException {
        long[] hits = IndexQueries.mails(snapshot.get().searcher(), query);
        count(hits.length);
        return new Condition.OfText(hits, certain, byEye, looked, !denied);
    }

    private void count(int hits) throws MailboxException {
        held += hits;
        if (++conditions > CONDITIONS || held > HELD) {
            throw new MailboxException("The search asks for too much at once; ask for fewer words");
        }
    }
}
