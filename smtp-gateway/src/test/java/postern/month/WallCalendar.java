package postern.month;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import postern.desk.Desk;
import postern.desk.Promise;
import postern.desk.WorkCalendar;

/** Business time as somebody with a calendar on the wall reckons it: minute by minute, asking of each whether people work in it. */
final class WallCalendar {
    private final Desk desk;
    private final Map<String, Map<LocalDate, boolean[]>> days = new HashMap<>();

    WallCalendar(Desk desk) {
        this.desk = desk;
    }

    Promise promise(String topic) {
        return desk.topics().getOrDefault(topic, desk.fallbackTopic()).promise();
    }

    /** @return when so much time of a team has passed */
    Instant after(String team, Instant from, Duration time) {
        Instant at = from;
        Duration left = time;
        while (true) {
            Instant next = at.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
            if (works(team, at)) {
                Duration passes = Duration.between(at, next);
                if (passes.compareTo(left) >= 0) {
                    return at.plus(left);
                }
                left = left.minus(passes);
            }
            at = next;
        }
    }

    /** @return how much time of a team passes */
    Duration between(String team, Instant from, Instant to) {
        Duration sum = Duration.ZERO;
        Instant at = from;
        while (at.isBefore(to)) {
            Instant minute = at.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
            Instant next = minute.isBefore(to) ? minute : to;
            sum = works(team, at) ? sum.plus(Duration.between(at, next)) : sum;
            at = next;
        }
        return sum;
    }

    private boolean works(String team, Instant at) {
        WorkCalendar calendar = desk.calendars().get(desk.teams().get(team).calendar());
        ZonedDateTime shown = at.atZone(calendar.zone());
        return days.computeIfAbsent(team, id -> new HashMap<>()).computeIfAbsent(shown.toLocalDate(), day -> day(calendar, day))
            [shown.getHour() * 60 + shown.getMinute()];
    }

    private static boolean[] day(WorkCalendar calendar, LocalDate day) {
        boolean[] minutes = new boolean[24 * 60];
        boolean free = calendar.holidays().contains(day) && !calendar.makeUpDays().containsKey(day);
        for (int minute = 0; minute < minutes.length; minute++) {
            LocalTime time = LocalTime.of(minute / 60, minute % 60);
            minutes[minute] = !free && calendar.week().getOrDefault(calendar.makeUpDays().getOrDefault(day, day.getDayOfWeek()),
                List.of()).stream()
                .anyMatch(block -> !time.isBefore(block.from()) && (time.isBefore(block.to()) || block.to()
                    .equals(LocalTime.MIDNIGHT)));
        }
        return minutes;
    }
}
