package postern.replay;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import postern.desk.Desk;
import postern.triage.Docket;

/** What a replay found, counted; of each kind a few examples are kept. Of one thread. */
public final class Tally {
    private static final int EXAMPLES = 3;
    private static final int PAIRS = 1000;

    private final Fired fired;
    private final Recorded recorded = new Recorded();
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final Map<Kind, Map<Pair, Long>> pairs = new EnumMap<>(Kind.class);
    private final Map<Kind, List<Difference>> examples = new EnumMap<>(Kind.class);
    private long mails;
    private long others;
    private long differing;
    private long asPeople;
    private long againstPeople;
    private final List<String> unread = new ArrayList<>();
    private long unreadable;

    /** From what to what. */
    record Pair(String from, String to) {
    }

    Tally(Desk then, Desk now) {
        this.fired = new Fired(then, now);
    }

    void unread(String name, String trouble) {
        unreadable++;
        if (unread.size() < EXAMPLES) {
            unread.add(name + ": " + trouble);
        }
    }

    void count(Optional<Docket> then, Optional<Docket> now, Past.Known known, List<Difference> differences) {
        if (then.isEmpty() && now.isEmpty()) {
            others++;
            return;
        }
        mails++;
        differing += differences.isEmpty() ? 0 : 1;
        Set<Kind> kinds = differences.stream().map(Difference::kind).collect(Collectors.toSet());
        differences.forEach(this::count);
        differences.stream().filter(one -> one.kind() == Kind.MOVED).forEach(one -> {
            asPeople += known.moved().filter(one.to()::equals).isPresent() ? 1 : 0;
            againstPeople += known.moved().filter(one.from()::equals).isPresent() ? 1 : 0;
        });
        if (then.isPresent() && now.isPresent()) {
            fired.count(then.get(), now.get(), kinds);
        }
        then.ifPresent(again -> recorded.compare(again, known.reasons()));
    }

    private void count(Difference difference) {
        counts.merge(difference.kind(), 1L, Long::sum);
        Map<Pair, Long> known = pairs.computeIfAbsent(difference.kind(), kind -> new LinkedHashMap<>());
        Pair pair = new Pair(difference.from(), difference.to());
        boolean other = !known.containsKey(pair);
        if (!other || known.size() < PAIRS) {
            known.merge(pair, 1L, Long::sum);
        }
        List<Difference> shown = examples.computeIfAbsent(difference.kind(), kind -> new ArrayList<>());
        // Examples of different changes tell more than three of the same.
        if (shown.size() < EXAMPLES) {
            shown.add(difference);
        } else if (other) {
            shown.stream().filter(one -> shown.stream().filter(two -> one.from().equals(two.from()) && one.to().equals(two.to()))
                .count() > 1)
                .reduce((first, last) -> last).ifPresent(again -> shown.set(shown.indexOf(again), difference));
        }
    }

    /** Mails that at least one of the desks takes. */
    public long mails() {
        return mails;
    }

    /** Mails that are none of either desk's. */
    long others() {
        return others;
    }

    /** Mails with at least one difference. */
    public long differing() {
        return differing;
    }

    /** Mails that could not be had. */
    public long unreadable() {
        return unreadable;
    }

    /** Mails that go to another team by the changed desk, to which people had moved them by hand. */
    public long asPeopleMoved() {
        return asPeople;
    }

    /** Mails that the changed desk takes from the team to which people had moved them by hand. */
    public long againstPeople() {
        return againstPeople;
    }

    List<String> unread() {
        return unread;
    }

    public long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** The most frequent first. */
    List<Map.Entry<Pair, Long>> pairs(Kind kind) {
        return pairs.getOrDefault(kind, Map.of()).entrySet().stream().sorted(Map.Entry.<Pair, Long>comparingByValue().reversed())
            .toList();
    }

    public List<Difference> examples(Kind kind) {
        return List.copyOf(examples.getOrDefault(kind, List.of()));
    }

    Fired fired() {
        return fired;
    }

    Recorded recorded() {
        return recorded;
    }

    /** Mails of which the desk of today decides as was written down when they came. */
    public long asRecorded() {
        return recorded.same();
    }

    /** Mails of which the desk of today decides otherwise than was written down when they came. */
    public long otherThanRecorded() {
        return recorded.otherwise().values().stream().mapToLong(Long::longValue).sum();
    }
}
