package postern.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.TermQuery;

/** Questions to the index that are not about words, and the one way to get all answers. */
public final class IndexQueries {
    private IndexQueries() {
    }

    /** @param name in lower case */
    public static Query hasHeader(String name) {
        return new TermQuery(new Term(Documents.HEADER, name));
    }

    public static Query withFiles() {
        return new TermQuery(new Term(Documents.WITH_FILES, "y"));
    }

    /** The Date header, in days since 1970, both ends included. */
    public static Query sentDay(long from, long to) {
        return LongPoint.newRangeQuery(Documents.SENT_DAY, from, to);
    }

    /** The Date header, in seconds since 1970, both ends included. */
    public static Query sentSecond(long from, long to) {
        return LongPoint.newRangeQuery(Documents.SENT, from, to);
    }

    public static Query all(List<Query> parts) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        parts.forEach(part -> all.add(part, Occur.FILTER));
        return all.build();
    }

    /** @return ids of the mails that match, ascending */
    @SuppressWarnings("deprecation")
    public static long[] mails(IndexSearcher searcher, Query query) throws IOException {
        Ids ids = new Ids();
        searcher.search(query, ids);
        long[] found = Arrays.copyOf(ids.ids, ids.size);
        Arrays.sort(found);
        return found;
    }

    /** @return scores by BM25 of those mails that match among some, given ascending */
    @SuppressWarnings("deprecation")
    static Map<Long, Float> scores(IndexSearcher searcher, Query query, long[] among) throws IOException {
        Scores scores = new Scores(among);
        searcher.search(query, scores);
        return scores.byMail;
    }

    private static final class Scores extends SimpleCollector {
        private final Map<Long, Float> byMail = new HashMap<>();
        private final long[] among;
        private NumericDocValues mails;
        private Scorable scorer;

        Scores(long[] among) {
            this.among = among;
        }

        @Override
        protected void doSetNextReader(LeafReaderContext leaf) throws IOException {
            mails = leaf.reader().getNumericDocValues(Documents.MAIL);
        }

        @Override
        public void setScorer(Scorable scorer) {
            this.scorer = scorer;
        }

        @Override
        public void collect(int doc) throws IOException {
            if (mails.advanceExact(doc) && Arrays.binarySearch(among, mails.longValue()) >= 0) {
                byMail.put(mails.longValue(), scorer.score());
            }
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE;
        }
    }

    private static final class Ids extends SimpleCollector {
        private long[] ids = new long[64];
        private int size;
        private NumericDocValues mails;

        @Override
        protected void doSetNextReader(LeafReaderContext leaf) throws IOException {
            mails = leaf.reader().getNumericDocValues(Documents.MAIL);
        }

        @Override
        public void collect(int doc) throws IOException {
            if (mails.advanceExact(doc)) {
                ids = size < ids.length ? ids : Arrays.copyOf(ids, size * 2);
                ids[size++] = mails.longValue();
            }
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }
    }
}
