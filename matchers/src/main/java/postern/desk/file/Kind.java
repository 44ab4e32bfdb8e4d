package postern.desk.file;

import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/**
 * How a value is written: reads it, says what is wrong with it, describes itself to editors. Immutable.
 *
 * @param <T> what it becomes
 */
interface Kind<T> {
    /** @return empty if something is wrong, which the findings then hold */
    Optional<T> read(Node node, Findings findings);

    /** @return JSON Schema of it, keys in the order to print */
    Map<String, Object> schema();
}
