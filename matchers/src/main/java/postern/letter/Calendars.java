package postern.letter;

import java.util.Locale;
import java.util.Map;

/** RFC 5545: what an invitation says, in lines a person can read. */
final class Calendars {
    private static final Map<String, String> SHOWN = Map.of("SUMMARY", "", "DTSTART", "", "DTEND", "– ", "LOCATION", "@ ", "DESCRIPTION", "");
    private static final int MOST_LINES = 5_000;

    private Calendars() {
    }

    static String text(String calendar) {
        StringBuilder out = new StringBuilder();
        boolean event = false;
        // RFC 5545 §3.1: a line goes on in the next one if that begins with a blank.
        for (String line : calendar.replace("\n ", "").replace("\n\t", "").lines().limit(MOST_LINES).toList()) {
            event |= line.equals("BEGIN:VEVENT") || line.equals("BEGIN:VTODO");
            int colon = line.indexOf(':');
            if (!event || colon < 0) {
                continue;
            }
            String name = line.substring(0, colon).split(";", 2)[0].toUpperCase(Locale.ROOT);
            String mark = SHOWN.get(name);
            if (mark != null && colon + 1 < line.length()) {
                out.append(mark).append(unescaped(line.substring(colon + 1))).append('\n');
            }
        }
        return out.toString();
    }

    /** RFC 5545 §3.3.11. */
    private static String unescaped(String value) {
        return value.replace("\\n", "\n").replace("\\N", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\");
    }
}
