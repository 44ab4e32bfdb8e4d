package postern.desk.file;

import java.io.StringReader;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A key of a {@link Form}.
 *
 * @param doc what it means, for editors
 * @param otherwise what is read when it is missing, in YAML; empty: it must be there
 * @param usual {@code otherwise}, parsed once
 * @param <T> what its value becomes
 */
record Field<T>(String name, Kind<T> kind, String doc, Optional<String> otherwise, Optional<Node> usual) {

    static <T> Field<T> required(String name, Kind<T> kind, String doc) {
        return new Field<>(name, kind, doc, Optional.empty(), Optional.empty());
    }

    static <T> Field<T> otherwise(String name, Kind<T> kind, String otherwise, String doc) {
        return new Field<>(name, kind, doc, Optional.of(otherwise), Optional.of(new Yaml().compose(new StringReader(otherwise))));
    }

    /** A key that may be missing, and then says nothing. */
    static <T> Field<Optional<T>> optional(String name, Kind<T> kind, String doc) {
        return otherwise(name, new Perhaps<>(kind), "null", doc);
    }

    private record Perhaps<T>(Kind<T> kind) implements Kind<Optional<T>> {
        @Override
        public Optional<Optional<T>> read(Node node, Findings findings) {
            return Form.missing(node) ? Optional.of(Optional.empty()) : kind.read(node, findings).map(Optional::of);
        }

        @Override
        public Map<String, Object> schema() {
            return kind.schema();
        }
    }
}
