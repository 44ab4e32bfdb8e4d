package postern.desk.file;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/** Reads the text of {@code desk.yaml}. Pure: reading the file itself is the caller's. */
public final class DeskFile {
    /** Room for 100,000 words in rules. */
    private static final int LONGEST = 8 << 20;
    private static final int DEEPEST = 20;

    private DeskFile() {
    }

    /**
     * @param file name of the file, for mistakes
     * @param text the whole text
     * @return a desk that can run, or all mistakes
     */
    public static Checked read(String file, String text) {
        if (text.length() > LONGEST) {
            return wrong(file, 1, 1, "this file has more than " + (LONGEST >> 20) + " million characters", "");
        }
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(LONGEST);
        limits.setNestingDepthLimit(DEEPEST);
        // A few aliases of aliases of lists are a billion entries.
        limits.setMaxAliasesForCollections(0);
        try {
            Node root = new Yaml(limits).compose(new StringReader(text));
            if (root == null) {
                return wrong(file, 1, 1, "this file is empty", "start from the sample that came with Postern");
            }
            Findings findings = new Findings(file, text);
            return DeskForm.read(root, findings).<Checked>map(desk -> new Checked.Right(desk, findings.places()))
                .orElseGet(() -> new Checked.Wrong(findings.inOrder()));
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            return wrong(file, mark.getLine() + 1, mark.getColumn() + 1, "this is not YAML: " + e.getProblem(),
                "look at the indentation, colons and quotes of this line and the one above");
        } catch (ReaderException e) {
            String before = text.substring(0, text.offsetByCodePoints(0, e.getPosition()));
            return wrong(file, (int) before.lines().count(), before.length() - before.lastIndexOf('\n'),
                "the character U+%04X cannot stand in YAML".formatted(e.getCodePoint()), "take it out; is the file UTF-8?");
        } catch (YAMLException e) {
            return wrong(file, 1, 1, "this is not YAML that is read here: " + e.getMessage(), "write lists out instead of repeating them by aliases");
        }
    }

    /** @return JSON Schema (draft-07) of the file, for editors */
    public static Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", "Postern desk");
        Map<String, Object> form = DeskForm.DESK.schema();
        schema.putAll(form);
        schema.put("definitions", Map.of("condition", RuleForms.CONDITION.schema()));
        return schema;
    }

    private static Checked wrong(String file, int line, int column, String what, String hint) {
        return new Checked.Wrong(List.of(new Mistake(file, line, column, what, hint)));
    }
}
