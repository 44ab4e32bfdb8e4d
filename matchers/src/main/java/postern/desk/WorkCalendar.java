package postern.desk;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When people work: several blocks a day, holidays, and make-up working days (调休) that take the blocks of a given weekday.
 *
 * @param week blocks by weekday; a missing day is free
 * @param holidays free whatever the weekday
 * @param makeUpDays days that are worked with the blocks of the given weekday; they beat holidays and the week
 */
public record WorkCalendar(String id, ZoneId zone, Map<DayOfWeek, List<Block>> week, Set<LocalDate> holidays,
                           Map<LocalDate, DayOfWeek> makeUpDays) {

    /** A stretch of work within one day; {@code to} of 00:00 is the end of the day. */
    public record Block(LocalTime from, LocalTime to) {
    }

    /**
     * @param business business time, not negative
     * @return the instant at which that much business time has passed since {@code from}; the end of a block belongs to it
     */
    public Instant after(Instant from, Duration business) {
        throw new UnsupportedOperationException("desk owner writes this");
    }

    /** @return business time between two instants, zero if {@code to} is not after {@code from} */
    public Duration between(Instant from, Instant to) {
        throw new UnsupportedOperationException("desk owner writes this");
    }
}
