package postern.letter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import postern.desk.Reason;

/** What was wrong with one mail, each kind once, in the order it was met. */
final class Defects {
    private final Map<String, Reason> found = new LinkedHashMap<>();

    void add(String code) {
        found.computeIfAbsent(code, Reason::of);
    }

    void add(String code, String detail) {
        found.computeIfAbsent(code, first -> Reason.of(first, detail));
    }

    List<Reason> list() {
        return List.copyOf(found.values());
    }
}
