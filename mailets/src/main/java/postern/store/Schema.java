package postern.store;

import java.util.List;

/**
 * The tables of one concept, versioned by itself.
 *
 * @param name of the concept, such as {@code mailbox}; key of its version in the file
 * @param steps SQL scripts in order; step n brings version n to n + 1 and never changes once released
 */
public record Schema(String name, List<String> steps) {
    public Schema {
        steps = List.copyOf(steps);
    }
}
