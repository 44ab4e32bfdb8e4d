package postern.desk.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A mapping with a closed list of keys.
 *
 * @param doc what it means, for editors
 * @param make called when all keys are right; an IllegalArgumentException of it is one more mistake
 */
record Form<T>(String doc, List<Field<?>> fields, Function<Values, T> make) implements Kind<T> {
    Form {
        fields = List.copyOf(fields);
    }

    /** The values of one mapping, as far as they are right. */
    static final class Values {
        private final Map<Field<?>, Object> byField = new HashMap<>();

        /** @return the value of a key in a mapping without mistakes */
        <T> T get(Field<T> field) {
            return find(field).orElseThrow();
        }

        @SuppressWarnings("unchecked") // put() and find() agree on the field's type.
        <T> Optional<T> find(Field<T> field) {
            return Optional.ofNullable((T) byField.get(field));
        }

        private <T> void put(Field<T> field, Node node, Findings findings) {
            field.kind().read(node, findings).ifPresent(value -> byField.put(field, value));
        }
    }

    static boolean missing(Node node) {
        return node instanceof ScalarNode scalar && Tag.NULL.equals(scalar.getTag());
    }

    @Override
    public Optional<T> read(Node node, Findings findings) {
        int before = findings.count();
        Values values = values(node, findings);
        if (findings.count() > before) {
            return Optional.empty();
        }
        try {
            return Optional.of(make.apply(values));
        } catch (IllegalArgumentException e) {
            findings.mistake(node, e.getMessage(), "");
            return Optional.empty();
        }
    }

    /** @return the values that are right; the findings say which are not */
    Values values(Node node, Findings findings) {
        Values values = new Values();
        if (!(node instanceof MappingNode mapping)) {
            findings.mistake(node, "here should be keys with values", "write one of: " + String.join(", ", names()));
            return values;
        }
        Map<String, Node> written = written(mapping, findings);
        for (Field<?> field : fields) {
            Node value = written.get(field.name());
            if (value != null && !missing(value)) {
                values.put(field, value, findings);
            } else if (field.usual().isPresent()) {
                values.put(field, field.usual().get(), findings);
            } else {
                findings.mistake(value == null ? node : value, "'" + field.name() + "' is missing", "write " + field.name() + ": " + field.doc());
            }
        }
        return values;
    }

    private Map<String, Node> written(MappingNode mapping, Findings findings) {
        Map<String, Node> written = new HashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (!names().contains(key)) {
                findings.mistake(tuple.getKeyNode(), "'" + key + "' is not a key here", Nearest.hint(key, names()));
            } else if (written.putIfAbsent(key, tuple.getValueNode()) != null) {
                findings.mistake(tuple.getKeyNode(), "'" + key + "' is written twice", "keep one of them");
            }
        }
        return written;
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        fields.forEach(field -> names.add(field.name()));
        return names;
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Field<?> field : fields) {
            Map<String, Object> property = new LinkedHashMap<>();
            property.put("description", field.doc());
            field.kind().schema().forEach(property::putIfAbsent);
            if (field.otherwise().isEmpty()) {
                required.add(field.name());
            } else if (!field.otherwise().get().equals("null")) {
                property.put("default", new Yaml().load(field.otherwise().get()));
            }
            properties.put(field.name(), property);
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("description", doc);
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }
}
