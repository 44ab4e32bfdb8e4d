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

    private final Map<IndexReader.CacheKey, Map<String, byte[]>> segments = new ConcurrentHashMap<>();

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
        byte[] wanted = part.getBytes(StandardCharsets.UTF_8);
        Collection<BytesRef> found = new TreeSet<>();
        for (LeafReaderContext leaf : reader.leaves()) {
            find(words(leaf.reader(), field), wanted, atEnd, most, found);
        }
        return new ArrayList<>(found);
    }

    private byte[] words(LeafReader leaf, String field) throws IOException {
        IndexReader.CacheHelper life = leaf.getCoreCacheHelper();
        if (life == null) {
            return read(leaf, field);
        }
        Map<String, byte[]> known = segments.get(life.getKey());
        if (known == null) {
            known = segments.computeIfAbsent(life.getKey(), key -> new ConcurrentHashMap<>());
            life.addClosedListener(segments::remove);
        }
        byte[] words = known.get(field);
        if (words == null) {
            words = read(leaf, field);
            if (words.length <= LARGEST) {
                known.put(field, words);
            }
        }
        return words;
    }

    /** Each word with a line feed before and behind it. */
    private static byte[] read(LeafReader leaf, String field) throws IOException {
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
        return words.toByteArray();
    }

    private static void find(byte[] words, byte[] part, boolean atEnd, int most, Collection<BytesRef> found) {
        int last = words.length - part.length;
        for (int i = 1; i <= last && found.size() <= most; i++) {
            if (words[i] == part[0] && matches(words, i, part) && (!atEnd || words[i + part.length] == '\n')) {
                int from = i;
                while (words[from - 1] != '\n') {
                    from--;
                }
                int to = i + part.length;
                while (words[to] != '\n') {
                    to++;
                }
                found.add(new BytesRef(words, from, to - from));
                i = to;
            }
        }
    }

    private static boolean matches(byte[] words, int at, byte[] part) {
        for (int j = 1; j < part.length; j++) {
            if (words[at + j] != part[j]) {
                return false;
            }
        }
        return true;
    }
}
