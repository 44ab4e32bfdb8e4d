package postern.triage;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Reads from a regular expression (RE2) which strings a text must hold for it to match, so that it need not be tried on others.
 * What it does not understand, it takes for anything: then nothing is required.
 *
 * <p>The parts of the expression that match only a few strings are written out; the longest such run that no match can do
 * without is what a text must hold, in one of its forms.
 */
final class RequiredText {
    private static final int FORMS = 16;
    private static final int LEAST = 3;
    private static final int DEEPEST = 50;
    private static final String REPEATS = "*+?{";

    private final String regex;
    private int at;
    private int depth;

    /**
     * @param exact all strings that it matches, if they are few
     * @param needed strings, one of which is in each match
     */
    private record Part(Optional<Set<String>> exact, Optional<Set<String>> needed) {
        static final Part ANYTHING = new Part(Optional.empty(), Optional.empty());
        static final Part NOTHING = of(Set.of(""));

        static Part of(Set<String> forms) {
            return new Part(Optional.of(forms), Optional.empty());
        }

        Optional<Set<String>> required() {
            return exact.filter(forms -> weight(forms) >= LEAST).or(() -> needed);
        }

        Part often() {
            return new Part(Optional.empty(), required());
        }
    }

    private RequiredText(String regex) {
        this.regex = regex;
    }

    /** @return strings, folded by {@link #fold}, one of which is in the folded text wherever the expression matches; empty: unknown */
    static Set<String> of(String regex) {
        RequiredText reader = new RequiredText(regex);
        try {
            Part whole = reader.alternatives();
            return reader.at == regex.length() ? whole.required().orElse(Set.of()) : Set.of();
        } catch (IndexOutOfBoundsException odd) {
            return Set.of();
        }
    }

    /** Makes alike what an expression takes for alike when case is aside; as long as the text. */
    static String fold(String text) {
        char[] folded = text.toCharArray();
        for (int i = 0; i < folded.length; i++) {
            folded[i] = fold(folded[i]);
        }
        return new String(folded);
    }

    private static char fold(char c) {
        if (c < 0x80) {
            return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
        }
        return c >= 0x3000 && c < 0xA640 ? c : Character.toLowerCase(Character.toUpperCase(c));
    }

    private Part alternatives() {
        Part all = sequence();
        while (at < regex.length() && regex.charAt(at) == '|') {
            at++;
            all = either(all, sequence());
        }
        return all;
    }

    private static Part either(Part one, Part other) {
        if (one.exact().isPresent() && other.exact().isPresent()
            && one.exact().get().size() + other.exact().get().size() <= FORMS) {
            return Part.of(union(one.exact().get(), other.exact().get()));
        }
        Optional<Set<String>> both = one.required().flatMap(left -> other.required().map(right -> union(left, right)));
        return new Part(Optional.empty(), both.filter(forms -> forms.size() <= 2 * FORMS));
    }

    private Part sequence() {
        Set<String> run = Set.of("");
        Optional<Set<String>> best = Optional.empty();
        boolean exact = true;
        while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
            Part next = repeated(atom());
            if (next.exact().isPresent() && run.size() * next.exact().get().size() <= FORMS) {
                run = product(run, next.exact().get());
                continue;
            }
            best = better(better(best, Part.of(run).required()), next.required());
            run = next.exact().orElse(Set.of(""));
            exact = false;
        }
        return exact ? Part.of(run) : new Part(Optional.empty(), better(best, Part.of(run).required()));
    }

    private Part repeated(Part once) {
        Part part = once;
        while (at < regex.length() && REPEATS.indexOf(regex.charAt(at)) >= 0) {
            char sign = regex.charAt(at);
            int close = sign == '{' ? regex.indexOf('}', at) : at;
            if (sign == '{' && (close < 0 || !regex.substring(at + 1, close).matches("\\d+(,\\d*)?"))) {
                return part;
            }
            boolean maybe = sign == '*' || sign == '?' || sign == '{'
                && Integer.parseInt(regex.substring(at + 1, close).split(",")[0]) == 0;
            part = sign == '?' && part.exact().isPresent() ? either(part, Part.NOTHING) : maybe ? Part.ANYTHING : part.often();
            at = close + 1;
            if (at < regex.length() && regex.charAt(at) == '?') {
                at++;
            }
        }
        return part;
    }

    private Part atom() {
        int point = regex.codePointAt(at);
        at += Character.charCount(point);
        return switch (point) {
            case '^', '$' -> Part.NOTHING;
            case '.' -> Part.ANYTHING;
            case '(' -> group();
            case '[' -> characters();
            case '\\' -> escaped();
            default -> literal(point);
        };
    }

    private Part group() {
        if (++depth > DEEPEST) {
            throw new IndexOutOfBoundsException("too deep to be worth it");
        }
        if (regex.startsWith("?", at)) {
            int end = at + 1;
            while (":)>".indexOf(regex.charAt(end)) < 0) {
                end++;
            }
            at = end + 1;
            if (regex.charAt(end) == ')') {
                depth--;
                return Part.NOTHING;
            }
        }
        Part inner = alternatives();
        // A missing end is not an expression; the caller gives up.
        at = regex.charAt(at) == ')' ? at + 1 : at;
        depth--;
        return inner;
    }

    private Part characters() {
        boolean plain = regex.charAt(at) != '^';
        at += plain ? 0 : 1;
        Set<String> forms = new LinkedHashSet<>();
        for (boolean first = true; first || regex.charAt(at) != ']'; first = false) {
            int point = regex.codePointAt(at);
            at += Character.charCount(point);
            if (point == '[' && regex.charAt(at) == ':') {
                at = regex.indexOf(":]", at) + 2;
                plain = false;
            } else if (point == '\\') {
                at += Character.charCount(regex.codePointAt(at));
                plain = false;
            } else {
                plain &= point != '-' && literal(point).exact().isPresent();
                forms.add(fold(Character.toString(point)));
            }
        }
        at++;
        return plain && forms.size() <= 4 ? Part.of(forms) : Part.ANYTHING;
    }

    private Part escaped() {
        int point = regex.codePointAt(at);
        at += Character.charCount(point);
        if (point == 'Q') {
            int end = regex.indexOf("\\E", at);
            String quoted = regex.substring(at, end < 0 ? regex.length() : end);
            at = end < 0 ? regex.length() : end + 2;
            // The last character of a quotation may be repeated by what follows.
            return quoted.codePoints().allMatch(c -> literal(c).exact().isPresent()) ? Part.of(Set.of(fold(quoted))).often()
                : Part.ANYTHING;
        }
        if ("bBAz".indexOf(point) >= 0) {
            return Part.NOTHING;
        }
        if ("pPx".indexOf(point) >= 0) {
            at = regex.charAt(at) == '{' ? regex.indexOf('}', at) + 1 : at + (point == 'x' ? 2 : 1);
            return Part.ANYTHING;
        }
        if (point >= '0' && point <= '9') {
            while (at < regex.length() && Character.isDigit(regex.charAt(at))) {
                at++;
            }
            return Part.ANYTHING;
        }
        return Character.isLetter(point) ? Part.ANYTHING : literal(point);
    }

    /** Of letters with case only the ASCII ones: which others are alike is left to the expression itself. */
    private static Part literal(int point) {
        boolean sure = point < 0x80 || Character.toLowerCase(point) == point && Character.toUpperCase(point) == point
            && Character.toTitleCase(point) == point;
        return sure ? Part.of(Set.of(fold(Character.toString(point)))) : Part.ANYTHING;
    }

    private static Optional<Set<String>> better(Optional<Set<String>> one, Optional<Set<String>> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        int difference = weight(one.get()) - weight(other.get());
        return difference > 0 || difference == 0 && one.get().size() <= other.get().size() ? one : other;
    }

    /** How telling the least telling form is: a Chinese character says as much as two letters. */
    private static int weight(Set<String> forms) {
        return forms.stream().mapToInt(form -> form.chars().map(c -> Folding.unspaced((char) c) ? 2 : 1).sum()).min().orElse(0);
    }

    private static Set<String> product(Set<String> heads, Set<String> tails) {
        Set<String> all = new LinkedHashSet<>();
        heads.forEach(head -> tails.forEach(tail -> all.add(head + tail)));
        return all;
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new LinkedHashSet<>(one);
        all.addAll(other);
        return all;
    }
}
