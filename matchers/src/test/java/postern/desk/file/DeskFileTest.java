package postern.desk.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each case of {@code mistakes.txt} has a title, a replacement in {@code small.yaml}, and the mistakes that it makes. The mark ‸
 * stands where the first of them is reported; cases without it say no place of their own.
 */
class DeskFileTest {
    private static final String MARK = "‸";

    private record Case(String title, String from, String to, List<String> mistakes) {
        @Override
        public String toString() {
            return title;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(resource("mistakes.txt").strip().split("\n\n")).map(block -> {
            List<String> lines = block.lines().toList();
            String[] change = (lines.get(1) + " ").split(" => ", 2);
            return new Case(lines.getFirst(), unescaped(change[0]), unescaped(change[1].stripTrailing()),
                lines.subList(2, lines.size()).stream().map(DeskFileTest::unescaped).map(String::stripTrailing).toList());
        });
    }

    @Test
    void theSmallDeskIsRight() {
        assertThat(DeskFile.read("desk.yaml", resource("small.yaml"))).isInstanceOf(Checked.Right.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void everyMistakeIsNamedWhereItStands(Case mistake) {
        String small = resource("small.yaml");
        assertThat(small).as("the text that is replaced").contains(mistake.from());
        int at = small.indexOf(mistake.from());
        String marked = small.substring(0, at) + mistake.to() + small.substring(at + mistake.from().length());
        Checked checked = DeskFile.read("desk.yaml", marked.replace(MARK, ""));
        assertThat(checked).isInstanceOf(Checked.Wrong.class);
        List<Mistake> found = ((Checked.Wrong) checked).mistakes();
        assertThat(found.stream().map(m -> m.what() + (m.hint().isEmpty() ? ";" : "; " + m.hint()))).containsExactlyInAnyOrderElementsOf(mistake.mistakes());
        if (marked.contains(MARK)) {
            String before = marked.substring(0, marked.indexOf(MARK));
            int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
            int column = before.length() - before.lastIndexOf('\n');
            assertThat(found).anyMatch(m -> m.line() == line && m.column() == column && mistake.mistakes().getFirst().startsWith(m.what()));
        }
    }

    @Test
    void allMistakesComeAtOnceInTheOrderOfTheFile() {
        String text = resource("small.yaml").replace("tier: 2", "tier: 9").replace("team: returns", "team: retuns")
            .replace("zone: Asia/Shanghai", "zone: Mars").replace("fallback: other", "fallback: none").replace("25 MiB", "big");
        assertThat(((Checked.Wrong) DeskFile.read("conf/desk.yaml", text)).text()).isEqualTo("""
            conf/desk.yaml:8:59: agent 'ben': '9' is not a whole number from 1 to 3; write a whole number from 1 to 3
            conf/desk.yaml:18:11: calendar 'office': 'Mars' is not a time zone; write something like Asia/Shanghai
            conf/desk.yaml:28:11: topic 'refund' names team 'retuns', which is not there; did you mean 'returns'?
            conf/desk.yaml:36:11: the desk names topic 'none', which is not there; write one of: refund, other
            conf/desk.yaml:50:23: 'big' is not a size; write something like 25 MiB""");
    }

    @Test
    void aFileThatIsEmptyOrNoMappingOrTooLongIsAMistakeToo() {
        for (String text : List.of("", "# nothing\n", "just a text", "- a\n- list\n", "a: b\n---\nc: d\n", "x".repeat(9 << 20), "[".repeat(50_000),
            "&a [*a, *a]", "{a: &x [y], b: *x}", "\uFFFE", "company: {zh: \"\ud83d")) {
            assertThat(DeskFile.read("desk.yaml", text)).isInstanceOf(Checked.Wrong.class);
        }
    }

    @Test
    void whateverTheTextHoldsReadingItEndsInADeskOrInMistakesWithinTheText() {
        Random random = new Random(20261121);
        String small = resource("small.yaml");
        String odd = "{}[]:,&*!|>'\"%@`#?-\n\t 0é退\u0000\uD83D~<<";
        for (int round = 0; round < 3_000; round++) {
            StringBuilder text = new StringBuilder(small);
            for (int change = random.nextInt(4); change >= 0; change--) {
                int at = random.nextInt(text.length() - 20);
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, odd.charAt(random.nextInt(odd.length())));
                    case 1 -> text.insert(at, odd.charAt(random.nextInt(odd.length())));
                    default -> text.delete(at, at + 1 + random.nextInt(20));
                }
            }
            Checked checked = DeskFile.read("desk.yaml", text.toString());
            if (checked instanceof Checked.Wrong wrong) {
                long lines = text.chars().filter(c -> c == '\n').count() + 1;
                assertThat(wrong.mistakes()).as(text.toString()).isNotEmpty().allMatch(m -> m.line() >= 1 && m.line() <= lines + 1 && m.column() >= 1);
            }
        }
    }

    @Test
    void durationsAndSizesAreReadAsPeopleWriteThem() {
        String text = resource("small.yaml").replace("25 MiB }", "30 MB, command-timeout: 1 min 30 s, data-timeout: PT1H }")
            .replace("4 h }", "1 h 30 min }");
        var desk = DeskFile.read("desk.yaml", text).orThrow();
        assertThat(desk.edge().messageSize()).isEqualTo(30_000_000);
        assertThat(desk.edge().commandTimeout()).hasSeconds(90);
        assertThat(desk.edge().dataTimeout()).hasHours(1);
        assertThat(desk.topics().get("refund").promise().firstResponse()).hasMinutes(90);
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n").replace("\\x20", " ").replace("\\u0301", "\u0301").replace("\\u0007", "\u0007").replace("\\\\t", "\0")
            .replace("\\t", "\t").replace("\0", "\\t");
    }

    private static String resource(String name) {
        try (InputStream file = Objects.requireNonNull(DeskFileTest.class.getResourceAsStream(name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
