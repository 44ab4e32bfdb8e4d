package postern.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.tartarus.snowball.ext.EnglishStemmer;

/**
 * Words that a person looks for. In quotes they are a needle. Otherwise an English word is also found in its other forms
 * ({@code refunds}, {@code refunded}), and a row of more than {@value #LONG} pairs of Chinese signs, which is a sentence rather than a word, is found where
 * a good part of its pairs stand.
 */
final class WordWish {
    private static final int LONG = 4;
    /** Share of a sentence's pairs that must stand in a mail. */
    private static final double ENOUGH = 0.3;
    private static final int FORMS = 2000;
    /** Terms that are asked for; times the zones it stays below the clauses that Lucene takes. */
    private static final int TERMS = 100;
    /** Terms that count for the order of what was found. */
    private static final int RANKED = 30;
    private static final float SUBJECT = 2.5f;

    private final List<Zone> zones;
    private final Needle needle;
    private final List<String> terms;
    private final boolean sentence;
    private final String stem;

    WordWish(Wish.Words words) {
        zones = words.zones().isEmpty() ? List.of(Zone.SUBJECT, Zone.BODY, Zone.FROM, Zone.TO, Zone.CC, Zone.FILES, Zone.ATTACHED) : words.zones();
        needle = new Needle(words.text());
        terms = terms(needle.spelt());
        long pairs = terms.stream().filter(term -> Spelling.isSign(term.codePointAt(0))).count();
        sentence = !words.phrase() && pairs > LONG;
        stem = !words.phrase() && terms.size() == 1 && needle.spelt().matches("[a-z]{3,}") ? stem(needle.spelt()) : null;
    }

    private static List<String> terms(String spelt) {
        Set<String> terms = new LinkedHashSet<>();
        Tokens.each(spelt, terms::add);
        return terms.stream().limit(TERMS).toList();
    }

    private static String stem(String word) {
        EnglishStemmer stemmer = new EnglishStemmer();
        stemmer.setCurrent(word);
        stemmer.stem();
        return stemmer.getCurrent();
    }

    private int enough() {
        return Math.max(2, (int) Math.ceil(terms.size() * ENOUGH));
    }

    /** Mails in which it is found, and perhaps others if that is not certain. */
    Needle.Found found(IndexReader reader, Vocabulary words) throws IOException {
        if (sentence) {
            BooleanQuery.Builder some = new BooleanQuery.Builder().setMinimumNumberShouldMatch(enough());
            terms.forEach(term -> some.add(anywhere(term), Occur.SHOULD));
            return new Needle.Found(some.build(), true);
        }
        Needle.Found found = needle.found(zones, reader, words);
        if (stem == null) {
            return found;
        }
        BooleanQuery.Builder any = new BooleanQuery.Builder().add(found.query(), Occur.SHOULD);
        for (Zone zone : zones) {
            any.add(new TermInSetQuery(zone.field(), forms(zone, reader, words)), Occur.SHOULD);
        }
        return new Needle.Found(any.build(), found.certain());
    }

    private Query anywhere(String term) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        zones.forEach(zone -> any.add(new TermQuery(new Term(zone.field(), term)), Occur.SHOULD));
        return any.build();
    }

    /** Words of the index with the same stem. */
    private Collection<BytesRef> forms(Zone zone, IndexReader reader, Vocabulary words) throws IOException {
        // "happy" and "happiness" part at their stem's last letter.
        String start = stem.substring(0, Math.max(2, stem.length() - 1));
        List<BytesRef> forms = new ArrayList<>();
        for (BytesRef word : words.beginning(reader, zone.field(), start, FORMS)) {
            if (stem(word.utf8ToString()).equals(stem)) {
                forms.add(word);
            }
        }
        return forms;
    }

    boolean in(MailText mail) {
        if (sentence) {
            return terms.stream().filter(term -> zones.stream().anyMatch(zone -> mail.spelt(zone).contains(term))).count() >= enough();
        }
        return needle.in(mail, zones) || stem != null && zones.stream().anyMatch(zone -> hasForm(mail.spelt(zone)));
    }

    private boolean hasForm(String spelt) {
        boolean[] found = new boolean[1];
        Tokens.each(spelt, term -> found[0] |= term.startsWith(stem.substring(0, 2)) && term.matches("[a-z]+") && stem(term).equals(stem));
        return found[0];
    }

    /** What makes one mail fit better than another. */
    void rank(BooleanQuery.Builder query, IndexReader reader, Vocabulary words) throws IOException {
        for (Zone zone : zones) {
            float weight = zone == Zone.SUBJECT ? SUBJECT : zone == Zone.BODY ? 1 : 0.5f;
            for (String term : terms.subList(0, Math.min(RANKED, terms.size()))) {
                query.add(new BoostQuery(new TermQuery(new Term(zone.field(), term)), weight), Occur.SHOULD);
            }
            if (stem != null) {
                for (BytesRef form : forms(zone, reader, words).stream().limit(RANKED).toList()) {
                    query.add(new BoostQuery(new TermQuery(new Term(zone.field(), form)), weight / 2), Occur.SHOULD);
                }
            }
        }
    }
}
