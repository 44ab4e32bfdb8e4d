package postern.desk.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A list; what is wrong in it is left out, so that the rest can be looked at too.
 *
 * @param least how many must be there
 * @param unique whether a value may stand in it only once
 */
record Many<T>(Kind<T> kind, int least, boolean unique) implements Kind<List<T>> {

    @Override
    public Optional<List<T>> read(Node node, Findings findings) {
        if (!(node instanceof SequenceNode sequence)) {
            findings.mistake(node, "here should be a list", node instanceof ScalarNode scalar
                ? "write it in brackets: [" + Kinds.brief(scalar.getValue()) + "]" : "write one entry a line, each behind a dash");
            return Optional.empty();
        }
        if (sequence.getValue().size() < least) {
            findings.mistake(node, "this list is empty", "write at least " + least);
            return Optional.empty();
        }
        Set<T> seen = new HashSet<>();
        List<T> values = new ArrayList<>();
        for (Node entry : sequence.getValue()) {
            kind.read(entry, findings).ifPresent(value -> {
                values.add(value);
                if (!seen.add(value) && unique) {
                    findings.mistake(entry, "this stands in the list already", "leave it out");
                }
            });
        }
        return Optional.of(values);
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "array");
        schema.put("items", kind.schema());
        if (least > 0) {
            schema.put("minItems", least);
        }
        schema.put("uniqueItems", unique);
        return schema;
    }
}
