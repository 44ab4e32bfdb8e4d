package postern.bench;

import java.util.ArrayList;
import java.util.List;

/** What a mail costs while its folder grows: points on the way, and the cost between two of them. */
final class Growth {
    private record Point(int filed, long nanos, long cpuNanos) {
    }

    /**
     * @param from messages in the folders at the start of the stretch
     * @param to messages at its end
     * @param perSecond filed in it
     * @param cpuMillis of the gateway for each
     */
    record Stretch(int from, int to, double perSecond, double cpuMillis) {
    }

    private final List<Point> points = new ArrayList<>();

    void add(int filed, long nanos, long cpuNanos) {
        points.add(new Point(filed, nanos, cpuNanos));
    }

    /** The cost of the messages around a number. */
    Stretch around(int message, int reach) {
        return between(message - reach, message + reach);
    }

    /** The cost of the messages from one number to another, or a little beyond. */
    Stretch between(int from, int to) {
        // The points lie where the counting fell: the nearest ones that hold the whole stretch.
        Point first = points.stream().filter(point -> point.filed() <= from).reduce((a, b) -> b).orElseGet(points::getFirst);
        Point last = points.stream().filter(point -> point.filed() >= to).findFirst().orElseGet(points::getLast);
        int filed = Math.max(1, last.filed() - first.filed());
        return new Stretch(first.filed(), last.filed(), filed * 1e9 / Math.max(1, last.nanos() - first.nanos()),
            (last.cpuNanos() - first.cpuNanos()) / 1e6 / filed);
    }

    /** Four stretches of equal length. */
    List<Stretch> quarters() {
        int from = points.getFirst().filed();
        int to = points.getLast().filed();
        List<Stretch> quarters = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            quarters.add(between(from + (to - from) * i / 4, from + (to - from) * (i + 1) / 4));
        }
        return quarters;
    }
}
