package postern.triage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import postern.desk.DecideBy;
import postern.desk.Desk;
import postern.desk.Reason;
import postern.desk.Topic;

/**
 * Decides between the rules that a mail meets.
 *
 * <p>By strength: a topic scores the sum of its rules. The highest score wins; of equals, the topic that stands higher in the file.
 * By place: the first rule in the file wins, whatever others score.
 */
final class Contest {
    private static final int REASONS = 12;

    private final Desk desk;

    Contest(Desk desk) {
        this.desk = desk;
    }

    /** @param met in the order of the file, at least one */
    Classification decided(List<Ruling> met) {
        return desk.decideBy() == DecideBy.FIRST ? first(met) : strongest(met);
    }

    private Classification strongest(List<Ruling> met) {
        Map<String, Double> points = new HashMap<>();
        met.forEach(ruling -> points.merge(ruling.topic().id(), ruling.points(), Double::sum));
        List<Topic> ranked = desk.topics().values().stream().filter(topic -> points.containsKey(topic.id()))
            .sorted(Comparator.comparingDouble((Topic topic) -> points.get(topic.id())).reversed()).toList();
        Topic best = ranked.getFirst();
        List<Reason> why = new ArrayList<>(reasons(met.stream().filter(ruling -> ruling.topic() == best).toList()));
        Optional<String> runnerUp = ranked.stream().skip(1).map(Topic::id).findFirst();
        runnerUp.ifPresent(id -> why.add(Reason.of("runner-up",
            id + " " + plain(points.get(id)) + " to " + plain(points.get(best.id())))));
        return new Classification(best, points, runnerUp, why);
    }

    /** Those of all rules in the order of the file; if they are too many for anybody to read, those of the strongest rules. */
    private static List<Reason> reasons(List<Ruling> met) {
        boolean many = met.stream().mapToInt(ruling -> ruling.reasons().size()).sum() > REASONS;
        Comparator<Ruling> strongest = Comparator.comparingDouble(Ruling::points).reversed()
            .thenComparing(ruling -> ruling.rule().id());
        return (many ? met.stream().sorted(strongest) : met.stream()).flatMap(ruling -> ruling.reasons().stream()).limit(REASONS)
            .toList();
    }

    private static Classification first(List<Ruling> met) {
        Ruling first = met.getFirst();
        List<Reason> why = new ArrayList<>(first.reasons());
        Optional<Ruling> next = met.stream().filter(ruling -> ruling.topic() != first.topic()).findFirst();
        next.ifPresent(ruling -> why.add(Reason.of("later-rule", ruling.rule().id() + ":" + ruling.topic().id())));
        return new Classification(first.topic(), Map.of(first.topic().id(), first.points()),
            next.map(ruling -> ruling.topic().id()), why);
    }

    /** @return for each dry rule that is met, what the topic would be if it counted, by id of the rule */
    Map<String, Topic> would(List<Ruling> met) {
        Map<String, Topic> would = new LinkedHashMap<>();
        met.stream().filter(ruling -> ruling.rule().dry()).forEach(dry ->
            would.put(dry.rule().id(),
                decided(met.stream().filter(ruling -> ruling == dry || !ruling.rule().dry()).toList()).topic()));
        return would;
    }

    private static String plain(double points) {
        return points == Math.rint(points) ? Long.toString((long) points) : Double.toString(points);
    }
}
