package postern.triage;

import com.google.re2j.Pattern;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import postern.letter.Letter;

/** Which words and needed strings stand in one mail, and, once asked, which patterns are found in it. Of one thread. */
final class Sighting {
    /** How strong a hit in the subject is; one in the text is one. */
    static final int IN_SUBJECT = 2;
    /** Characters that patterns are tried on: their cost grows with text times pattern. */
    private static final int PATTERN_TEXT = 16_000;

    private final Vocabulary vocabulary;
    private final BitSet subjectWords = new BitSet();
    private final BitSet textWords = new BitSet();
    private final Map<Integer, Integer> ranks = new HashMap<>();
    private final String subject;
    private final String text;
    private final BitSet subjectStrings = new BitSet();
    private final BitSet textStrings = new BitSet();
    private final Map<Integer, Integer> patterns = new HashMap<>();
    private int tried;

    Sighting(Vocabulary vocabulary, WordIndex words, Automaton needed, Letter letter, Folded folded) {
        this.vocabulary = vocabulary;
        words.find(folded.subject(), word -> seen(word, subjectWords));
        words.find(folded.text(), word -> seen(word, textWords));
        subject = start(letter.bareSubject());
        text = start(letter.text());
        needed.find(RequiredText.fold(subject), (string, from, to) -> subjectStrings.set(string));
        needed.find(RequiredText.fold(text), (string, from, to) -> textStrings.set(string));
    }

    private void seen(int word, BitSet where) {
        if (!inSubject(word) && !inText(word)) {
            ranks.put(word, ranks.size());
        }
        where.set(word);
    }

    boolean inSubject(int word) {
        return subjectWords.get(word);
    }

    boolean inText(int word) {
        return textWords.get(word);
    }

    String folded(int word) {
        return vocabulary.word(word);
    }

    /** @return how early a word that was seen stands in the mail, subject first */
    int rank(int word) {
        return ranks.get(word);
    }

    /** Words that were seen. */
    BitSet words() {
        BitSet all = (BitSet) subjectWords.clone();
        all.or(textWords);
        return all;
    }

    /** Needed strings that were seen. */
    BitSet strings() {
        BitSet all = (BitSet) subjectStrings.clone();
        all.or(textStrings);
        return all;
    }

    /** @return {@link #IN_SUBJECT} if the pattern is found in the subject, 1 if in the text only, 0 if not at all */
    int pattern(int number) {
        return patterns.computeIfAbsent(number, asked -> found(asked, subject, subjectStrings) ? IN_SUBJECT
            : found(asked, text, textStrings) ? 1 : 0);
    }

    private boolean found(int number, String where, BitSet strings) {
        int[] needs = vocabulary.needs(number);
        boolean possible = needs.length == 0;
        for (int i = 0; i < needs.length && !possible; i++) {
            possible = strings.get(needs[i]);
        }
        if (!possible) {
            return false;
        }
        tried++;
        Pattern pattern = vocabulary.pattern(number);
        return pattern.matcher(where).find();
    }

    /** How often a pattern was tried on a text: what a mail costs. */
    int tried() {
        return tried;
    }

    private static String start(String text) {
        return text.length() > PATTERN_TEXT ? text.substring(0, PATTERN_TEXT) : text;
    }
}
