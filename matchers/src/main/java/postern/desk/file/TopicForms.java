package postern.desk.file;

import static postern.desk.file.Field.optional;
import static postern.desk.file.Field.otherwise;
import static postern.desk.file.Field.required;

import com.google.re2j.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import postern.desk.ClassifierPolicy;
import postern.desk.Names;
import postern.desk.OrderNumber;
import postern.desk.Priority;
import postern.desk.Promise;
import postern.desk.Rule;
import postern.desk.Topic;
import postern.desk.UrgencyWords;

/** What mail can be about: promises, topics, rules, words of urgency. */
final class TopicForms {
    private static final Field<Duration> FIRST_RESPONSE = required("first-response", Notations.BUSINESS_TIME, "until the first answer of a person");
    private static final Field<Optional<Duration>> NEXT_RESPONSE = optional("next-response", Notations.BUSINESS_TIME,
        "until the next answer, when the customer writes again after one; when missing, the time of first-response");
    private static final Field<Optional<Duration>> RESOLUTION = optional("resolution", Notations.BUSINESS_TIME,
        "until the ticket is done; the time in which it waits for the customer does not count");
    private static final Field<Missed> MISSED = otherwise("missed", Kinds.oneOf(Missed.class), "notice",
        "what a customer hears whose first answer is late: one notice with a new time, or nothing");

    private static final Form<Function<String, Promise>> CLOCKS = new Form<>("What customers are promised, in business time.",
        List.of(FIRST_RESPONSE, NEXT_RESPONSE, RESOLUTION, MISSED),
        values -> id -> new Promise(id, values.get(FIRST_RESPONSE), values.get(NEXT_RESPONSE).orElse(values.get(FIRST_RESPONSE)),
            values.get(RESOLUTION), values.get(MISSED) == Missed.NOTICE));

    private static final Kind<Function<String, Promise>> PROMISE = Kinds.shortOr(
        Kinds.mapped(Notations.BUSINESS_TIME, time -> id -> new Promise(id, time)), CLOCKS);

    static final Kind<Map<String, Promise>> PROMISES = Kinds.named("promise", Kinds.given("promise", Notations.ID), PROMISE, 1);

    private static final Field<Names> NAME = required("name", TeamForms.NAMES, "what customers read");
    private static final Field<String> TEAM = required("team", Kinds.ref("team"), "the team that answers");
    private static final Field<String> PROMISE_ID = required("promise", Kinds.ref("promise"), "what its customers are promised");
    private static final Field<Priority> PRIORITY = otherwise("priority", Kinds.oneOf(Priority.class), "normal", "the priority to start with");
    private static final Field<Integer> TIER = otherwise("tier", Kinds.number(1, 3), "1", "the tier that tickets of this topic go to at once");
    private static final Field<List<String>> EXAMPLES = otherwise("examples", Kinds.list(Kinds.LINE, 0), "[]",
        "phrases of customers, in any language");
    private static final Field<Map<String, Rule>> RULES = otherwise("rules", RuleForms.RULES, "{}",
        "what makes a mail belong to this topic, by name of the rule, which stands in explanations");

    private static final Field<Optional<String>> SUGGEST = optional("suggest", Kinds.LINE,
        "the name of a template of the team: an unsent answer made of it is laid beside each mail of the topic");
    private static final Field<Optional<String>> ANSWER = otherwise("answer",
        new Form<>("What is proposed as an answer.", List.of(SUGGEST), values -> values.get(SUGGEST)), "{}", "what is proposed as an answer");

    private static final Form<Function<String, Draft>> TOPIC = new Form<>("What a mail can be about.",
        List.of(NAME, TEAM, PROMISE_ID, PRIORITY, TIER, EXAMPLES, RULES, ANSWER),
        values -> id -> new Draft(id, values.get(NAME), values.get(TEAM), values.get(PROMISE_ID), values.get(PRIORITY), values.get(TIER), values.get(EXAMPLES),
            List.copyOf(values.get(RULES).values()), values.get(ANSWER)));

    static final Kind<Map<String, Draft>> TOPICS = Kinds.named("topic", Kinds.given("topic", Notations.ID), TOPIC, 1);

    private static final Field<Priority> RAISES_TO = required("priority", Kinds.oneOf(Priority.class), "a mail with one of the words gets at least this");
    private static final Field<List<String>> URGENT_WORDS = otherwise("words", Kinds.list(RuleForms.WORD, 0), "[]", "words or phrases, as in rules");
    private static final Field<List<String>> URGENT_GROUPS = otherwise("groups", Kinds.list(Kinds.ref("customer group"), 0), "[]",
        "customer groups: their mails get at least this priority, whatever they say");

    private static final Form<Function<String, UrgencyWords>> URGENCY = new Form<>("Words, or customers, that raise the priority.",
        List.of(RAISES_TO, URGENT_WORDS, URGENT_GROUPS), TopicForms::urgency);

    static final Kind<Map<String, UrgencyWords>> URGENCIES = Kinds.named("urgency", Kinds.given("urgency", Notations.ID), URGENCY, 0);

    private static final Kind<Pattern> ONE_GROUP = Kinds.checked(Notations.EXPRESSION, (pattern, node, findings) -> {
        boolean many = pattern.groupCount() > 1;
        boolean nothing = pattern.matches("");
        if (many || nothing) {
            findings.mistake(node, many ? "this pattern has several groups" : "this pattern is found in every text, even in an empty one",
                many ? "write (?:…) for all but the one that holds the number" : "write what an order number is made of");
        }
        return !many && !nothing;
    });

    static final Kind<Map<String, OrderNumber>> ORDER_NUMBERS = Kinds.named("order number", Kinds.given("order number", Notations.ID),
        Kinds.mapped(ONE_GROUP, pattern -> id -> new OrderNumber(id, pattern)), 0);

    private static final Field<Boolean> CLASSIFIES = otherwise("enabled", Kinds.YES_OR_NO, "true", "false leaves everything to the rules");
    private static final Field<Integer> PRECISION = otherwise("precision", Kinds.number(50, 99), "90",
        "of a hundred answers that count, so many are right; where it cannot promise that, its answer does not count");

    static final Form<ClassifierPolicy> CLASSIFIER = new Form<>("How much the classifier may say, where no rule is met.", List.of(CLASSIFIES, PRECISION),
        values -> new ClassifierPolicy(values.get(CLASSIFIES), values.get(PRECISION)));

    private TopicForms() {
    }

    private static Function<String, UrgencyWords> urgency(Form.Values values) {
        if (values.get(URGENT_WORDS).isEmpty() && values.get(URGENT_GROUPS).isEmpty()) {
            throw new IllegalArgumentException("neither words nor groups: nothing would ever raise the priority");
        }
        return id -> new UrgencyWords(id, values.get(RAISES_TO), values.get(URGENT_WORDS), values.get(URGENT_GROUPS));
    }

    /** What becomes of a promise that is not kept. */
    private enum Missed { NOTICE, SILENT }

    /** A topic whose promise is still a name. */
    record Draft(String id, Names names, String team, String promise, Priority priority, int tier, List<String> examples, List<Rule> rules,
                 Optional<String> suggests) {
        Topic with(Promise kept) {
            return new Topic(id, names, team, kept, priority, tier, examples, rules, suggests);
        }
    }
}
