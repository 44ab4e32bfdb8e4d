package postern.desk.file;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;
import postern.desk.file.Places.Place;

/** What was found while reading one text: mistakes, names that were given, names that were used. Of one thread. */
final class Findings {
    private final String file;
    private final String text;
    private final List<Mistake> mistakes = new ArrayList<>();
    private final Map<String, Map<String, Given>> given = new HashMap<>();
    private final List<Used> used = new ArrayList<>();
    private final Deque<String> where = new ArrayDeque<>();

    private record Given(String name, Mark mark, String where) {
    }

    private record Used(String kind, String name, Mark mark, String where) {
    }

    Findings(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /** Does something inside of a named part, which mistakes then mention. */
    <T> T inside(String part, Supplier<T> reading) {
        where.addLast(part);
        try {
            return reading.get();
        } finally {
            where.removeLast();
        }
    }

    void mistake(Node node, String what, String hint) {
        mistake(node.getStartMark(), what, hint);
    }

    void mistake(Mark mark, String what, String hint) {
        mistakes.add(new Mistake(file, mark.getLine() + 1, mark.getColumn() + 1, where.isEmpty() ? what : where() + ": " + what, hint));
    }

    /** A mistake at a piece of a scalar, found in the text as it is written; at the scalar itself if it is written otherwise. */
    void mistake(Node node, String piece, String what, String hint) {
        int begin = text.offsetByCodePoints(0, node.getStartMark().getIndex());
        int end = text.offsetByCodePoints(0, node.getEndMark().getIndex());
        int at = text.substring(begin, end).indexOf(piece);
        if (at < 0 || piece.isEmpty()) {
            mistake(node, what, hint);
            return;
        }
        String before = text.substring(0, begin + at);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int column = before.codePointCount(before.lastIndexOf('\n') + 1, before.length()) + 1;
        mistakes.add(new Mistake(file, line, column, where.isEmpty() ? what : where() + ": " + what, hint));
    }

    /**
     * Remembers that a name was given to something. Names are compared without case.
     *
     * @return whether it is new; a name given twice is a mistake
     */
    boolean give(String kind, String name, Node node) {
        Given before = given.computeIfAbsent(kind, k -> new LinkedHashMap<>())
            .putIfAbsent(name.toLowerCase(Locale.ROOT), new Given(name, node.getStartMark(), where()));
        if (before != null) {
            mistake(node, kind + " '" + name + "' is there already, in line " + (before.mark().getLine() + 1), "each " + kind + " stands once");
        }
        return before == null;
    }

    /** Remembers that a name was used; {@link #settle} looks whether it was given anywhere in the text. */
    void use(String kind, String name, Node node) {
        used.add(new Used(kind, name, node.getStartMark(), where()));
    }

    void settle() {
        for (Used use : used) {
            Map<String, Given> names = given.getOrDefault(use.kind(), Map.of());
            Given found = names.get(use.name().toLowerCase(Locale.ROOT));
            if (found == null || !found.name().equals(use.name())) {
                String what = (use.where().isEmpty() ? "the desk" : use.where()) + " names " + use.kind() + " '" + use.name() + "', which is not there";
                Set<String> known = new LinkedHashSet<>();
                names.values().forEach(name -> known.add(name.name()));
                mistakes.add(new Mistake(file, use.mark().getLine() + 1, use.mark().getColumn() + 1, what, Nearest.hint(use.name(), known)));
            }
        }
    }

    boolean isGiven(String kind, String name) {
        return given.getOrDefault(kind, Map.of()).containsKey(name.toLowerCase(Locale.ROOT));
    }

    /** A mistake where a name was given. */
    void mistakeAt(String kind, String name, String what, String hint) {
        Optional.ofNullable(given.getOrDefault(kind, Map.of()).get(name.toLowerCase(Locale.ROOT)))
            .ifPresent(at -> mistakes.add(new Mistake(file, at.mark().getLine() + 1, at.mark().getColumn() + 1, what, hint)));
    }

    Places places() {
        Map<String, Map<String, Place>> places = new HashMap<>();
        given.forEach((kind, names) -> {
            Map<String, Place> ofKind = new HashMap<>();
            names.values().forEach(name -> ofKind.put(name.name(), new Place(name.mark().getLine() + 1, name.mark().getColumn() + 1)));
            places.put(kind, ofKind);
        });
        return new Places(file, places);
    }

    boolean clean() {
        return mistakes.isEmpty();
    }

    int count() {
        return mistakes.size();
    }

    List<Mistake> inOrder() {
        return mistakes.stream().sorted(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column)).distinct().toList();
    }

    private String where() {
        return where.isEmpty() ? "" : String.join(", ", where);
    }
}
