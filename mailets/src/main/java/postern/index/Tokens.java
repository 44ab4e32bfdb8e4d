package postern.index;

import java.util.function.Consumer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Terms of a spelt text, one at each position: a word whole, a joint's mark, and for each sign the pair that it makes with the
 * next one, or the sign alone where its run ends. So one sign is found by the terms that begin with it, two by one term, more by
 * terms in a row, and nothing is kept twice.
 */
final class Tokens extends TokenStream {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final String spelt;
    private int at;

    Tokens(String spelt) {
        this.spelt = spelt;
    }

    @Override
    public boolean incrementToken() {
        clearAttributes();
        if (at < spelt.length() && spelt.charAt(at) == ' ') {
            at++;
        }
        if (at >= spelt.length()) {
            return false;
        }
        int from = at;
        int c = spelt.codePointAt(at);
        at += Character.charCount(c);
        int end = at;
        if (Spelling.isWord(c)) {
            end = at = wordEnd(spelt, from);
        } else if (Spelling.isSign(c) && at < spelt.length() && Spelling.isSign(spelt.codePointAt(at))) {
            end = spelt.offsetByCodePoints(at, 1);
        }
        term.append(spelt, from, end);
        return true;
    }

    /** Does something with each term of a spelt text. */
    static void each(String spelt, Consumer<String> what) {
        Tokens tokens = new Tokens(spelt);
        while (tokens.incrementToken()) {
            what.accept(tokens.term.toString());
        }
    }

    static int wordEnd(String spelt, int from) {
        int end = from;
        while (end < spelt.length() && Spelling.isWord(spelt.charAt(end))) {
            end++;
        }
        return end;
    }

    @Override
    public void reset() {
        at = 0;
    }
}
