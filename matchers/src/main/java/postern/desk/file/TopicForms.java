package postern.desk.file;

import static postern.desk.file.Field.otherwise;
import static postern.desk.file.Field.required;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import postern.desk.Names;
import postern.desk.OrderNumber;
import postern.desk.Priority;
import postern.desk.Promise;
import postern.desk.Rule;
import postern.desk.Topic;
import postern.desk.UrgencyWords;

/** What mail can be about: promises, topics, rules, words of urgency. */
final class TopicForms {
    /** A word of one character says nothing: it stands inside of a hundred others. */
    private static final Kind<String> WORD = Kinds.checked(Kinds.LINE, (word, node, findings) -> {
        boolean enough = word.codePoints().filter(Character::isLetterOrDigit).count() >= 2;
        if (!enough) {
            findings.mistake(node, "the word '" + word + "' is too short", "write at least two letters or characters");
        }
        return enough;
    });

    private static final Kind<Function<String, Promise>> PROMISE = mapped(Notations.BUSINESS_TIME, time -> id -> new Promise(id, time));

    static final Kind<Map<String, Promise>> PROMISES = Kinds.named("promise", Kinds.given("promise", Notations.ID), PROMISE, 1);

    private static final Field<List<String>> WORDS = otherwise("words", Kinds.list(WORD, 0), "[]",
        "words or phrases in the subject or the new text: wide or narrow, large or small, traditional or simplified is all the same;"
            + " English ones as whole words, also in the plural");
    private static final Field<List<Pattern>> PATTERNS = otherwise("patterns", Kinds.list(Notations.EXPRESSION, 0), "[]",
        "regular expressions (RE2) over subject and new text, case aside");
    private static final Field<Map<String, Pattern>> HEADERS = otherwise("headers", Kinds.named("header",
        Notations.pattern("the name of a header", "write something like X-Shop-Form", "^[A-Za-z0-9-]+$"),
        mapped(Notations.EXPRESSION, pattern -> name -> pattern), 0), "{}", "a regular expression by name of a header, over its decoded value");
    private static final Field<List<String>> RECIPIENTS = otherwise("recipients", Kinds.list(Notations.ADDRESS_OR_DOMAIN, 0), "[]",
        "addresses of ours that the mail went to, or @ and a domain");
    private static final Field<List<String>> SENDERS = otherwise("senders", Kinds.list(Notations.ADDRESS_OR_DOMAIN, 0), "[]",
        "addresses of customers, or @ and a domain");
    private static final Field<List<String>> LANGUAGES = otherwise("languages", Kinds.list(Notations.LANGUAGE, 0), "[]",
        "languages of the mail; zh is both zh-Hans and zh-Hant");
    private static final Field<Integer> WEIGHT = otherwise("weight", Kinds.number(1, 100), "1", "strength among rules of several topics");

    private static final Form<Function<String, Rule>> RULE = new Form<>(
        "Conditions of a topic. Of each list one entry is enough; every list that is not empty must have a hit.",
        List.of(WORDS, PATTERNS, HEADERS, RECIPIENTS, SENDERS, LANGUAGES, WEIGHT), TopicForms::rule);

    private static final Field<Names> NAME = required("name", TeamForms.NAMES, "what customers read");
    private static final Field<String> TEAM = required("team", Kinds.ref("team"), "the team that answers");
    private static final Field<String> PROMISE_ID = required("promise", Kinds.ref("promise"), "the promise of a first response");
    private static final Field<Priority> PRIORITY = otherwise("priority", Kinds.oneOf(Priority.class), "normal", "the priority to start with");
    private static final Field<List<String>> EXAMPLES = otherwise("examples", Kinds.list(Kinds.LINE, 0), "[]",
        "phrases of customers, in any language");
    private static final Field<Map<String, Rule>> RULES = otherwise("rules", Kinds.named("rule", Kinds.given("rule", Notations.ID), RULE, 0), "{}",
        "what makes a mail belong to this topic, by name of the rule, which stands in explanations");

    private static final Form<Function<String, Draft>> TOPIC = new Form<>("What a mail can be about.",
        List.of(NAME, TEAM, PROMISE_ID, PRIORITY, EXAMPLES, RULES),
        values -> id -> new Draft(id, values.get(NAME), values.get(TEAM), values.get(PROMISE_ID), values.get(PRIORITY), values.get(EXAMPLES),
            List.copyOf(values.get(RULES).values())));

    static final Kind<Map<String, Draft>> TOPICS = Kinds.named("topic", Kinds.given("topic", Notations.ID), TOPIC, 1);

    private static final Field<Priority> RAISES_TO = required("priority", Kinds.oneOf(Priority.class), "a mail with one of the words gets at least this");
    private static final Field<List<String>> URGENT_WORDS = required("words", Kinds.list(WORD, 1), "words or phrases, as in rules");

    private static final Form<Function<String, UrgencyWords>> URGENCY = new Form<>("Words that raise the priority.",
        List.of(RAISES_TO, URGENT_WORDS), values -> id -> new UrgencyWords(id, values.get(RAISES_TO), values.get(URGENT_WORDS)));

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
        mapped(ONE_GROUP, pattern -> id -> new OrderNumber(id, pattern)), 0);

    private TopicForms() {
    }

    /** A topic whose promise is still a name. */
    record Draft(String id, Names names, String team, String promise, Priority priority, List<String> examples, List<Rule> rules) {
        Topic with(Promise kept) {
            return new Topic(id, names, team, kept, priority, examples, rules);
        }
    }

    private static Function<String, Rule> rule(Form.Values values) {
        Map<String, Pattern> headers = values.get(HEADERS).entrySet().stream()
            .collect(Collectors.toMap(entry -> entry.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue, (one, other) -> one));
        boolean bare = Stream.of(WORDS, RECIPIENTS, SENDERS, LANGUAGES).allMatch(field -> values.get(field).isEmpty())
            && values.get(PATTERNS).isEmpty() && headers.isEmpty();
        if (bare) {
            throw new IllegalArgumentException("this rule has no condition and would take every mail");
        }
        return id -> new Rule(id, values.get(WORDS), values.get(PATTERNS), headers, values.get(RECIPIENTS), values.get(SENDERS),
            values.get(LANGUAGES), values.get(WEIGHT));
    }

    private static <A, B> Kind<B> mapped(Kind<A> kind, Function<A, B> mapping) {
        return new Kind<>() {
            @Override
            public java.util.Optional<B> read(org.yaml.snakeyaml.nodes.Node node, Findings findings) {
                return kind.read(node, findings).map(mapping);
            }

            @Override
            public Map<String, Object> schema() {
                return kind.schema();
            }
        };
    }
}
