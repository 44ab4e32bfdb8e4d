package postern.letter;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** RFC 5322 §3.3 dates with their obsolete and broken forms. */
public final class Dates {
    private static final List<String> MONTHS = List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final Pattern DATE = Pattern.compile("(\\d{1,2})[ -]{1,3}([A-Za-z]{3})[a-z]{0,6}[ ,-]{1,3}(\\d{2,4})[ ,]{1,3}(\\d{1,2})[:.](\\d{1,2})(?:[:.](\\d{1,2}))?"
        + "(?:[.,]\\d{1,9})? ?(?:\\(?(?:GMT|UTC)?([+-]) ?(\\d{2}):?(\\d{2})|\\(?([A-Za-z]{1,5}))?");

    private Dates() {
    }

    static Optional<Instant> parse(String raw) {
        return written(raw).map(OffsetDateTime::toInstant);
    }

    /** @return the date as it is written, with the writer's offset from UTC */
    public static Optional<OffsetDateTime> written(String raw) {
        if (raw.isEmpty() || raw.length() > 200) {
            return Optional.empty();
        }
        Matcher date = DATE.matcher(raw);
        if (!date.find()) {
            return Optional.empty();
        }
        int month = MONTHS.indexOf(date.group(2).toLowerCase(Locale.ROOT)) + 1;
        try {
            LocalDateTime local = LocalDateTime.of(year(date.group(3)), month, Integer.parseInt(date.group(1)), Integer.parseInt(date.group(4)),
                Integer.parseInt(date.group(5)), date.group(6) == null ? 0 : Math.min(59, Integer.parseInt(date.group(6))));
            return Optional.of(local.atOffset(offset(date)));
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    /** RFC 5322 §4.3: two digits are 1950 to 2049, three count from 1900. */
    private static int year(String digits) {
        int year = Integer.parseInt(digits);
        return digits.length() == 2 ? year + (year < 50 ? 2000 : 1900) : digits.length() == 3 ? year + 1900 : year;
    }

    private static ZoneOffset offset(Matcher date) {
        if (date.group(7) != null) {
            int minutes = Integer.parseInt(date.group(8)) * 60 + Integer.parseInt(date.group(9));
            return ZoneOffset.ofTotalSeconds((date.group(7).equals("-") ? -60 : 60) * minutes);
        }
        // RFC 5322 §4.3: the North American names; other names are not known and count as UTC.
        return switch (Optional.ofNullable(date.group(10)).orElse("").toUpperCase(Locale.ROOT)) {
            case "EDT" -> ZoneOffset.ofHours(-4);
            case "EST", "CDT" -> ZoneOffset.ofHours(-5);
            case "CST", "MDT" -> ZoneOffset.ofHours(-6);
            case "MST", "PDT" -> ZoneOffset.ofHours(-7);
            case "PST" -> ZoneOffset.ofHours(-8);
            default -> ZoneOffset.UTC;
        };
    }
}
