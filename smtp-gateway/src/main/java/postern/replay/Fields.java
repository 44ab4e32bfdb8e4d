package postern.replay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import postern.desk.Reason;

/** A replay under stable names, for programs. */
public final class Fields {
    private Fields() {
    }

    public static Map<String, Object> of(Outcome outcome) {
        Tally tally = outcome.tally();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("period", outcome.period());
        all.put("mails", tally.mails());
        all.put("otherMails", tally.others());
        all.put("unreadable", tally.unreadable());
        all.put("seconds", Math.round(outcome.seconds() * 1000) / 1000.0);
        all.put("perSecond", Math.round(outcome.perSecond()));
        all.put("differing", tally.differing());
        Map<String, Object> kinds = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            kinds.put(kind.word(), kind(kind, tally));
        }
        all.put("differences", kinds);
        all.put("recorded", recorded(tally));
        all.put("rules", rules(tally));
        all.put("neverMet", List.copyOf(tally.fired().never()));
        all.put("dead", outcome.dead().stream().map(remark -> ordered("rule", remark.rule(), "why", remark.what())).toList());
        all.put("gates", outcome.gates().stream().map(gate -> ordered("kind", gate.kind().word(), "most", gate.toString(), "count",
            tally.count(gate.kind()),
            "over", gate.isOver(tally))).toList());
        all.put("passes", outcome.passes());
        return all;
    }

    private static Map<String, Object> kind(Kind kind, Tally tally) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("count", tally.count(kind));
        fields.put("percent", Math.round(Gate.share(kind, tally) * 1000) / 1000.0);
        if (kind == Kind.MOVED) {
            fields.put("asPeopleMoved", tally.asPeopleMoved());
            fields.put("againstPeople", tally.againstPeople());
        }
        if (hasPairs(kind)) {
            fields.put("pairs", tally.pairs(kind).stream().limit(50)
                .map(pair -> ordered("from", pair.getKey().from(), "to", pair.getKey().to(), "count", pair.getValue())).toList());
        }
        fields.put("examples", tally.examples(kind).stream().map(one ->
            ordered("mail", one.mail(), "ticket", one.ticket(), "subject", one.subject(),
            "from", one.from(), "to", one.to(), "why", one.why().stream().map(Reason::toString).toList())).toList());
        return fields;
    }

    /** Times and numbers of tickets are another in each mail. */
    static boolean hasPairs(Kind kind) {
        return switch (kind) {
            case MOVED, RECLASSIFIED, REPRIORITISED, NEWLY_ACKNOWLEDGED, NO_LONGER_ACKNOWLEDGED -> true;
            case NEWLY_LATE, NEWLY_IN_TIME, OTHER_TICKET, NEWLY_SERVED, NO_LONGER_SERVED -> false;
        };
    }

    private static Map<String, Object> recorded(Tally tally) {
        Map<String, Object> fields = ordered("same", tally.asRecorded());
        for (Recorded.Cause cause : Recorded.Cause.values()) {
            fields.put("otherwise" + cause.word().substring(0, 1).toUpperCase(Locale.ROOT) + cause.word().substring(1),
                tally.recorded().otherwise().getOrDefault(cause, 0L));
        }
        return fields;
    }

    private static List<Map<String, Object>> rules(Tally tally) {
        return tally.fired().counts().entrySet().stream().map(rule -> {
            Map<String, Object> differences = new LinkedHashMap<>();
            rule.getValue().differences().forEach((kind, count) -> differences.put(kind.word(), count));
            return ordered("rule", rule.getKey(), "then", rule.getValue().then(), "now", rule.getValue().now(), "differences",
                differences);
        }).toList();
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put((String) pairs[i], pairs[i + 1]);
        }
        return fields;
    }
}
