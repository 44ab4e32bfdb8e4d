package postern.desk.file;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * A mapping from names to things of one kind; what is wrong in it is left out, so that the rest can be looked at too.
 *
 * @param noun what the things are called in mistakes
 * @param names how names are written
 * @param kind makes of a name the thing with that name
 * @param least how many must be there
 */
record Named<T>(String noun, Kind<String> names, Kind<Function<String, T>> kind, int least) implements Kind<Map<String, T>> {

    @Override
    public Optional<Map<String, T>> read(Node node, Findings findings) {
        if (!(node instanceof MappingNode mapping) || mapping.getValue().size() < least) {
            findings.mistake(node, "here should be at least one " + noun, "write its name, a colon, and below it, indented, its keys");
            return Optional.empty();
        }
        Map<String, T> things = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            entry(tuple, findings, things);
        }
        return Optional.of(things);
    }

    private void entry(NodeTuple tuple, Findings findings, Map<String, T> things) {
        Optional<String> name = names.read(tuple.getKeyNode(), findings);
        String shown = tuple.getKeyNode() instanceof ScalarNode scalar ? noun + " '" + Kinds.brief(scalar.getValue()) + "'" : noun;
        Optional<Function<String, T>> thing = findings.inside(shown, () -> kind.read(tuple.getValueNode(), findings));
        if (name.isEmpty() || thing.isEmpty()) {
            return;
        }
        try {
            things.put(name.get(), thing.get().apply(name.get()));
        } catch (IllegalArgumentException e) {
            findings.inside(shown, () -> {
                findings.mistake(tuple.getKeyNode(), e.getMessage(), "");
                return null;
            });
        }
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("additionalProperties", kind.schema());
        if (names.schema().containsKey("pattern")) {
            schema.put("propertyNames", Map.of("pattern", names.schema().get("pattern")));
        }
        if (least > 0) {
            schema.put("minProperties", least);
        }
        return schema;
    }
}
