package postern.desk.file;

import static postern.desk.file.Field.optional;
import static postern.desk.file.Field.otherwise;
import static postern.desk.file.Field.required;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;
import postern.desk.Acknowledgements;
import postern.desk.AnswerPolicy;
import postern.desk.ReplyText;

/** What the desk answers by itself, and how its agents' answers leave. */
final class ReplyForms {
    private static final Pattern BRACES = Pattern.compile("\\{([^{}\\n]{0,40})}");

    private static final Field<String> SUBJECT = required("subject", Kinds.checked(filled(Kinds.LINE), (text, node, findings) -> {
        boolean numbered = text.contains("{ticket}");
        if (!numbered) {
            findings.mistake(node, "the ticket number is missing", "write [#{ticket}] into the subject, by which answers find their ticket");
        }
        return numbered;
    }), "the subject; [#{ticket}] in it leads answers to their ticket");
    private static final Field<String> BODY = required("body", filled(Kinds.TEXT), "the text");

    private static final Form<ReplyText> TEXT = new Form<>("A text with placeholders: {" + String.join("}, {", ReplyText.PLACEHOLDERS) + "}.",
        List.of(SUBJECT, BODY), values -> new ReplyText(values.get(SUBJECT), values.get(BODY)));

    private static final Field<ReplyText> HANS = required("zh-Hans", TEXT, "to customers who write simplified Chinese");
    private static final Field<ReplyText> HANT = required("zh-Hant", TEXT, "to customers who write traditional Chinese");
    private static final Field<ReplyText> EN = required("en", TEXT, "to all others");

    private static final Form<Map<String, ReplyText>> TEXTS = new Form<>("The text in each language of the desk.", List.of(HANS, HANT, EN),
        values -> Map.of(HANS.name(), values.get(HANS), HANT.name(), values.get(HANT), EN.name(), values.get(EN)));

    private static final Field<Boolean> ENABLED = otherwise("enabled", Kinds.YES_OR_NO, "true", "false sends none");
    private static final Field<Integer> PER_ADDRESS = otherwise("per-address", Kinds.number(1, 1_000), "3",
        "acknowledgements at most to one address in address-period");
    private static final Field<Duration> ADDRESS_PERIOD = otherwise("address-period", Notations.DURATION, "1 d", "the period of per-address");
    private static final Field<Integer> PER_DOMAIN = otherwise("per-domain", Kinds.number(1, 1_000_000), "200",
        "acknowledgements at most to one domain in an hour");
    private static final Field<Integer> PER_HOUR = otherwise("per-hour", Kinds.number(1, 1_000_000), "2000", "acknowledgements at most in an hour");
    private static final Field<Map<String, ReplyText>> REPLIES = required("texts", TEXTS, "the texts, by language: zh-Hans, zh-Hant, en");
    private static final Field<Optional<Map<String, ReplyText>>> MISSED = optional("missed", TEXTS,
        "the texts to who was told a time that passed without an answer; {reply.deadline} is the new time; when missing, nobody is told");

    static final Form<Acknowledgements> ACKNOWLEDGEMENTS = new Form<>(
        "The confirmation that a customer gets for a new ticket. Machines get none, and nobody more than the budgets allow.",
        List.of(ENABLED, PER_ADDRESS, ADDRESS_PERIOD, PER_DOMAIN, PER_HOUR, REPLIES, MISSED),
        values -> new Acknowledgements(values.get(ENABLED), values.get(PER_ADDRESS), values.get(ADDRESS_PERIOD), values.get(PER_DOMAIN),
            values.get(PER_HOUR), values.get(REPLIES), values.get(MISSED).orElse(Map.of())));

    private static final Field<String> NAME = otherwise("name", filled(Kinds.LINE, AnswerPolicy.PLACEHOLDERS), "\"{agent} · {service}\"",
        "the name that customers see beside the service address");
    private static final Field<AnswerPolicy.Second> SECOND = otherwise("second-answer", Kinds.oneOf(AnswerPolicy.Second.class), "refuse",
        "what becomes of an answer when a colleague has just answered and the writer has not seen it");
    private static final Field<Duration> SECOND_WITHIN = otherwise("second-within", Notations.DURATION, "1 h",
        "how long a colleague's answer counts as just given");

    private static final Field<Duration> DUE_SOON = otherwise("due-soon", Notations.DURATION, "30 min",
        "how long before its deadline a ticket shows in Desk/Due soon and its agent is reminded");

    static final Form<AnswerPolicy> ANSWERS = new Form<>("How agents' answers leave, and when one is due.",
        Stream.concat(Stream.of(NAME, SECOND, SECOND_WITHIN, DUE_SOON), LeavingForms.LAST_LOOK.stream()).toList(),
        values -> new AnswerPolicy(values.get(NAME), values.get(SECOND), values.get(SECOND_WITHIN), values.get(DUE_SOON), LeavingForms.lastLook(values),
            values.get(LeavingForms.AUTOMATIC)));

    private ReplyForms() {
    }

    private static Kind<String> filled(Kind<String> kind) {
        return filled(kind, ReplyText.PLACEHOLDERS);
    }

    private static Kind<String> filled(Kind<String> kind, List<String> placeholders) {
        return Kinds.checked(kind, (text, node, findings) -> placeholdersKnown(text, placeholders, node, findings));
    }

    private static boolean placeholdersKnown(String text, List<String> placeholders, Node node, Findings findings) {
        int before = findings.count();
        Matcher braces = BRACES.matcher(text);
        while (braces.find()) {
            if (!placeholders.contains(braces.group(1))) {
                findings.mistake(node, braces.group(), "'" + braces.group() + "' is not a placeholder", Nearest.hint(braces.group(1), placeholders));
            }
        }
        return findings.count() == before;
    }
}
