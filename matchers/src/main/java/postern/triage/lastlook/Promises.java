package postern.triage.lastlook;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import postern.desk.AnswerCheck;
import postern.desk.ForbiddenPromise;
import postern.triage.Folding;

/** The desk's forbidden promises, ready to be looked for. What is denied is not promised: "we cannot guarantee a refund today". */
final class Promises {
    private static final java.util.regex.Pattern DENIED = java.util.regex.Pattern.compile(
        "(?:\\b(?:not|never|cannot|unable to|no|without|nor)\\b|n't\\b|[不没无未非勿])[^,.;!?，。；！？\\n]{0,24}$");
    private static final int BEFORE = 32;

    private final List<Sought> sought;

    private record Sought(ForbiddenPromise promise, List<Pattern> patterns) {
    }

    Promises(List<ForbiddenPromise> forbidden) {
        sought = forbidden.stream().map(promise -> new Sought(promise,
            Stream.concat(promise.words().stream().map(Promises::pattern), promise.patterns().stream()).toList())).toList();
    }

    /** A word in Latin letters is a whole one; folded texts have one blank between words. */
    private static Pattern pattern(String word) {
        String folded = Folding.fold(word, word.length() * 4);
        boolean begins = isLatin(folded.charAt(0));
        boolean ends = isLatin(folded.charAt(folded.length() - 1));
        return Pattern.compile((begins ? "\\b" : "") + Pattern.quote(folded) + (ends ? "\\b" : ""));
    }

    private static boolean isLatin(char c) {
        return c < 0x80 && Character.isLetterOrDigit(c);
    }

    Optional<Objection> in(String text) {
        String folded = Folding.fold(text, Scrutiny.LOOKED_AT);
        for (Sought one : sought) {
            for (Pattern pattern : one.patterns()) {
                Matcher matcher = pattern.matcher(folded);
                while (matcher.find()) {
                    if (!DENIED.matcher(folded.substring(Math.max(0, matcher.start() - BEFORE), matcher.start())).find()) {
                        return Optional.of(new Objection(AnswerCheck.PROMISES, matcher.group(), one.promise().hint()));
                    }
                }
            }
        }
        return Optional.empty();
    }
}
