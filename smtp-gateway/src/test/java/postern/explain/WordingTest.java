package postern.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import postern.accounts.SampleDesk;
import postern.desk.Desk;
import postern.desk.Reason;
import postern.desk.file.DeskFile;
import postern.letter.Origin;

class WordingTest {
    /** Calls and constants by which the source names codes of reasons. */
    private static final Pattern CALL = Pattern.compile("\\b(Reason\\.of|new Reason|because|reason|one|other|signed|to|add|when|trouble)\\(");
    private static final Pattern CONSTANT = Pattern.compile("(?:STRANGER|ANSWER|UNKNOWN|DRY_RULE|[A-Z_]*REASON[A-Z_]*) = \"([a-z0-9-]+)\"");
    private static final Pattern CODE = Pattern.compile("\"([a-z0-9]+(?:-[a-z0-9]+)*)\"");
    /** Arguments of such calls that are no reasons. */
    private static final Set<String> OTHERS = Set.of("und", "from", "to", "cc");

    private final Desk desk = SampleDesk.read();

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void everyReasonOfTheGatewayHasASentence(String language) throws IOException {
        Set<String> codes = codes();
        assertThat(codes).contains("rule-word", "rule-attachment", "runner-up", "group-unknown", "dry-rule", "new-ticket", "list-header", "promise",
            "topic-team", "sender-not-participant", "bounce-words", "auto-reply").hasSizeGreaterThan(80);
        Wording wording = new Wording(desk, language);
        // Without a sentence, a reason speaks for itself.
        assertThat(codes.stream().filter(code -> wording.sentence(Reason.of(code)).equals(code))).as("codes without a sentence").isEmpty();
    }

    @Test
    void bothLanguagesSayTheSameThings() throws IOException {
        assertThat(keys("zh")).isEqualTo(keys("en"));
    }

    @ParameterizedTest(name = "{0}({1})")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        rule-word   | refund-zh:退款: 快            | 规则 refund-zh：出现“退款: 快”            | rule refund-zh: the word "退款: 快"
        runner-up   | delivery 4 to 8               | 其次是“物流配送”（4 分对 8 分）           | next comes "Delivery" (4 to 8 points)
        runner-up   | delivery 0.12 to 0.45         | 其次是“物流配送”（12 % 对 45 %）          | next comes "Delivery" (12 % to 45 %)
        dry-rule    | new: would be refund          | 试行规则 new 若生效，主题将是“退款”       | if the rule new counted, which is dry, the topic would be "Refund"
        promise     | gold 1 h 30 min               | 承诺“gold”：1 小时 30 分钟工作时间内首次答复 | the promise "gold": a first answer within 1 hour 30 minutes of working time
        model-unsure | delivery 0.12, gone 0.1      | 分类器没有把握：“物流配送” 12 %, gone 10 % | the classifier is not sure: "Delivery" 12 %, gone 10 %
        rule-over-model | refund over delivery 0.93 | 规则定的“退款”胜过分类器的判断（“物流配送” 93 %） | the rules' "Refund" beats what the classifier says ("Delivery" 93 %)
        topic-team  | gone                          | 主题gone归该班组                          | gone belongs to this team
        chaser      | 2                             | 客户第 2 次催问，尚未得到答复             | the customer asks for the 2nd time without an answer
        rule-header | $1\\:{detail}                 | 规则 $1\\：信头 {detail} 符合             | rule $1\\: the header {detail}
        brand-new   | of tomorrow                   | brand-new(of tomorrow)                    | brand-new(of tomorrow)
        """)
    void detailsAreSaidInWordsOfTheDesk(String code, String detail, String zh, String en) {
        assertThat(new Wording(desk, "zh").sentence(Reason.of(code, detail))).isEqualTo(zh);
        assertThat(new Wording(desk, "en").sentence(Reason.of(code, detail))).isEqualTo(en);
    }

    @Test
    void aRuleIsShownWithWhoAnswersForIt() {
        Desk owned = DeskFile.read("d", SampleDesk.text().replace("      refund-zh:\n", "      refund-zh:\n        owner: 王雅琴\n        version: 3\n")).orThrow();
        assertThat(new Wording(owned, "zh").sentence(Reason.of("rule-word", "refund-zh:退款"))).isEqualTo("规则 refund-zh（王雅琴，第 3 版）：出现“退款”");
        assertThat(new Wording(owned, "en").sentence(Reason.of("rule-not", "refund-zh"))).isEqualTo("rule refund-zh (王雅琴, version 3): nothing of what it excludes");
    }

    private static Set<String> keys(String language) throws IOException {
        java.util.Properties sentences = new java.util.Properties();
        sentences.load(WordingTest.class.getResourceAsStream("reasons." + language + ".properties"));
        return new TreeSet<>(sentences.stringPropertyNames());
    }

    private static Set<String> codes() throws IOException {
        Set<String> codes = new TreeSet<>();
        Stream.of(Origin.values()).filter(origin -> origin != Origin.CUSTOMER).map(Origin::word).forEach(codes::add);
        for (Path source : sources()) {
            String text = Files.readString(source);
            if (!text.contains("Reason") && !text.contains("Evidence") || source.toString().contains("edge")) {
                continue;
            }
            Matcher constant = CONSTANT.matcher(text);
            while (constant.find()) {
                codes.add(constant.group(1));
            }
            Matcher call = CALL.matcher(text);
            while (call.find()) {
                arguments(text, call.end()).stream().limit(call.group(1).contains("Reason") ? 1 : 9).map(CODE::matcher).filter(Matcher::matches)
                    .map(code -> code.group(1)).filter(code -> !OTHERS.contains(code)).forEach(codes::add);
            }
        }
        return codes;
    }

    /** The arguments of a call, from behind its bracket, as they are written. */
    private static List<String> arguments(String text, int from) {
        List<String> arguments = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int begin = from;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            quoted ^= c == '"' && text.charAt(at - 1) != '\\';
            depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth < 0 || !quoted && depth == 0 && c == ',') {
                arguments.add(text.substring(begin, at).strip());
                begin = at + 1;
            }
            if (depth < 0) {
                return arguments;
            }
        }
        return List.of();
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : List.of("matchers", "mailets", "smtp-gateway")) {
            try (Stream<Path> files = Files.walk(Path.of("").toAbsolutePath().resolveSibling(module).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }
}
