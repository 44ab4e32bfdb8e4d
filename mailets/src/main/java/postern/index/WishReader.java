package postern.index;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads what a person writes to find mail. Words beside each other must all be in the mail, {@code OR} between two says one
 * of them is enough and binds less, parentheses group, {@code -} in front says not. A word may say where by a name and a colon; full-width
 * colons, quotes and parentheses of Chinese keyboards are the same.
 *
 * <pre>
 * query  = any
 * any    = all *( "OR" all )
 * all    = 1*( ["-"] ( "(" any ")" / [name ":"] ( word / quoted ) ) )
 * </pre>
 */
public final class WishReader {
    private static final int LONGEST = 2000;
    private static final int DEEPEST = 30;
    private static final Map<String, List<Zone>> ZONES = new LinkedHashMap<>();

    static {
        ZONES.put("subject", List.of(Zone.SUBJECT));
        ZONES.put("from", List.of(Zone.FROM));
        ZONES.put("to", List.of(Zone.TO, Zone.CC, Zone.BCC));
        ZONES.put("body", List.of(Zone.BODY));
        ZONES.put("header", List.of(Zone.HEAD));
        ZONES.put("file", List.of(Zone.FILES, Zone.ATTACHED));
    }

    private static final String NAMES = " from: to: subject: body: header: file: topic: team: agent: ticket: state: priority: has: before: after:";

    private final String query;
    private int at;

    private WishReader(String query) {
        this.query = query;
    }

    /** @throws WishMistake with place and hint */
    public static Wish read(String query) throws WishMistake {
        if (query.length() > LONGEST) {
            throw new WishMistake(LONGEST, "The query is too long", "write at most " + LONGEST + " characters");
        }
        WishReader reader = new WishReader(query);
        reader.blanks();
        if (reader.at >= query.length()) {
            throw new WishMistake(0, "There is nothing to look for", "write some words, such as 退款 or from:alice refund");
        }
        Wish wish = reader.any(0);
        if (reader.at < query.length()) {
            throw new WishMistake(reader.at, "Nothing opened this parenthesis", "leave it out, or put it in quotes");
        }
        return wish;
    }

    private Wish any(int depth) throws WishMistake {
        if (depth > DEEPEST) {
            throw new WishMistake(at, "Too many parentheses inside each other", "use at most " + DEEPEST);
        }
        List<Wish> parts = new ArrayList<>(List.of(all(depth)));
        while (isOr()) {
            at += 2;
            blanks();
            parts.add(all(depth));
        }
        return parts.size() == 1 ? parts.getFirst() : new Wish.Any(parts);
    }

    private boolean isOr() {
        return query.startsWith("OR", at) && (at + 2 == query.length() || isBlank(at + 2) || isOneOf(at + 2, "(（"));
    }

    private Wish all(int depth) throws WishMistake {
        List<Wish> parts = new ArrayList<>();
        while (at < query.length() && !isOneOf(at, ")）") && !isOr()) {
            parts.add(one(depth));
            blanks();
        }
        if (parts.isEmpty()) {
            throw new WishMistake(at, "Something to look for is missing here", "write a word on both sides of OR and between parentheses");
        }
        return parts.size() == 1 ? parts.getFirst() : new Wish.All(parts);
    }

    private Wish one(int depth) throws WishMistake {
        if (query.charAt(at) == '-' && at + 1 < query.length() && !isBlank(at + 1)) {
            at++;
            return new Wish.Not(one(depth));
        }
        if (isOneOf(at, "(（")) {
            int open = at++;
            blanks();
            Wish inside = any(depth + 1);
            if (at >= query.length()) {
                throw new WishMistake(open, "This parenthesis is not closed", "write ) behind what belongs together");
            }
            at++;
            return inside;
        }
        int start = at;
        while (at < query.length() && Character.isLetter(query.charAt(at)) && query.charAt(at) < 0x80) {
            at++;
        }
        boolean named = at > start && isOneOf(at, ":：") && !query.startsWith("//", at + 1);
        // What ends with a colon and is no name, such as Re:, is a word.
        if (named && (at + 1 < query.length() && !isBlank(at + 1) || NAMES.contains(" " + query.substring(start, at).toLowerCase(Locale.ROOT) + ":"))) {
            return named(query.substring(start, at++).toLowerCase(Locale.ROOT), start);
        }
        at = start;
        boolean phrase = isOneOf(at, "\"“”");
        return new Wish.Words(List.of(), value(), phrase);
    }

    private Wish named(String name, int start) throws WishMistake {
        int from = at;
        boolean phrase = at < query.length() && isOneOf(at, "\"“”");
        String value = value();
        if (value.isBlank()) {
            throw new WishMistake(from, "There is nothing behind " + name + ":", "write the value right behind the colon");
        }
        if (ZONES.containsKey(name)) {
            return new Wish.Words(ZONES.get(name), value, phrase);
        }
        return switch (name) {
            case "topic", "team", "agent", "ticket", "state", "priority" -> new Wish.Of(Wish.Trait.valueOf(name.toUpperCase(Locale.ROOT)), value);
            case "before", "after" -> new Wish.Received(day(value, from), name.equals("before"));
            case "has" -> {
                if (!List.of("attachment", "attachments", "file", "附件").contains(value.toLowerCase(Locale.ROOT))) {
                    throw new WishMistake(from, "A mail can only be asked for attachments", "write has:attachment");
                }
                yield new Wish.WithFiles();
            }
            default -> throw new WishMistake(start, "There is no " + name + ":", "known are" + NAMES
                + " — or put the text in quotes");
        };
    }

    private static LocalDate day(String value, int from) throws WishMistake {
        try {
            return LocalDate.parse(value.replace('/', '-'));
        } catch (DateTimeException e) {
            throw new WishMistake(from, "«" + value + "» is no day", "write it as 2026-11-30");
        }
    }

    private String value() throws WishMistake {
        if (isOneOf(at, "\"“”")) {
            int open = at++;
            int from = at;
            while (at < query.length() && !isOneOf(at, "\"“”")) {
                at++;
            }
            if (at >= query.length()) {
                throw new WishMistake(open, "These quotes are not closed", "write \" at the end of the phrase");
            }
            return query.substring(from, at++);
        }
        int from = at;
        while (at < query.length() && !isBlank(at) && !isOneOf(at, "()（）\"“”")) {
            at++;
        }
        return query.substring(from, at);
    }

    private void blanks() {
        while (at < query.length() && isBlank(at)) {
            at++;
        }
    }

    private boolean isBlank(int place) {
        return Character.isWhitespace(query.charAt(place)) || query.charAt(place) == '\u3000';
    }

    private boolean isOneOf(int place, String signs) {
        return place < query.length() && signs.indexOf(query.charAt(place)) >= 0;
    }
}
