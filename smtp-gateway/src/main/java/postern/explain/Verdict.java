package postern.explain;

import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.desk.Reason;
import postern.letter.Bounce;
import postern.letter.Correspondent;
import postern.letter.Letter;
import postern.letter.Particulars;
import postern.triage.Assignment;
import postern.triage.Classification;
import postern.triage.Docket;
import postern.triage.Triage;

/**
 * What {@code explain} says of one mail, under stable names.
 *
 * @param fields in the order in which they are shown; what is not known is absent
 */
public record Verdict(Map<String, Object> fields) {
    public Verdict {
        fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** @param error for people, one line */
    public static Verdict failed(String file, String error) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", file);
        fields.put("error", error);
        return new Verdict(fields);
    }

    public static Verdict of(String file, Docket docket, Triage triage) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", file);
        docket.letter().ifPresent(letter -> {
            letter(fields, letter);
            Map<String, Object> said = said(triage.points().of(letter));
            if (!said.isEmpty()) {
                fields.put("data", said);
            }
        });
        docket.classification().ifPresent(classification -> topic(fields, classification));
        docket.urgency().ifPresent(urgency -> fields.put("priority", urgency.priority().name().toLowerCase(Locale.ROOT)));
        docket.assignment().ifPresent(assignment -> {
            fields.put("team", assignment.team().id());
            assignment.agent().map(Agent::id).ifPresent(agent -> fields.put("assignee", agent));
        });
        deadline(docket, triage.desk()).ifPresent(deadline -> fields.put("deadline", deadline));
        docket.reply().ifPresent(reply -> fields.put("acknowledge", ordered("due", reply.due(), "reason", reply.reason().toString())));
        fields.put("reasons", words(docket.reasons()));
        return new Verdict(fields);
    }

    private static void letter(Map<String, Object> fields, Letter letter) {
        fields.put("origin", letter.origin().word());
        fields.put("originReasons", words(letter.originReasons()));
        letter.bounce().ifPresent(bounce -> fields.put("bounce", bounce(bounce)));
        letter.from().stream().map(Correspondent::address).filter(address -> !address.isBlank()).findFirst()
            .ifPresent(from -> fields.put("from", from));
        if (!letter.header("subject").isEmpty()) {
            fields.put("subject", letter.subject());
            fields.put("bareSubject", letter.bareSubject());
        }
        if (!letter.language().equals("und")) {
            fields.put("language", letter.language());
        }
        fields.put("text", letter.text());
        fields.put("quoted", letter.quoted());
        fields.put("attachments", letter.attachments().stream()
            .map(attachment -> ordered("name", attachment.name(), "type", attachment.type(), "bytes", attachment.bytes())).toList());
        present(fields, "protections", letter.protections().stream().map(Verdict::word).sorted().toList());
        present(fields, "defects", words(letter.defects()));
    }

    /** What a program can use of the letter; numbers of cards only by their position. */
    private static Map<String, Object> said(Particulars said) {
        Map<String, Object> fields = new LinkedHashMap<>();
        present(fields, "orders", said.orders());
        present(fields, "phones", said.phones());
        present(fields, "emails", said.emails());
        present(fields, "amounts", said.amounts());
        present(fields, "dates", said.dates());
        present(fields, "urls", said.urls());
        present(fields, "attachments", said.attachments().stream().map(Verdict::word).toList());
        said.customer().ifPresent(customer -> fields.put("customer", customer));
        present(fields, "personal", said.personal().stream().filter(mark -> mark.place() != Particulars.Place.SIGNATURE)
            .map(mark -> ordered("in", word(mark.place()), "kind", word(mark.kind()), "from", mark.from(), "to", mark.to())).toList());
        return fields;
    }

    private static void present(Map<String, Object> fields, String key, List<?> values) {
        if (!values.isEmpty()) {
            fields.put(key, values);
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Map<String, Object> bounce(Bounce bounce) {
        Map<String, Object> fields = new LinkedHashMap<>();
        bounce.status().ifPresent(status -> fields.put("status", status));
        bounce.action().ifPresent(action -> fields.put("action", action));
        bounce.recipient().ifPresent(recipient -> fields.put("recipient", recipient));
        bounce.kind().ifPresent(kind -> fields.put("kind", word(kind)));
        bounce.originalMessageId().ifPresent(id -> fields.put("originalMessageId", id));
        return fields;
    }

    private static void topic(Map<String, Object> fields, Classification classification) {
        fields.put("topic", classification.topic().id());
        // What rules score is 1 or more, what the classifier thinks likely is less: one list, the surest on top.
        Map<String, Double> known = new HashMap<>(classification.likely());
        known.putAll(classification.scores());
        Map<String, Object> scores = new LinkedHashMap<>();
        known.entrySet().stream().sorted(Map.Entry.<String, Double>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
            .forEach(score -> scores.put(score.getKey(), Math.round(score.getValue() * 1000) / 1000.0));
        fields.put("topicScores", scores);
    }

    private static Optional<String> deadline(Docket docket, Desk desk) {
        return docket.urgency().map(urgency -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(urgency.deadline().truncatedTo(ChronoUnit.SECONDS)
            .atZone(desk.calendarOf(docket.assignment().map(Assignment::team).orElseGet(desk::catchAllTeam)).zone())));
    }

    private static List<String> words(List<Reason> reasons) {
        return reasons.stream().map(Reason::toString).toList();
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put((String) pairs[i], pairs[i + 1]);
        }
        return fields;
    }
}
