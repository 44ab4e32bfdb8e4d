package postern.triage;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import postern.desk.WorkCalendar;
import postern.desk.WorkCalendar.Span;

/** A deadline with the sum it comes from, so that people can do it again with a clock and a calendar. */
final class Reckoning {
    private static final DateTimeFormatter WHOLE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mmXXX", Locale.ROOT);
    private static final DateTimeFormatter TO_THE_SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final int STRETCHES = 5;

    private Reckoning() {
    }

    /** Such as {@code 2026-11-23T14:30+08:00 = received Sun 20:15 -> opens Mon 09:00 + 4 h, pause 12:00-13:30}. */
    static String of(WorkCalendar calendar, Instant received, Duration promise, Instant deadline) {
        ZonedDateTime end = deadline.atZone(calendar.zone());
        StringBuilder sum = new StringBuilder((end.getSecond() == 0 ? WHOLE : TO_THE_SECOND).format(end))
            .append(" = received ").append(DAY.format(received.atZone(calendar.zone())));
        List<Span> stretches = calendar.stretches(received, promise, STRETCHES);
        if (!stretches.isEmpty() && stretches.getFirst().from().isAfter(received)) {
            sum.append(" -> opens ").append(DAY.format(stretches.getFirst().from().atZone(calendar.zone())));
        }
        sum.append(" + ").append(Urgencies.plain(promise));
        for (int i = 1; i < stretches.size(); i++) {
            ZonedDateTime stop = stretches.get(i - 1).to().atZone(calendar.zone());
            ZonedDateTime start = stretches.get(i).from().atZone(calendar.zone());
            boolean sameDay = stop.toLocalDate().equals(start.toLocalDate());
            sum.append(sameDay ? ", pause " + TIME.format(stop) + "-" + TIME.format(start) : ", closed " + DAY.format(stop) + "-" + DAY.format(start));
        }
        return sum.append(stretches.isEmpty() || stretches.getLast().to().equals(deadline) ? "" : ", and so on").toString();
    }
}
