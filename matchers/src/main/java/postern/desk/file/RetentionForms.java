package postern.desk.file;

import java.time.Period;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import postern.desk.Retention;

/** How long mail is kept. */
final class RetentionForms {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,4}) ?(d|days?|months?|years?)");

    private static final Kind<Optional<Period>> PERIOD = Kinds.scalar("a time to keep mail", "write something like 30 days, 6 months, 3 years, or forever",
        Map.of("type", "string", "pattern", "^(forever|[0-9]{1,4} ?(d|days?|months?|years?))$"), RetentionForms::period);

    /** A topic of the desk, or a word that stands for more than one. */
    private static final Kind<String> WHAT = Kinds.checked(Kinds.LINE, (name, node, findings) -> {
        if (!name.equals(Retention.DEFAULT) && !name.equals(Retention.JUNK)) {
            findings.use("topic", name, node);
        }
        return true;
    });

    static final Kind<Retention> RETENTION = Kinds.mapped(Kinds.named("retention", WHAT, Kinds.mapped(PERIOD, period -> name -> period), 0), Retention::new);

    private RetentionForms() {
    }

    private static Optional<Period> period(String text) {
        if (text.equals("forever")) {
            return Optional.empty();
        }
        Matcher written = WRITTEN.matcher(text);
        int count = written.matches() ? Integer.parseInt(written.group(1)) : 0;
        if (count == 0) {
            throw new IllegalArgumentException("is no time");
        }
        return Optional.of(switch (written.group(2).charAt(0)) {
            case 'd' -> Period.ofDays(count);
            case 'm' -> Period.ofMonths(count);
            default -> Period.ofYears(count);
        });
    }
}
