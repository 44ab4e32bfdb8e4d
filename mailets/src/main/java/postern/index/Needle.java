package postern.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.util.BytesRef;
import postern.triage.Folding;

/**
 * What is looked for: a part of a text, as RFC 3501 §6.4.4 means it. By eye it is found where the spelt text contains it; by
 * index where its terms stand in a row, the first of them as the end and the last as the beginning of a word.
 */
public final class Needle {
    /** Words of the index that one place of a needle may stand for by name. */
    private static final int VARIANTS = 4096;
    /** Places of a needle that the index is asked for; times the zones it stays below the clauses that Lucene takes. */
    private static final int PLACES = 64;
    private static final int LONGEST = 1000;

    private enum Kind { IS, BEGINS, ENDS, HOLDS }

    /** One place of the needle. */
    private record Step(Kind kind, String text) {
    }

    /**
     * Where the index sees it.
     *
     * @param certain false: some of these mails may not contain it, because one of its places stands for too many words or it
     *     has too many places
     */
    public record Found(Query query, boolean certain) {
    }

    private final String folded;
    private final String spelt;
    private final List<Step> steps;

    public Needle(String text) {
        this.folded = Folding.fold(text, LONGEST).strip();
        this.spelt = Spelling.of(text, LONGEST).strip();
        this.steps = steps(spelt);
    }

    /** @return whether nothing of it counts, so that it is everywhere */
    public boolean isEmpty() {
        return folded.isEmpty();
    }

    /** @return whether it is nothing but punctuation, of which the index knows nothing */
    public boolean isWordless() {
        return spelt.isEmpty();
    }

    String spelt() {
        return spelt;
    }

    /** Punctuation at its ends, as in {@code Re:}, is seen only in the text itself. */
    private boolean isPointed() {
        return !folded.isEmpty() && (isPoint(folded.codePointAt(0)) || isPoint(folded.codePointBefore(folded.length())));
    }

    private static boolean isPoint(int c) {
        return !Spelling.isWord(c) && !Spelling.isSign(c);
    }

    /** @param text as it is written */
    public boolean in(String text) {
        return isPointed() ? Folding.fold(text, text.length()).contains(folded) : Spelling.of(text, text.length()).contains(spelt);
    }

    public boolean in(MailText mail, Collection<Zone> zones) {
        for (Zone zone : zones) {
            if (mail.spelt(zone).contains(spelt) && (!isPointed() || mail.folded(zone).contains(folded))) {
                return true;
            }
        }
        return false;
    }

    private static List<Step> steps(String spelt) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < spelt.length(); ) {
            int c = spelt.codePointAt(i);
            int next = i + Character.charCount(c);
            if (c == ' ') {
                i = next;
                continue;
            }
            if (Spelling.isWord(c)) {
                next = Tokens.wordEnd(spelt, i);
                boolean first = i == 0;
                boolean last = next == spelt.length();
                steps.add(new Step(first && last ? Kind.HOLDS : first ? Kind.ENDS : last ? Kind.BEGINS : Kind.IS, spelt.substring(i, next)));
            } else if (!Spelling.isSign(c)) {
                steps.add(new Step(Kind.IS, spelt.substring(i, next)));
            } else if (next < spelt.length() && Spelling.isSign(spelt.codePointAt(next))) {
                int end = spelt.offsetByCodePoints(next, 1);
                steps.add(new Step(Kind.IS, spelt.substring(i, end)));
                // The pair holds the last sign, too; what begins with that sign is of no interest.
                next = end == spelt.length() ? end : next;
            } else {
                steps.add(new Step(next == spelt.length() ? Kind.BEGINS : Kind.IS, spelt.substring(i, next)));
            }
            i = next;
        }
        return steps;
    }

    /** Mails that contain it in one of the zones. */
    public Found found(Collection<Zone> zones, IndexReader reader, Vocabulary words) throws IOException {
        if (isWordless()) {
            return new Found(new MatchAllDocsQuery(), isEmpty());
        }
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        boolean certain = !isPointed();
        for (Zone zone : zones) {
            Found found = found(zone.field(), reader, words);
            certain &= found.certain();
            if (!(found.query() instanceof MatchNoDocsQuery)) {
                any.add(found.query(), Occur.SHOULD);
            }
        }
        return new Found(new ConstantScoreQuery(any.build()), certain);
    }

    private Found found(String field, IndexReader reader, Vocabulary words) throws IOException {
        if (steps.size() == 1) {
            Step only = steps.get(0);
            if (only.kind() == Kind.IS) {
                return new Found(new TermQuery(new Term(field, only.text())), true);
            }
            List<BytesRef> terms = variants(only, field, reader, words, VARIANTS);
            if (terms == null) {
                // Lucene goes through the words and keeps one bit for each mail.
                return new Found(only.kind() == Kind.BEGINS ? new PrefixQuery(new Term(field, only.text()))
                    : new WildcardQuery(new Term(field, "*" + only.text() + "*")), true);
            }
            return new Found(terms.isEmpty() ? new MatchNoDocsQuery() : new TermInSetQuery(field, terms), true);
        }
        MultiPhraseQuery.Builder row = new MultiPhraseQuery.Builder();
        int places = Math.min(steps.size(), PLACES);
        boolean certain = places == steps.size();
        for (int at = 0; at < places; at++) {
            List<BytesRef> terms = variants(steps.get(at), field, reader, words, VARIANTS);
            if (terms == null) {
                certain = false;
            } else if (terms.isEmpty()) {
                return new Found(new MatchNoDocsQuery(), true);
            } else {
                row.add(terms.stream().map(term -> new Term(field, term)).toArray(Term[]::new), at);
            }
        }
        MultiPhraseQuery phrase = row.build();
        return new Found(phrase.getTermArrays().length == 0 ? new MatchAllDocsQuery() : phrase, certain);
    }

    /** @return null for more than {@code most} */
    private static List<BytesRef> variants(Step step, String field, IndexReader reader, Vocabulary words, int most) throws IOException {
        List<BytesRef> terms = switch (step.kind()) {
            case IS -> List.of(new BytesRef(step.text()));
            case BEGINS -> words.beginning(reader, field, step.text(), most);
            case ENDS -> words.holding(reader, field, step.text(), true, most);
            case HOLDS -> words.holding(reader, field, step.text(), false, most);
        };
        return terms.size() > most ? null : terms;
    }
}
