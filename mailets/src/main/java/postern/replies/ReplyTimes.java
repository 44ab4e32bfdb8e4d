package postern.replies;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import postern.desk.WorkCalendar;

/** Says times as people do, in one of the desk's languages. */
enum ReplyTimes {
    SIMPLIFIED(Locale.forLanguageTag("zh-Hans-CN"), "北京时间"),
    TRADITIONAL(Locale.forLanguageTag("zh-Hant-TW"), "北京時間"),
    ENGLISH(Locale.UK, "Beijing time");

    private static final List<String> TRADITIONAL_TAGS = List.of("zh-hant", "zh-tw", "zh-hk", "zh-mo");
    private final Locale locale;
    private final String beijing;
    private final DateTimeFormatter day;
    private final DateTimeFormatter weekday;
    /** Monday first. */
    private final List<String> names;

    ReplyTimes(Locale locale, String beijing) {
        this.locale = locale;
        this.beijing = beijing;
        this.day = DateTimeFormatter.ofPattern("d MMMM", locale);
        this.weekday = DateTimeFormatter.ofPattern("EEEE, d MMMM", locale);
        this.names = Stream.of(DayOfWeek.values()).map(name -> name.getDisplayName(TextStyle.FULL, locale)).toList();
    }

    /** @param language BCP 47; what is not Chinese is answered in English */
    static ReplyTimes in(String language) {
        String tag = language.toLowerCase(Locale.ROOT);
        if (!tag.equals("zh") && !tag.startsWith("zh-")) {
            return ENGLISH;
        }
        return TRADITIONAL_TAGS.stream().anyMatch(tag::startsWith) ? TRADITIONAL : SIMPLIFIED;
    }

    /** Key of the desk's texts. */
    String tag() {
        return switch (this) {
            case SIMPLIFIED -> "zh-Hans";
            case TRADITIONAL -> "zh-Hant";
            case ENGLISH -> "en";
        };
    }

    /** {@code 今天（11月21日）18:00（北京时间）}; the date stands there because the mail may be read tomorrow. */
    String deadline(Instant deadline, Instant now, ZoneId zone) {
        ZonedDateTime until = deadline.plusSeconds(59).atZone(zone).truncatedTo(ChronoUnit.MINUTES);
        long days = ChronoUnit.DAYS.between(now.atZone(zone).toLocalDate(), until.toLocalDate());
        String clock = until.toLocalTime().toString();
        if (this == ENGLISH) {
            String date = day.format(until);
            String said = days == 0 ? "today, " + date : days == 1 ? "tomorrow, " + date : weekday.format(until);
            return clock + " " + said + " (" + zone(zone) + ")";
        }
        String date = until.getMonthValue() + "月" + until.getDayOfMonth() + "日";
        String said = days == 0 ? "今天（" + date + "）" : days == 1 ? "明天（" + date + "）"
            : date + "（" + name(until.getDayOfWeek()) + "）";
        return said + clock + "（" + zone(zone) + "）";
    }

    /** {@code 30 分钟}, {@code 1 hour}, {@code 1 小时 30 分钟}. */
    String span(Duration span) {
        List<String> parts = new ArrayList<>();
        if (span.toHours() > 0) {
            parts.add(count(span.toHours(), this == TRADITIONAL ? "小時" : "小时", "hour"));
        }
        if (span.toMinutesPart() > 0 || parts.isEmpty()) {
            parts.add(count(span.toMinutesPart(), this == TRADITIONAL ? "分鐘" : "分钟", "minute"));
        }
        return String.join(" ", parts);
    }

    /** {@code 星期一至星期五 09:00–12:00、13:30–18:00（北京时间）}; days with the same hours together. */
    String hours(WorkCalendar calendar) {
        List<String> groups = new ArrayList<>();
        DayOfWeek[] days = DayOfWeek.values();
        for (int first = 0; first < days.length; first++) {
            List<WorkCalendar.Block> blocks = calendar.week().getOrDefault(days[first], List.of());
            int last = first;
            while (last + 1 < days.length && blocks.equals(calendar.week().getOrDefault(days[last + 1], List.of()))) {
                last++;
            }
            if (!blocks.isEmpty()) {
                String name = name(days[first]) + (last > first ? (this == ENGLISH ? " to " : "至") + name(days[last]) : "");
                groups.add(name + " " + blocks.stream().map(ReplyTimes::block).collect(Collectors.joining(this == ENGLISH ? ", " : "、")));
            }
            first = last;
        }
        String open = this == ENGLISH ? " (" : "（";
        return String.join(this == ENGLISH ? "; " : "；", groups) + open + zone(calendar.zone()) + (this == ENGLISH ? ")" : "）");
    }

    private String name(DayOfWeek day) {
        return names.get(day.ordinal());
    }

    private static String block(WorkCalendar.Block block) {
        String to = clock(block.to());
        return clock(block.from()) + "–" + (to.equals("00:00") ? "24:00" : to);
    }

    /** {@code 09:00}; as a time says it of itself when it has no seconds. */
    private static String clock(LocalTime time) {
        return time.truncatedTo(ChronoUnit.MINUTES).toString();
    }

    private String count(long number, String chinese, String english) {
        return number + " " + (this == ENGLISH ? english + (number == 1 ? "" : "s") : chinese);
    }

    private String zone(ZoneId zone) {
        return zone.getId().equals("Asia/Shanghai") ? beijing : zone.getDisplayName(TextStyle.FULL, locale);
    }
}
