package postern.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
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
 * change, so neither does what is kept for them; it goes when the segment goes. Thread-safe.
 */
public final class Vocabulary {
    /** Octets of one segment's words that are kept at most; larger ones are read from the segment each time. */
    private static final int LARGEST = 64 * 1024 * 1024;
    /** UTF-8 of the first and behind the last sign; what lies between are no words. */
    private static final BytesRef SIGNS = new BytesRef("\u2E80");
    private static final BytesRef BEHIND_SIGNS = new BytesRef("\uA4D0");

    private final Map<IndexReader.CacheKey, Map<String, String>> segments = new ConcurrentHashMap<>();

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
            find(words(leaf.reader(), field), wanted, most, found);
        }
        return new ArrayList<>(found);
    }

    private String words(LeafReader leaf, String field) throws IOException {
        IndexReader.CacheHelper life = leaf.getCoreCacheHelper();
        if (life == null) {
            return read(leaf, field);
        }
        Map<String, String> known = segments.get(life.getKey());
        if (known == null) {
            known = segments.computeIfAbsent(life.getKey(), key -> new ConcurrentHashMap<>());
            life.addClosedListener(segments::remove);
        }
        String words = known.get(field);
        if (words == null) {
            words = read(leaf, field);
            if (words.length() <= LARGEST) {
                known.put(field, words);
            }
        }
        return words;
    }

    /** Each word with a line feed before and behind it; octets as characters, since nothing finds a part of a text as fast as a String. */
    private static String read(LeafReader leaf, String field) throws IOException {
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        Terms terms = leaf.terms(field);
        TermsEnum each = terms == null ? TermsEnum.EMPTY : terms.iterator();
        words.write('\n');
        for (BytesRef term = each.next(); term != null; term = each.next()) {
            if (term.compareTo(SIGNS) >= 0 && term.compareTo(BEHIND_SIGNS) < 0) {
                if (each.seekCeil(BEHIND_SIGNS) == TermsEnum.SeekStatus.END) {
                    break;
                }
                term = each.term();
            }
            words.write(term.bytes, term.offset, term.length);
            words.write('\n');
        }
        return words.toString(StandardCharsets.ISO_8859_1);
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
