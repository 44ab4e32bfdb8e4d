package postern.triage;

import com.google.re2j.Pattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import postern.desk.Condition;
import postern.desk.WorkCalendar;

/** A condition made ready to be asked: words and patterns by their numbers. */
interface Question {
    /** @param evidence gets what speaks for the rule, if it is met */
    boolean met(Facts facts, Sighting seen, Evidence evidence);

    static Question of(Condition condition, Vocabulary.Writer writer, WorkCalendar calendar) {
        return switch (condition) {
            case Condition.All all -> {
                List<Question> parts = all.conditions().stream().map(part -> of(part, writer, calendar)).toList();
                yield (facts, seen, evidence) -> evidence.kept(() -> parts.stream()
                    .allMatch(part -> part.met(facts, seen, evidence)));
            }
            case Condition.Any any -> {
                List<Question> parts = any.conditions().stream().map(part -> of(part, writer, calendar)).toList();
                // Each is asked, so that all that speaks for the rule counts.
                yield (facts, seen, evidence) -> parts.stream().filter(part -> part.met(facts, seen, evidence)).count() > 0;
            }
            case Condition.Not not -> {
                Question part = of(not.condition(), writer, calendar);
                yield (facts, seen, evidence) -> {
                    boolean lacking = evidence.lacking(() -> part.met(facts, seen, evidence));
                    if (lacking) {
                        evidence.other("rule-not", "");
                    }
                    return lacking;
                };
            }
            case Condition.Words words -> words(words, writer);
            case Condition.Patterns patterns -> patterns(patterns, writer);
            case Condition.Headers headers -> one("rule-header", facts -> Conditions.header(headers, facts.letter()));
            case Condition.Recipients recipients -> one("rule-recipient",
                facts -> Conditions.address(recipients.addresses(), facts.recipients()));
            case Condition.Senders senders -> one("rule-sender", facts -> Conditions.address(senders.addresses(), facts.senders()));
            case Condition.Languages languages -> one("rule-language", facts -> Conditions.language(languages, facts.letter()));
            case Condition.Attachments attachments -> one("rule-attachment",
                facts -> Conditions.attachment(attachments, facts.letter()));
            case Condition.Size size -> one("rule-size", facts -> facts.bytes().filter(size.bytes()::hold)
                .map(bytes -> Long.toString(bytes)));
            case Condition.OrderNumbers orders -> one("rule-order", facts -> Conditions.order(orders, facts));
            case Condition.Groups groups -> one("rule-group", facts -> Conditions.group(groups, facts));
            case Condition.TicketAge age -> one("rule-ticket-age", facts -> Conditions.ticketAge(age, facts));
            case Condition.Time time -> one("rule-time", facts -> Conditions.time(time, facts, calendar));
        };
    }

    private static Question one(String code, Function<Facts, Optional<String>> answer) {
        return (facts, seen, evidence) -> {
            Optional<String> what = answer.apply(facts);
            what.ifPresent(said -> evidence.other(code, said));
            return what.isPresent();
        };
    }

    private static Question words(Condition.Words words, Vocabulary.Writer writer) {
        Map<Integer, String> written = new LinkedHashMap<>();
        words.words().forEach(word -> written.putIfAbsent(writer.word(word), word));
        int[] numbers = written.keySet().stream().mapToInt(Integer::intValue).toArray();
        boolean subject = words.where() != Condition.Where.TEXT;
        boolean text = words.where() != Condition.Where.SUBJECT;
        return (facts, seen, evidence) -> {
            boolean met = false;
            for (int number : numbers) {
                boolean above = subject && seen.inSubject(number);
                if (above || text && seen.inText(number)) {
                    evidence.word(seen.folded(number), written.get(number), above ? Sighting.IN_SUBJECT : 1, seen.rank(number));
                    met = true;
                }
            }
            return met;
        };
    }

    private static Question patterns(Condition.Patterns patterns, Vocabulary.Writer writer) {
        Map<Integer, Pattern> numbers = new LinkedHashMap<>();
        patterns.patterns().forEach(pattern -> numbers.put(writer.pattern(pattern), pattern));
        return (facts, seen, evidence) -> {
            boolean met = false;
            for (Map.Entry<Integer, Pattern> entry : numbers.entrySet()) {
                int strength = seen.pattern(entry.getKey());
                if (strength > 0) {
                    evidence.pattern(entry.getValue().pattern(), strength);
                    met = true;
                }
            }
            return met;
        };
    }
}
