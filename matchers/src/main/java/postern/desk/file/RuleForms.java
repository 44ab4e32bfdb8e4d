package postern.desk.file;

import static postern.desk.file.Field.optional;
import static postern.desk.file.Field.otherwise;

import com.google.re2j.Pattern;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import postern.desk.Condition;
import postern.desk.Condition.Bounds;
import postern.desk.DecideBy;
import postern.desk.Rule;

/** What makes a mail belong to a topic: rules and their conditions. */
final class RuleForms {
    /** A word of one character says nothing: it stands inside of a hundred others. */
    static final Kind<String> WORD = Kinds.checked(Kinds.LINE, (word, node, findings) -> {
        boolean enough = word.codePoints().filter(Character::isLetterOrDigit).count() >= 2;
        if (!enough) {
            findings.mistake(node, "the word '" + word + "' is too short", "write at least two letters or characters");
        }
        return enough;
    });

    /** A pattern that every mail meets decides nothing, or everything. */
    static final Kind<Pattern> TELLING = Kinds.checked(Notations.EXPRESSION, (pattern, node, findings) -> {
        boolean everything = Stream.of("a", "Z", "7", "退", "。", "?").allMatch(text -> pattern.matcher(text).find());
        if (everything) {
            findings.mistake(node, "the pattern '" + Kinds.brief(pattern.pattern()) + "' is found in every mail",
                pattern.matcher("").find() ? "write + instead of * and ?, so that it needs something to be there"
                : "write what the text must hold");
        }
        return !everything;
    });

    private static final Kind<String> MEDIA_TYPE = Notations.pattern("a media type",
        "write something like application/pdf or image/*",
        "^[a-z0-9][a-z0-9.+-]*/([a-z0-9][a-z0-9.+-]*|\\*)$");

    private static final Field<List<String>> WORDS = otherwise("words", Kinds.list(WORD, 0), "[]",
        "words or phrases in the subject or the new text: wide or narrow, large or small, traditional or simplified is all the same;"
            + " English ones as whole words, also in the plural");
    private static final Field<List<String>> SUBJECT = otherwise("subject", Kinds.list(WORD, 0), "[]",
        "words or phrases in the subject");
    private static final Field<List<String>> TEXT = otherwise("text", Kinds.list(WORD, 0), "[]",
        "words or phrases in the new text");
    private static final Field<List<Pattern>> PATTERNS = otherwise("patterns", Kinds.list(TELLING, 0), "[]",
        "regular expressions (RE2) over subject and new text, case aside");
    private static final Field<Map<String, Pattern>> HEADERS = otherwise("headers", Kinds.named("header",
        Notations.pattern("the name of a header", "write something like X-Shop-Form", "^[A-Za-z0-9-]+$"),
        Kinds.mapped(Notations.EXPRESSION, pattern -> name -> pattern), 0), "{}",
        "a regular expression by name of a header, over its decoded value");
    private static final Field<List<String>> RECIPIENTS = otherwise("recipients", Kinds.list(Notations.ADDRESS_OR_DOMAIN, 0), "[]",
        "addresses of ours that the mail went to, or @ and a domain");
    private static final Field<List<String>> SENDERS = otherwise("senders", Kinds.list(Notations.ADDRESS_OR_DOMAIN, 0), "[]",
        "addresses of customers, or @ and a domain");
    private static final Field<List<String>> LANGUAGES = otherwise("languages", Kinds.list(Notations.LANGUAGE, 0), "[]",
        "languages of the mail; zh is both zh-Hans and zh-Hant");
    private static final Field<List<Pattern>> ORDERS = otherwise("order-numbers", Kinds.list(Notations.EXPRESSION, 0), "[]",
        "regular expressions over the order numbers in the mail, which are found as 'order-numbers' of the desk says; '.' is any");
    private static final Field<List<String>> GROUPS = otherwise("groups", Kinds.list(Kinds.ref("customer group"), 0), "[]",
        "customer groups the sender is in");

    private static final Field<List<Pattern>> NAMES = otherwise("names", Kinds.list(Notations.EXPRESSION, 0), "[]",
        "regular expressions over the file name, such as '\\.pdf$'");
    private static final Field<List<String>> TYPES = otherwise("types", Kinds.list(MEDIA_TYPE, 0), "[]",
        "media types, such as application/pdf or image/*");
    private static final Field<Optional<Long>> OVER_BYTES = optional("over", Notations.SIZE, "more than this, such as 1 MiB");
    private static final Field<Optional<Long>> UNDER_BYTES = optional("under", Notations.SIZE, "less than this");
    private static final Field<Optional<Condition>> ATTACHMENTS = optional("attachments", new Form<Condition>(
        "One attachment for which all of this holds; {} is any attachment.", List.of(NAMES, TYPES, OVER_BYTES, UNDER_BYTES),
        values -> new Condition.Attachments(values.get(NAMES), values.get(TYPES), bounds(values, OVER_BYTES, UNDER_BYTES))),
        "an attachment of the mail");
    private static final Field<Optional<Condition>> SIZE = optional("size", new Form<Condition>("The size of the whole mail.",
        List.of(OVER_BYTES, UNDER_BYTES), values -> new Condition.Size(some(bounds(values, OVER_BYTES, UNDER_BYTES)))),
        "the size of the whole mail");

    private static final Field<Optional<Duration>> OVER_TIME = optional("over", Notations.DURATION, "more than this, such as 7 d");
    private static final Field<Optional<Duration>> UNDER_TIME = optional("under", Notations.DURATION, "less than this");
    private static final Field<Optional<Condition>> TICKET_AGE = optional("ticket-age",
        new Form<Condition>("The age of the ticket the mail belongs to.",
        List.of(OVER_TIME, UNDER_TIME), values -> new Condition.TicketAge(some(bounds(values, OVER_TIME, UNDER_TIME)))),
        "the age of the ticket that a further mail belongs to; such a rule may give the mail another topic");

    private enum Presence { WORKING, FREE }

    private static final Field<Optional<Presence>> HOURS = optional("hours", Kinds.oneOf(Presence.class),
        "whether the topic's team works then");
    private static final Field<List<List<DayOfWeek>>> DAYS = otherwise("days", Kinds.list(Hours.WEEKDAYS, 0), "[]",
        "days of the week, such as sat or mon-fri");
    private static final Field<TreeSet<LocalDate>> DATES = otherwise("dates", Hours.DATES, "[]",
        "days such as 2026-11-11 or 2026-11-01..2026-11-12");
    private static final Field<Optional<Condition>> TIME = optional("time", new Form<>(
        "When the mail came, by the calendar of the topic's team; all that is given must hold.", List.of(HOURS, DAYS, DATES),
        RuleForms::time),
        "when the mail came");

    private static final Kind<Condition> NESTED = new Kind<>() {
        @Override
        public Optional<Condition> read(Node node, Findings findings) {
            return CONDITION.read(node, findings);
        }

        @Override
        public Map<String, Object> schema() {
            return Map.of("$ref", "#/definitions/condition");
        }
    };

    private static final Field<List<Condition>> ALL = otherwise("all", Kinds.list(NESTED, 0, false), "[]",
        "conditions that must all be met");
    private static final Field<List<Condition>> ANY = otherwise("any", Kinds.list(NESTED, 0, false), "[]",
        "conditions of which one must be met");
    private static final Field<List<Condition>> NOT = otherwise("not", oneOrMore(NESTED), "[]",
        "conditions of which none may be met");

    private static final List<Field<?>> CONDITIONS = List.of(WORDS, SUBJECT, TEXT, PATTERNS, HEADERS, RECIPIENTS, SENDERS,
        LANGUAGES, ATTACHMENTS, SIZE,
        ORDERS, GROUPS, TICKET_AGE, TIME, ALL, ANY, NOT);

    static final Form<Condition> CONDITION = new Form<>("Of each list one entry is enough; every key that is given must be met.",
        CONDITIONS,
        values -> condition(values).orElseThrow(() -> new IllegalArgumentException("here is no condition")));

    private static final Field<Integer> WEIGHT = otherwise("weight", Kinds.number(1, 100), "1",
        "strength among rules of several topics");
    private static final Field<Optional<String>> OWNER = optional("owner", Kinds.LINE, "who answers for the rule");
    private static final Field<Integer> VERSION = otherwise("version", Kinds.number(1, 1_000_000), "1",
        "counted up with each change, for people");
    private static final Field<Boolean> DRY = otherwise("dry", Kinds.YES_OR_NO, "false",
        "true: the rule decides nothing and only says what it would do");

    static final Form<Function<String, Rule>> RULE = new Form<>(
        "Conditions of a topic. Of each list one entry is enough; every key that is given must be met.",
        Stream.concat(CONDITIONS.stream(), Stream.of(WEIGHT, OWNER, VERSION, DRY)).toList(), RuleForms::rule);

    static final Kind<Map<String, Rule>> RULES = Kinds.named("rule", Kinds.given("rule", Notations.ID), RULE, 0);

    private static final Field<DecideBy> DECIDE_BY = otherwise("decide-by", Kinds.oneOf(DecideBy.class), "strongest",
        "which rule decides if several are met: the first in the file, or the topic whose rules score most");

    static final Form<DecideBy> POLICY = new Form<>("How rules decide.", List.of(DECIDE_BY), values -> values.get(DECIDE_BY));

    private RuleForms() {
    }

    private static Function<String, Rule> rule(Form.Values values) {
        Condition when = condition(values)
            .orElseThrow(() -> new IllegalArgumentException("this rule has no condition and would take every mail"));
        return id -> new Rule(id, when, values.get(WEIGHT), values.get(OWNER).orElse(""), values.get(VERSION), values.get(DRY));
    }

    private static Optional<Condition> condition(Form.Values values) {
        List<Condition> all = new ArrayList<>();
        words(values.get(WORDS), Condition.Where.ANYWHERE).ifPresent(all::add);
        words(values.get(SUBJECT), Condition.Where.SUBJECT).ifPresent(all::add);
        words(values.get(TEXT), Condition.Where.TEXT).ifPresent(all::add);
        unlessEmpty(values.get(PATTERNS), Condition.Patterns::new).ifPresent(all::add);
        if (!values.get(HEADERS).isEmpty()) {
            all.add(new Condition.Headers(values.get(HEADERS).entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue,
                (one, other) -> one))));
        }
        unlessEmpty(values.get(RECIPIENTS), Condition.Recipients::new).ifPresent(all::add);
        unlessEmpty(values.get(SENDERS), Condition.Senders::new).ifPresent(all::add);
        unlessEmpty(values.get(LANGUAGES), Condition.Languages::new).ifPresent(all::add);
        values.get(ATTACHMENTS).ifPresent(all::add);
        values.get(SIZE).ifPresent(all::add);
        unlessEmpty(values.get(ORDERS), Condition.OrderNumbers::new).ifPresent(all::add);
        unlessEmpty(values.get(GROUPS), Condition.Groups::new).ifPresent(all::add);
        values.get(TICKET_AGE).ifPresent(all::add);
        values.get(TIME).ifPresent(all::add);
        all.addAll(values.get(ALL));
        unlessEmpty(values.get(ANY), Condition.Any::new).ifPresent(all::add);
        values.get(NOT).forEach(condition -> all.add(new Condition.Not(condition)));
        return all.isEmpty() ? Optional.empty() : Optional.of(all.size() == 1 ? all.getFirst() : new Condition.All(all));
    }

    private static Optional<Condition> words(List<String> words, Condition.Where where) {
        return unlessEmpty(words, list -> new Condition.Words(where, list));
    }

    private static <T> Optional<Condition> unlessEmpty(List<T> list, Function<List<T>, Condition> condition) {
        return list.isEmpty() ? Optional.empty() : Optional.of(condition.apply(list));
    }

    private static Condition time(Form.Values values) {
        Condition.Time time = new Condition.Time(values.get(HOURS).map(Presence.WORKING::equals),
            values.get(DAYS).stream().flatMap(List::stream).collect(Collectors.toSet()), values.get(DATES));
        if (time.working().isEmpty() && time.days().isEmpty() && time.dates().isEmpty()) {
            throw new IllegalArgumentException("write hours, days or dates");
        }
        return time;
    }

    private static <T extends Comparable<T>> Bounds<T> bounds(Form.Values values, Field<Optional<T>> over,
        Field<Optional<T>> under) {
        Bounds<T> bounds = new Bounds<>(values.get(over), values.get(under));
        if (bounds.over().isPresent() && bounds.under().isPresent() && bounds.over().get().compareTo(bounds.under().get()) >= 0) {
            throw new IllegalArgumentException("nothing is over " + bounds.over().get() + " and under " + bounds.under().get());
        }
        return bounds;
    }

    private static <T extends Comparable<T>> Bounds<T> some(Bounds<T> bounds) {
        if (bounds.isOpen()) {
            throw new IllegalArgumentException("write over, under or both");
        }
        return bounds;
    }

    private static <T> Kind<List<T>> oneOrMore(Kind<T> kind) {
        Kind<List<T>> list = Kinds.list(kind, 0, false);
        return new Kind<>() {
            @Override
            public Optional<List<T>> read(Node node, Findings findings) {
                return node instanceof MappingNode ? kind.read(node, findings).map(List::of) : list.read(node, findings);
            }

            @Override
            public Map<String, Object> schema() {
                Map<String, Object> schema = new LinkedHashMap<>();
                schema.put("anyOf", List.of(kind.schema(), list.schema()));
                return schema;
            }
        };
    }
}
