package postern.triage;

import com.google.re2j.Pattern;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import postern.desk.Condition;
import postern.desk.WorkCalendar;
import postern.letter.Attachment;
import postern.letter.Letter;

/** What rules ask of a mail beside its text. Each answer names what it was; empty: the condition is not met. */
final class Conditions {
    private static final int HEADER_TEXT = 4_000;

    private Conditions() {
    }

    /** @return whether a tag is a language or a wider one of it (RFC 4647 §3.3.1, basic filtering) */
    static boolean covers(String tag, String language) {
        String wide = tag.toLowerCase(Locale.ROOT);
        String narrow = language.toLowerCase(Locale.ROOT);
        return narrow.equals(wide) || narrow.startsWith(wide + "-");
    }

    static Optional<String> header(Condition.Headers asked, Letter letter) {
        return asked.patterns().entrySet().stream().sorted(Map.Entry.comparingByKey())
            .filter(entry -> letter.header(entry.getKey()).stream().anyMatch(value -> found(entry.getValue(), value)))
            .map(Map.Entry::getKey).findFirst();
    }

    static boolean found(Pattern pattern, String value) {
        return pattern.matcher(value.length() > HEADER_TEXT ? value.substring(0, HEADER_TEXT) : value).find();
    }

    /** @return the first entry that one of the addresses is, or whose domain it has */
    static Optional<String> address(List<String> entries, List<String> addresses) {
        return entries.stream().filter(entry -> addresses.stream()
            .anyMatch(address -> entry.startsWith("@") ? address.endsWith(entry)
            : address.equals(entry))).findFirst();
    }

    static Optional<String> language(Condition.Languages asked, Letter letter) {
        return asked.tags().stream().filter(tag -> covers(tag, letter.language())).findFirst().map(tag -> letter.language());
    }

    static Optional<String> attachment(Condition.Attachments asked, Letter letter) {
        return letter.attachments().stream().filter(attachment -> is(asked, attachment)).findFirst()
            .map(attachment -> attachment.name().isEmpty() ? attachment.type() : attachment.name());
    }

    private static boolean is(Condition.Attachments asked, Attachment attachment) {
        return asked.bytes().hold(attachment.bytes())
            && (asked.names().isEmpty() || asked.names().stream().anyMatch(pattern -> found(pattern, attachment.name())))
            && (asked.types().isEmpty() || asked.types().stream().anyMatch(type -> type.endsWith("/*")
                ? attachment.type().startsWith(type.substring(0, type.length() - 1)) : attachment.type().equals(type)));
    }

    static Optional<String> order(Condition.OrderNumbers asked, Facts facts) {
        return facts.orders().stream().filter(number -> asked.patterns().stream().anyMatch(pattern -> found(pattern, number)))
            .findFirst();
    }

    static Optional<String> group(Condition.Groups asked, Facts facts) {
        return asked.groups().stream().filter(facts::isIn).findFirst();
    }

    static Optional<String> ticketAge(Condition.TicketAge asked, Facts facts) {
        return facts.ticketAge().filter(asked.age()::hold).map(Conditions::plain);
    }

    /** @return the day and whether somebody works then, such as {@code sat free} */
    static Optional<String> time(Condition.Time asked, Facts facts, WorkCalendar calendar) {
        ZonedDateTime now = facts.envelope().receivedAt().atZone(calendar.zone());
        DayOfWeek day = now.getDayOfWeek();
        boolean working = calendar.blocksOn(now.toLocalDate()).stream().anyMatch(block -> !now.toLocalTime().isBefore(block.from())
            && (block.to().equals(java.time.LocalTime.MIDNIGHT) || now.toLocalTime().isBefore(block.to())));
        boolean met = asked.working().filter(wanted -> wanted != working).isEmpty()
            && (asked.days().isEmpty() || asked.days().contains(day))
            && (asked.dates().isEmpty() || asked.dates().contains(now.toLocalDate()));
        List<String> said = new ArrayList<>(List.of(now.toLocalDate().toString(),
            day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH).toLowerCase(Locale.ROOT)));
        asked.working().ifPresent(wanted -> said.add(working ? "working" : "free"));
        return met ? Optional.of(String.join(" ", said)) : Optional.empty();
    }

    private static String plain(Duration age) {
        return age.toDays() > 0 ? age.toDays() + " d" : Urgencies.plain(age.truncatedTo(java.time.temporal.ChronoUnit.MINUTES));
    }
}
