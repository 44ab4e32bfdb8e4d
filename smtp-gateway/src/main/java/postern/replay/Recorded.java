package postern.replay;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import postern.tickets.TicketEvent;
import postern.triage.Docket;

/** How what the desk of today decides when it is run again agrees with what was written down when the mails came. */
final class Recorded {
    /** Whom a ticket was handed to depends on who was free. */
    private static final Pattern HANDED = Pattern.compile("(?:, )?\\b(?:agent-of-ticket|agent-free|nobody-free|runner-up-agent|not-free)(?:\\([^)]*\\))?");
    private static final Pattern MODEL = Pattern.compile("\\b(?:model|model-unsure|model-over-address|rule-over-model)\\(");
    private static final Pattern PEOPLE = Pattern.compile("\\b(?:team-of-ticket|topic-of-ticket|clock-of-ticket|ticket-closed|ticket-not-open|silent-long-ago)\\b");

    private final Map<Cause, Long> otherwise = new EnumMap<>(Cause.class);
    private long same;

    /** Why it was decided otherwise then, as far as its reasons tell. */
    enum Cause {
        /** The classifier has learned since. */
        MODEL,
        /** The ticket was where people or earlier mails had brought it. */
        TICKET,
        /** Another desk.yaml, another program, or a mail of before. */
        OTHER;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    void compare(Docket again, Optional<String> reasons) {
        if (reasons.isEmpty()) {
            return;
        }
        String written = plain(reasons.get());
        String now = plain(TicketEvent.spoken(again.reasons()));
        if (written.equals(now)) {
            same++;
        } else {
            otherwise.merge(cause(written, now), 1L, Long::sum);
        }
    }

    private static Cause cause(String written, String now) {
        if (PEOPLE.matcher(written).find() || PEOPLE.matcher(now).find()) {
            return Cause.TICKET;
        }
        return MODEL.matcher(written).find() || MODEL.matcher(now).find() ? Cause.MODEL : Cause.OTHER;
    }

    private static String plain(String reasons) {
        return HANDED.matcher(reasons).replaceAll("");
    }

    long same() {
        return same;
    }

    Map<Cause, Long> otherwise() {
        return otherwise;
    }
}
