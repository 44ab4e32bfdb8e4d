package postern.replay;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import postern.desk.Desk;
import postern.desk.Rule;
import postern.triage.Docket;

/** How often each rule had a part in a decision, by the desk of today and by the changed one, and in which differences. */
final class Fired {
    private static final String OTHER_WORD = "rule-over-model";

    private final Set<String> before;
    private final Set<String> after;
    private final Map<String, Count> counts = new TreeMap<>();

    /** @param differences in mails on which just one of the desks went by the rule */
    record Count(long then, long now, Map<Kind, Long> differences) {
        private static final Count NONE = new Count(0, 0, Map.of());

        private Count and(boolean inThen, boolean inNow, Set<Kind> kinds) {
            Map<Kind, Long> more = new EnumMap<>(Kind.class);
            more.putAll(differences);
            if (inThen != inNow) {
                kinds.forEach(kind -> more.merge(kind, 1L, Long::sum));
            }
            return new Count(then + (inThen ? 1 : 0), now + (inNow ? 1 : 0), more);
        }
    }

    Fired(Desk then, Desk now) {
        this.before = ids(then);
        this.after = ids(now);
        before.forEach(rule -> counts.put(rule, Count.NONE));
        after.forEach(rule -> counts.put(rule, Count.NONE));
    }

    void count(Docket then, Docket now, Set<Kind> kinds) {
        Set<String> inThen = rules(then, before);
        Set<String> inNow = rules(now, after);
        Set<String> all = new HashSet<>(inThen);
        all.addAll(inNow);
        all.forEach(rule -> counts.compute(rule, (id, count) -> count.and(inThen.contains(id), inNow.contains(id), kinds)));
    }

    Map<String, Count> counts() {
        return counts;
    }

    /** Rules of the changed desk that no mail met. */
    Set<String> never() {
        return after.stream().filter(rule -> counts.get(rule).now() == 0).collect(Collectors.toCollection(java.util.TreeSet::new));
    }

    private static Set<String> ids(Desk desk) {
        return desk.topics().values().stream().flatMap(topic -> topic.rules().stream()).map(Rule::id).collect(Collectors.toSet());
    }

    private static Set<String> rules(Docket docket, Set<String> known) {
        Set<String> rules = new HashSet<>();
        docket.classification().ifPresent(found -> {
            found.reasons().stream().filter(reason -> reason.code().startsWith("rule-") && !reason.code().equals(OTHER_WORD))
                .map(reason -> reason.detail().split(":", 2)[0]).filter(known::contains).forEach(rules::add);
            rules.addAll(found.dry().keySet());
        });
        return rules;
    }
}
