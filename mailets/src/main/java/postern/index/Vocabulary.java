package postern.index;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/**
 * The words of an index, by a part of them. The dictionary of a segment knows words by their beginning only; for the other ones
 * the words of each segment are laid one behind the other in memory, at the first question, and looked through. Segments never
 * change, so neither does what is kept for them; it goes when the segment goes. What there is no room for is gone through in the
 * segment at each question. Thread-safe.
 */
public final class Vocabulary {
    /** Octets of all words that are kept at most, as a share of the heap. */
    private static final int SHARE = 12;
    /** Octets of one segment's words in one field that are kept at most. */
    private static final int LARGEST = 32 * 1024 * 1024;
    /** Says that a segment's words are not kept; with words there is at least a line feed. */
    private static final String NOT_KEPT = "";
    /** UTF-8 of the first and behind the last sign; what lies between are no words. */
    private static final BytesRef SIGNS = new BytesRef("\u2E80");
    private static final BytesRef BEHIND_SIGNS = new BytesRef("\uA4D0");

    private final long room;
    private final Map<IndexReader.CacheKey, Map<String, String>> segments = new HashMap<>();
    private long kept;

    public Vocabulary() {
        this(Runtime.getRuntime().maxMemory() / SHARE);
    }

    /** @param room octets of words that are kept at most */
    Vocabulary(long room) {
        this.room = room;
    }

    /** @return words and pairs of signs; one more than {@code most} if there are more */
    List<BytesRef> beginning(IndexReader reader, String field, String start, int most) throws IOException {
        BytesRef prefix = new BytesRef(start);
        Collection<BytesRef> found = new TreeSet<>();
        for (LeafReaderContext leaf : reader.leaves()) {
            Terms terms = leaf.reader().terms(field);
            TermsEnum each = terms == null ? TermsEnum.EMPTY : terms.iterator();
            if (each.seekCeil(prefix) != TermsEnum.SeekStatus.END) {
                for (BytesRef term = each.term(); term != null && StringHelper.startsWith(term, prefix) && found.size() <= most; term = each.next()) {
                    found.add(BytesRef.deepCopyOf(term));
                }
            }
        }
        return new ArrayList<>(found);
    }

    /** @return words that hold, or end in, a part; one more than {@code most} if there are more */
    List<BytesRef> holding(IndexReader reader, String field, String part, boolean atEnd, int most) throws IOException {
        String wanted = new String((part + (atEnd ? "\n" : "")).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        Collection<BytesRef> found = new TreeSet<>();
        for (LeafReaderContext leaf : reader.leaves()) {
            String kept = words(leaf.reader(), field);
            if (kept.equals(NOT_KEPT)) {
                look(leaf.reader(), field, wanted, most, found);
            } else {
                find(kept, wanted, most, found);
            }
        }
        return new ArrayList<>(found);
    }

    /** One segment is read at a time, so that reading takes no more than the room of one. */
    private synchronized String words(LeafReader leaf, String field) throws IOException {
        IndexReader.CacheHelper life = leaf.getCoreCacheHelper();
        if (life == null) {
            return NOT_KEPT;
        }
        Map<String, String> known = segments.get(life.getKey());
        if (known == null) {
            known = new HashMap<>();
            segments.put(life.getKey(), known);
            life.addClosedListener(this::drop);
        }
        String words = known.get(field);
        if (words == null) {
            words = read(leaf, field, Math.min(LARGEST, room - kept));
            kept += words.length();
            known.put(field, words);
        }
        return words;
    }

    private synchronized void drop(IndexReader.CacheKey segment) {
        Map<String, String> gone = segments.remove(segment);
        kept -= gone == null ? 0 : gone.values().stream().mapToLong(String::length).sum();
    }

    /**
     * Each word with a line feed before and behind it; octets as characters, since nothing finds a part of a text as fast as a String.
     *
     * @param most octets; {@link #NOT_KEPT} if there are more
     */
    private static String read(LeafReader leaf, String field, long most) throws IOException {
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        TermsEnum each = each(leaf, field);
        words.write('\n');
        for (BytesRef term = word(each, each.next()); term != null && words.size() <= most; term = word(each, each.next())) {
            words.write(term.bytes, term.offset, term.length);
            words.write('\n');
        }
        return words.size() > most ? NOT_KEPT : words.toString(StandardCharsets.ISO_8859_1);
    }

    private static void look(LeafReader leaf, String field, String part, int most, Collection<BytesRef> found) throws IOException {
        TermsEnum each = each(leaf, field);
        for (BytesRef term = word(each, each.next()); term != null && found.size() <= most; term = word(each, each.next())) {
            if ((new String(term.bytes, term.offset, term.length, StandardCharsets.ISO_8859_1) + "\n").contains(part)) {
                found.add(BytesRef.deepCopyOf(term));
            }
        }
    }

    private static TermsEnum each(LeafReader leaf, String field) throws IOException {
        Terms terms = leaf.terms(field);
        return terms == null ? TermsEnum.EMPTY : terms.iterator();
    }

    /** @return a term, or the first one behind the signs if it begins with one; null for none */
    private static BytesRef word(TermsEnum each, BytesRef term) throws IOException {
        if (term == null || term.compareTo(SIGNS) < 0 || term.compareTo(BEHIND_SIGNS) >= 0) {
            return term;
        }
        return each.seekCeil(BEHIND_SIGNS) == TermsEnum.SeekStatus.END ? null : each.term();
    }

    private static void find(String words, String part, int most, Collection<BytesRef> found) {
        for (int at = words.indexOf(part); at >= 0 && found.size() <= most; ) {
            int from = words.lastIndexOf('\n', at) + 1;
            int to = words.indexOf('\n', at);
            found.add(new BytesRef(words.substring(from, to).getBytes(StandardCharsets.ISO_8859_1)));
            at = words.indexOf(part, to);
        }
    }
}
