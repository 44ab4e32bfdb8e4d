package postern.gestures;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import postern.desk.WorkCalendar;

/**
 * A time as people write it: {@code 2 小时后}, {@code tomorrow 9:00}, {@code 下周一}, {@code 2026-12-01 09:00}. Days and clock times are those of
 * the team's zone; a day without a time is when the team begins to work on it, or next after it. Pure.
 *
 * @param after from now on; empty if a day is named
 * @param day how it is reached from today; zero days for a plain time of day
 * @param time of the day, if one is named
 */
public record Until(Optional<Duration> after, Day day, Optional<LocalTime> time) {
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Map<String, Integer> DAYS = Map.ofEntries(Map.entry("today", 0), Map.entry("今天", 0), Map.entry("tomorrow", 1), Map.entry("明天", 1),
        Map.entry("明日", 1), Map.entry("后天", 2), Map.entry("後天", 2));
    private static final String WEEKDAYS = "一二三四五六日";
    private static final Pattern SPAN = Pattern.compile("(?:in )?(\\d{1,3}) ?(min|minutes?|分钟|分鐘|h|hours?|小时|小時|d|days?|天|w|weeks?|周|週)[后後]?");
    private static final Pattern MOMENT = Pattern.compile("(?:(\\d{4})-(\\d{1,2})-(\\d{1,2})|(?:next |([下本这這]))?(?:周|週|星期)([一二三四五六日天])|(?:next )?([a-z]{5,9})|([今明后後][天日]))?"
        + "[ -]?(?:(\\d{1,2})(?:[:.时点點]?(\\d{2})分?|[时点點](半)?|(?= ?$)))?");

    /**
     * A day, counted from today or named.
     *
     * @param ofWeek whether the weekday is that of this week, or of the next one; else it is the next that comes
     */
    record Day(int days, Optional<DayOfWeek> weekday, Optional<LocalDate> date, boolean ofWeek) {
        Day(int days, Optional<DayOfWeek> weekday, Optional<LocalDate> date) {
            this(days, weekday, date, false);
        }

        static Day in(int days) {
            return new Day(days, Optional.empty(), Optional.empty());
        }

        LocalDate from(LocalDate today) {
            return date.orElseGet(() -> weekday.map(name -> ofWeek ? today.plusDays(days).with(name) : today.with(TemporalAdjusters.next(name))).orElseGet(() -> today.plusDays(days)));
        }
    }

    /** @return what folders offer, in the desk's language */
    public static List<String> choices(String language) {
        return language.equals("zh") ? List.of("1小时后", "3小时后", "明天 9:00", "后天 9:00", "下周一 9:00")
            : List.of("in 1 hour", "in 3 hours", "tomorrow 9:00", "in 2 days", "Monday 9:00");
    }

    /** @return empty for what nobody understands */
    public static Optional<Until> read(String words) {
        String text = Normalizer.normalize(words, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        Matcher span = SPAN.matcher(text.replace('-', ' '));
        if (span.matches()) {
            Duration after = unit(span.group(2)).multipliedBy(Long.parseLong(span.group(1)));
            return Optional.of(new Until(Optional.of(after), Day.in(0), Optional.empty())).filter(until -> after.compareTo(LONGEST) <= 0 && !after.isZero());
        }
        Matcher moment = MOMENT.matcher(text);
        return text.isEmpty() || !moment.matches() ? Optional.empty() : moment(moment);
    }

    private static Optional<Until> moment(Matcher moment) {
        try {
            Optional<LocalTime> time = moment.group(8) == null ? Optional.empty()
                : Optional.of(LocalTime.of(Integer.parseInt(moment.group(8)), moment.group(10) != null ? 30
                    : moment.group(9) == null ? 0 : Integer.parseInt(moment.group(9))));
            return day(moment).map(day -> new Until(Optional.empty(), day, time));
        } catch (DateTimeException e) {
            // The 31st of June, or 25 o'clock.
            return Optional.empty();
        }
    }

    private static Optional<Day> day(Matcher moment) {
        if (moment.group(1) != null) {
            LocalDate date = LocalDate.of(Integer.parseInt(moment.group(1)), Integer.parseInt(moment.group(2)), Integer.parseInt(moment.group(3)));
            return Optional.of(new Day(0, Optional.empty(), Optional.of(date)));
        }
        if (moment.group(5) != null) {
            int at = WEEKDAYS.indexOf(moment.group(5).replace('天', '日'));
            String week = moment.group(4) == null ? "" : moment.group(4);
            return Optional.of(new Day(week.equals("下") ? 7 : 0, Optional.of(DayOfWeek.of(at + 1)), Optional.empty(), !week.isEmpty()));
        }
        String word = moment.group(6) != null ? moment.group(6) : moment.group(7);
        if (word == null) {
            return Optional.of(Day.in(0));
        }
        Optional<DayOfWeek> weekday = List.of(DayOfWeek.values()).stream().filter(name -> name.name().equalsIgnoreCase(word)).findFirst();
        return weekday.isPresent() ? Optional.of(new Day(0, weekday, Optional.empty())) : Optional.ofNullable(DAYS.get(word)).map(Day::in);
    }

    private static Duration unit(String word) {
        return switch (word.charAt(0)) {
            case 'm', '分' -> Duration.ofMinutes(1);
            case 'h', '小' -> Duration.ofHours(1);
            case 'd', '天' -> Duration.ofDays(1);
            default -> Duration.ofDays(7);
        };
    }

    /** @return the moment that is meant; empty if that is over, or more than a year away */
    public Optional<Instant> from(Instant now, WorkCalendar hours) {
        Instant meant = after.map(span -> later(now, span, hours)).orElseGet(() -> named(now, hours));
        return Optional.of(meant).filter(moment -> moment.isAfter(now) && moment.isBefore(now.plus(LONGEST)));
    }

    /** A day is until the same time of the day, however long that is where clocks are changed. */
    private static Instant later(Instant now, Duration span, WorkCalendar hours) {
        boolean days = span.toHours() >= 24 && span.equals(Duration.ofDays(span.toDays()));
        return days ? now.atZone(hours.zone()).plusDays(span.toDays()).toInstant() : now.plus(span);
    }

    private Instant named(Instant now, WorkCalendar hours) {
        ZonedDateTime here = now.atZone(hours.zone());
        LocalDate date = day.from(here.toLocalDate());
        if (time.isPresent()) {
            ZonedDateTime moment = date.atTime(time.get()).atZone(hours.zone());
            // A time of day alone that is over today is meant for tomorrow.
            boolean plain = day.equals(Day.in(0)) && !moment.toInstant().isAfter(now);
            return (plain ? moment.plusDays(1) : moment).toInstant();
        }
        Instant morning = date.atStartOfDay(hours.zone()).toInstant();
        return hours.stretches(morning, Duration.ofMinutes(1), 1).getFirst().from();
    }
}
