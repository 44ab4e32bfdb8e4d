package postern.triage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.re2j.Pattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import postern.desk.Desk;
import postern.desk.file.DeskFile;
import postern.desk.file.SampleDesk;
import postern.letter.Correspondent;
import postern.letter.DataPoints;
import postern.letter.Letter;

/** All shortcuts of the rules lead where asking every rule everything would lead. */
class RulePropertiesTest {
    private static final List<String> WORDS = List.of("退款", "退货", "退款单", "货到", "refund", "box", "my box");
    private static final List<String> PATTERNS = List.of("退.?款", "re(fund|turn)s?", "[款货]单?\\d", "box|退货", "\\bre", "(?:单|fund)\\s*\\d{2}", "x*退",
        "(re)+f", "款{2}", "\\Qmy \\Ebox", "[^退]货", "(?:my |the )?box", "^退|7$", "\\d");
    private static final List<String> SENDERS = List.of("ann@a.example", "@a.example", "ben@b.example", "@b.example");
    private static final List<String> PIECES = List.of("退", "款", "货", "单", "到", " refund", "s", " BOX", " my ", "7", " ", "，", "Re", "退款单", "x");
    private static final String RULES = "\n    rules:\n      %s\n";
    private final ObjectMapper json = new ObjectMapper();

    @Property(tries = 60)
    void aRuleIsMetIfAndOnlyIfItsConditionsAre(@ForAll long seed) throws JsonProcessingException {
        Random random = new Random(seed);
        Map<String, Map<String, Object>> rules = rules(random, 12);
        RuleBook book = new RuleBook(desk(rules), new DataPoints(List.of()));
        for (int mail = 0; mail < 8; mail++) {
            Letter letter = letter(random);
            Set<String> met = book.met(book.facts(Docket.of(envelope(letter)).with(letter), Circumstances.unknown(), CustomerGroups.none())).stream()
                .map(ruling -> ruling.rule().id()).collect(Collectors.toCollection(TreeSet::new));
            Set<String> expected = new TreeSet<>();
            rules.forEach((id, rule) -> {
                if (naive(rule, letter)) {
                    expected.add(id);
                }
            });
            assertThat(met).as("%s in %s / %s from %s", rules, letter.subject(), letter.text(), letter.from()).isEqualTo(expected);
        }
    }

    @Property(tries = 30)
    void theOrderOfRulesDoesNotMatterToTheStrongest(@ForAll long seed) throws JsonProcessingException {
        Random random = new Random(seed);
        Map<String, Map<String, Object>> rules = rules(random, 10);
        List<String> ids = new ArrayList<>(rules.keySet());
        Collections.shuffle(ids, random);
        Map<String, Map<String, Object>> shuffled = new LinkedHashMap<>();
        ids.forEach(id -> shuffled.put(id, rules.get(id)));
        Triage one = new Triage(desk(rules));
        Triage other = new Triage(desk(shuffled));
        for (int mail = 0; mail < 8; mail++) {
            Letter letter = letter(random);
            Classification found = one.classify(letter, envelope(letter));
            Classification again = other.classify(letter, envelope(letter));
            assertThat(again.topic().id()).isEqualTo(found.topic().id());
            assertThat(again.scores()).isEqualTo(found.scores());
            assertThat(again.reasons()).containsExactlyInAnyOrderElementsOf(found.reasons());
        }
    }

    @Property(tries = 3_000)
    void whatAPatternNeedsIsInEveryTextItIsFoundIn(@ForAll long seed) {
        Random random = new Random(seed);
        String regex = regex(random, 3);
        String text = text(random, 12);
        Set<String> needed = RequiredText.of(regex);
        if (!needed.isEmpty() && Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(text).find()) {
            assertThat(needed).as("%s in %s", regex, text).anyMatch(RequiredText.fold(text)::contains);
        }
    }

    @Test
    void aTextCostsTwoStepsACharacterHoweverItsWordsRepeat() {
        List<String> nested = IntStream.rangeClosed(1, 200).mapToObj("a"::repeat).toList();
        Automaton automaton = new Automaton(nested.subList(100, 200));
        String text = ("a".repeat(99) + "b").repeat(1_000);
        assertThat(automaton.find(text, (string, from, to) -> { })).isLessThanOrEqualTo(2 * text.length());
    }

    @Test
    void ofTenThousandRulesAMailOfAHundredThousandWordsTriesOnlyThePatternsItMayMeet() {
        Vocabulary.Writer writer = new Vocabulary.Writer();
        ManyRules.desk(10_000).topics().values().forEach(topic -> topic.rules().forEach(rule -> Question.of(rule.when(), writer, null)));
        Vocabulary vocabulary = writer.vocabulary();
        Letter letter = Letter.builder().subject("sku-7 and sku17").text("退款 please ".repeat(100_000)).build();
        Sighting seen = vocabulary.look(letter, Folded.of(letter));
        int found = 0;
        for (int pattern = 0; pattern < vocabulary.patterns(); pattern++) {
            found += seen.pattern(pattern) > 0 ? 1 : 0;
        }
        assertThat(vocabulary.patterns()).isGreaterThan(1_900);
        assertThat(found).isEqualTo(2);
        assertThat(seen.tried()).isLessThan(20);
    }

    private Map<String, Map<String, Object>> rules(Random random, int count) {
        Map<String, Map<String, Object>> rules = new TreeMap<>();
        for (int number = 0; number < count; number++) {
            Map<String, Object> rule = new LinkedHashMap<>(condition(random, 2));
            rule.put("weight", 1 + random.nextInt(3));
            rules.put("rule-" + number, rule);
        }
        return rules;
    }

    private Map<String, Object> condition(Random random, int depth) {
        Map<String, Object> condition = new LinkedHashMap<>();
        for (int key = 1 + random.nextInt(2); key > 0; key--) {
            switch (random.nextInt(depth > 0 ? 9 : 6)) {
                case 0 -> condition.put("words", some(random, WORDS));
                case 1 -> condition.put("subject", some(random, WORDS));
                case 2 -> condition.put("text", some(random, WORDS));
                case 3 -> condition.put("patterns", some(random, PATTERNS));
                case 4 -> condition.put("senders", some(random, SENDERS));
                case 5 -> condition.put("headers", Map.of("X-Form", "^" + random.nextInt(2)));
                case 6 -> condition.put("any", List.of(condition(random, depth - 1), condition(random, depth - 1)));
                case 7 -> condition.put("all", List.of(condition(random, depth - 1), condition(random, depth - 1)));
                default -> condition.put("not", List.of(condition(random, depth - 1)));
            }
        }
        return condition;
    }

    private static <T> List<T> some(Random random, List<T> all) {
        return random.ints(1 + random.nextInt(3), 0, all.size()).distinct().mapToObj(all::get).toList();
    }

    /** All rules belong to one topic. */
    private Desk desk(Map<String, Map<String, Object>> rules) throws JsonProcessingException {
        String text = SampleDesk.text().replaceAll("(?m)^    rules:\\n(      .*\\n)+", "");
        StringBuilder written = new StringBuilder();
        for (Map.Entry<String, Map<String, Object>> rule : rules.entrySet()) {
            written.append(rule.getKey()).append(": ").append(json.writeValueAsString(rule.getValue())).append("\n      ");
        }
        return DeskFile.read("desk.yaml", text.replace("en: Order }\n    team: orders\n", "en: Order }\n    team: orders" + RULES.formatted(written))).orThrow();
    }

    private static Letter letter(Random random) {
        String sender = random.nextBoolean() ? "ann@a.example" : "ben@b.example";
        return Letter.builder().subject(text(random, 3)).text(text(random, 10)).from(new Correspondent(sender, ""))
            .headers(random.nextInt(3) > 0 ? Map.of() : Map.of("x-form", List.of("1"))).build();
    }

    private static String text(Random random, int pieces) {
        return random.ints(random.nextInt(pieces + 1), 0, PIECES.size()).mapToObj(PIECES::get).collect(Collectors.joining());
    }

    private static Envelope envelope(Letter letter) {
        return new Envelope("m", letter.from().getFirst().address(), List.of("service@shop.example"), Instant.EPOCH, Optional.empty(), false);
    }

    /** Asks as desk.yaml says it, one thing after another. */
    @SuppressWarnings("unchecked")
    private static boolean naive(Map<String, Object> condition, Letter letter) {
        return condition.entrySet().stream().allMatch(entry -> switch (entry.getKey()) {
            case "words" -> ((List<String>) entry.getValue()).stream().anyMatch(word -> holds(letter.bareSubject(), word) || holds(letter.text(), word));
            case "subject" -> ((List<String>) entry.getValue()).stream().anyMatch(word -> holds(letter.bareSubject(), word));
            case "text" -> ((List<String>) entry.getValue()).stream().anyMatch(word -> holds(letter.text(), word));
            case "patterns" -> ((List<String>) entry.getValue()).stream().map(regex -> java.util.regex.Pattern.compile(regex, java.util.regex.Pattern.CASE_INSENSITIVE))
                .anyMatch(pattern -> pattern.matcher(letter.bareSubject()).find() || pattern.matcher(letter.text()).find());
            case "senders" -> ((List<String>) entry.getValue()).stream().anyMatch(sender -> letter.from().getFirst().address().endsWith(sender));
            case "headers" -> letter.header("x-form").contains(((Map<String, String>) entry.getValue()).get("X-Form").substring(1));
            case "any" -> ((List<Map<String, Object>>) entry.getValue()).stream().anyMatch(part -> naive(part, letter));
            case "all" -> ((List<Map<String, Object>>) entry.getValue()).stream().allMatch(part -> naive(part, letter));
            case "not" -> ((List<Map<String, Object>>) entry.getValue()).stream().noneMatch(part -> naive(part, letter));
            default -> true;
        });
    }

    private static boolean holds(String text, String word) {
        String folded = Folding.fold(text);
        return word.codePoints().anyMatch(Character::isIdeographic) ? folded.contains(word)
            : java.util.regex.Pattern.compile("(?<![a-z0-9])" + word + "(es|s)?(?![a-z0-9])").matcher(folded).find();
    }

    private static String regex(Random random, int depth) {
        List<String> atoms = List.of("退款", "refund", "Ks", "K", "[款货]", "[^x]", ".", "\\d", "\\.", "\\x41", "\\Qa.b\\E", "[a-z]", "\\pL", "[\\]x]", "ﬀ", "ſ", "\\bmy", "(?i)re");
        StringBuilder regex = new StringBuilder();
        for (int part = 1 + random.nextInt(3); part > 0; part--) {
            boolean nested = depth > 0 && random.nextInt(3) == 0;
            regex.append(nested ? (random.nextBoolean() ? "(" : "(?:") + regex(random, depth - 1) + ")" : atoms.get(random.nextInt(atoms.size())));
            regex.append(random.nextInt(3) > 0 ? "" : Arrays.asList("?", "*", "+", "{2}", "{0,2}", "{1,}?").get(random.nextInt(6)));
            regex.append(part > 1 && random.nextInt(5) == 0 ? "|" : "");
        }
        return regex.toString();
    }
}
