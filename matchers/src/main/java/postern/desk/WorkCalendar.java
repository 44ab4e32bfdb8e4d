package postern.desk;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * When people work: several blocks a day, holidays, and make-up working days (调休) that take the blocks of a given weekday.
 *
 * <p>Time is counted as it passes, not as clocks show it: a block on the day of a clock change is as long as people really sit
 * there. An edge that the clock shows twice is taken at its first showing; one that the clock skips is the moment of the skip.
 *
 * <p>Spans are walked day by day, except that stretches of whole weeks without holiday, make-up day or clock change are taken in
 * one step, so the cost depends on the number of exceptions in the calendar and not on the length of the span.
 *
 * @param week blocks by weekday, in order and apart from each other; a missing day is free; at least one day has a block
 * @param holidays free whatever the weekday
 * @param makeUpDays days that are worked with the blocks of the given weekday; they beat holidays and the week
 */
public record WorkCalendar(String id, ZoneId zone, Map<DayOfWeek, List<Block>> week, Set<LocalDate> holidays,
                           Map<LocalDate, DayOfWeek> makeUpDays) {
    private static final int DAYS = 7;

    /** @throws IllegalArgumentException if nobody ever works by it, or blocks overlap */
    public WorkCalendar {
        Map<DayOfWeek, List<Block>> ordered = new EnumMap<>(DayOfWeek.class);
        week.forEach((day, blocks) -> {
            if (!blocks.isEmpty()) {
                ordered.put(day, apart(blocks));
            }
        });
        if (ordered.isEmpty()) {
            throw new IllegalArgumentException("there is no work: a deadline would never come");
        }
        week = Collections.unmodifiableMap(ordered);
        holidays = Collections.unmodifiableNavigableSet(new TreeSet<>(holidays));
        makeUpDays = Collections.unmodifiableNavigableMap(new TreeMap<>(makeUpDays));
    }

    /** A stretch of work within one day; {@code to} of 00:00 is the end of the day. */
    public record Block(LocalTime from, LocalTime to) {
        public Block {
            if (!to.equals(LocalTime.MIDNIGHT) && !from.isBefore(to)) {
                throw new IllegalArgumentException(from + "-" + to + " ends before it begins");
            }
        }

        private Duration length() {
            return to.equals(LocalTime.MIDNIGHT) ? Duration.ofDays(1).minusNanos(from.toNanoOfDay()) : Duration.between(from, to);
        }

        private Span on(LocalDate day, ZoneRules rules) {
            LocalDate last = to.equals(LocalTime.MIDNIGHT) ? day.plusDays(1) : day;
            return new Span(moment(day.atTime(from), rules), moment(last.atTime(to), rules));
        }
    }

    /** A stretch of time in which people work; with an end, which belongs to it. */
    public record Span(Instant from, Instant to) {
        private Span within(Instant begin, Instant end) {
            return new Span(from.isBefore(begin) ? begin : from, to.isAfter(end) ? end : to);
        }

        private Duration length() {
            return from.isBefore(to) ? Duration.between(from, to) : Duration.ZERO;
        }
    }

    /**
     * @param business business time, not negative
     * @return the instant at which that much business time has passed since {@code from}; the end of a block belongs to it
     */
    public Instant after(Instant from, Duration business) {
        if (business.isNegative()) {
            throw new IllegalArgumentException("business time must not be negative: " + business);
        }
        Duration left = business;
        LocalDate day = from.atZone(zone).toLocalDate();
        while (left.isPositive()) {
            for (Span whole : spans(day)) {
                Span span = whole.within(from, Instant.MAX);
                if (left.compareTo(span.length()) <= 0) {
                    return span.from().plus(left);
                }
                left = left.minus(span.length());
            }
            day = day.plusDays(1);
            // One nanosecond less, so that a promise that ends with a week ends there and not at the next block.
            long weeks = left.minusNanos(1).dividedBy(weekly());
            weeks = weeks > 0 ? Math.min(plainWeeks(day), weeks) : 0;
            left = left.minus(weekly().multipliedBy(weeks));
            day = day.plusWeeks(weeks);
        }
        return from;
    }

    /**
     * The stretches of work that business time from an instant on consists of, as far as people can follow.
     *
     * @return the first {@code atMost} of them, in order; all together are as long as {@code business}, unless there are more
     */
    public List<Span> stretches(Instant from, Duration business, int atMost) {
        List<Span> stretches = new ArrayList<>();
        Duration left = business;
        // A calendar has work in each week but for its holidays: this ends.
        for (LocalDate day = from.atZone(zone).toLocalDate(); left.isPositive() && stretches.size() < atMost; day = day.plusDays(1)) {
            for (Span whole : spans(day)) {
                Span span = whole.within(from, Instant.MAX);
                if (span.length().isPositive() && left.isPositive() && stretches.size() < atMost) {
                    Duration used = left.compareTo(span.length()) < 0 ? left : span.length();
                    stretches.add(new Span(span.from(), span.from().plus(used)));
                    left = left.minus(used);
                }
            }
        }
        return stretches;
    }

    /** @return whether people work at that moment */
    public boolean isOpen(Instant moment) {
        return spans(moment.atZone(zone).toLocalDate()).stream().anyMatch(span -> !moment.isBefore(span.from()) && moment.isBefore(span.to()));
    }

    /** @return business time between two instants, zero if {@code to} is not after {@code from} */
    public Duration between(Instant from, Instant to) {
        Duration sum = Duration.ZERO;
        LocalDate day = from.atZone(zone).toLocalDate();
        LocalDate last = to.atZone(zone).toLocalDate();
        while (!day.isAfter(last)) {
            for (Span span : spans(day)) {
                sum = sum.plus(span.within(from, to).length());
            }
            day = day.plusDays(1);
            long weeks = Math.clamp(ChronoUnit.WEEKS.between(day, last), 0, plainWeeks(day));
            sum = sum.plus(weekly().multipliedBy(weeks));
            day = day.plusWeeks(weeks);
        }
        return sum;
    }

    /** Blocks of a day, in order. */
    public List<Block> blocksOn(LocalDate day) {
        DayOfWeek worked = makeUpDays.get(day);
        if (worked == null && holidays.contains(day)) {
            return List.of();
        }
        return week.getOrDefault(worked == null ? day.getDayOfWeek() : worked, List.of());
    }

    private List<Span> spans(LocalDate day) {
        ZoneRules rules = zone.getRules();
        return blocksOn(day).stream().map(block -> block.on(day, rules)).toList();
    }

    private Duration weekly() {
        return week.values().stream().flatMap(List::stream).map(Block::length).reduce(Duration.ZERO, Duration::plus);
    }

    /** Whole weeks from a day on in which no holiday, make-up day or clock change lies. */
    private long plainWeeks(LocalDate day) {
        LocalDate end = day.plusYears(100);
        LocalDate holiday = ((NavigableSet<LocalDate>) holidays).ceiling(day);
        LocalDate makeUp = ((NavigableMap<LocalDate, DayOfWeek>) makeUpDays).ceilingKey(day);
        // A day before, because the change may lie in the night that two days share.
        ZoneOffsetTransition change = zone.getRules().nextTransition(day.minusDays(1).atStartOfDay(zone).toInstant());
        LocalDate clock = change == null ? null : change.getDateTimeBefore().toLocalDate().minusDays(1);
        for (LocalDate special : new LocalDate[] {holiday, makeUp, clock}) {
            end = special != null && special.isBefore(end) ? special : end;
        }
        return Math.max(0, ChronoUnit.DAYS.between(day, end) / DAYS);
    }

    private static Instant moment(LocalDateTime shown, ZoneRules rules) {
        ZoneOffsetTransition change = rules.getTransition(shown);
        return change != null && change.isGap() ? change.getInstant() : shown.toInstant(rules.getOffset(shown));
    }

    private static List<Block> apart(List<Block> blocks) {
        List<Block> ordered = new ArrayList<>(blocks);
        ordered.sort(Comparator.comparing(Block::from));
        for (int i = 1; i < ordered.size(); i++) {
            LocalTime before = ordered.get(i - 1).to();
            if (before.equals(LocalTime.MIDNIGHT) || before.isAfter(ordered.get(i).from())) {
                throw new IllegalArgumentException("blocks overlap at " + ordered.get(i).from());
            }
        }
        return List.copyOf(ordered);
    }
}
