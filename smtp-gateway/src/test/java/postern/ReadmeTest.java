package postern;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What README and the packages promise names tests that are there. */
class ReadmeTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\|[^|]+\\|([^|]+)\\|$");
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)`");
    private static final Pattern PROMISED = Pattern.compile("\\{@code (\\w+Test)(?:#\\w+)?}");
    private static final Pattern RUNS = Pattern.compile("@(Test|ParameterizedTest|Property|TestFactory|RepeatedTest|Nested)\\b|extends \\w+|implements \\w+(Contract|Test)");

    @Test
    void everyGuaranteeNamesTestsThatRunAndBothLanguagesNameTheSame() throws IOException {
        Map<Integer, List<String>> guarantees = guarantees("README.md");
        assertThat(guarantees.keySet()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(guarantees("README.zh.md")).isEqualTo(guarantees);
        Map<String, Path> tests = tests();
        for (Map.Entry<Integer, List<String>> guarantee : guarantees.entrySet()) {
            assertThat(guarantee.getValue()).as("guarantee %d", guarantee.getKey()).isNotEmpty().allSatisfy(name -> {
                assertThat(tests).containsKey(name);
                assertThat(Files.readString(tests.get(name))).containsPattern(RUNS).doesNotContainPattern("(?s)@Disabled[^\\n]*\\n(?:final )?class " + name);
            });
        }
    }

    @Test
    void packagesPromiseWhatTestsProve() throws IOException {
        Map<String, Path> tests = tests();
        TreeSet<String> missing = new TreeSet<>();
        for (Path source : sources("main", "package-info.java")) {
            PROMISED.matcher(Files.readString(source)).results().map(found -> found.group(1)).filter(name -> !tests.containsKey(name))
                .forEach(name -> missing.add(ROOT.relativize(source) + ": " + name));
        }
        assertThat(missing).isEmpty();
    }

    private static Map<Integer, List<String>> guarantees(String readme) throws IOException {
        String text = Files.readString(ROOT.resolve(readme));
        String table = text.substring(text.indexOf("<!-- guarantees -->"), text.indexOf("<!-- /guarantees -->"));
        Map<Integer, List<String>> rows = new TreeMap<>();
        for (MatchResult row : ROW.matcher(table).results().toList()) {
            rows.put(Integer.parseInt(row.group(1)), NAMED.matcher(row.group(2)).results().map(found -> found.group(1)).toList());
        }
        return rows;
    }

    private static Map<String, Path> tests() throws IOException {
        Map<String, Path> tests = new TreeMap<>();
        sources("test", "Test.java").forEach(file -> tests.put(file.getFileName().toString().replace(".java", ""), file));
        return tests;
    }

    private static List<Path> sources(String set, String end) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : List.of("matchers", "mailets", "smtp-gateway")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src").resolve(set).resolve("java"))) {
                files.filter(file -> file.toString().endsWith(end)).forEach(sources::add);
            }
        }
        return sources;
    }
}
