package postern.gestures;

import java.util.Optional;
import java.util.Set;

/** What happened to a mail of a ticket in somebody's mail program. */
public sealed interface Change {
    /**
     * Laid into a folder, by a move or a copy: programs differ in which of them a drag is.
     *
     * @param folder path in the desk's tree with {@code /}; empty if it is a folder of the agent's own
     * @param own path in the agent's own folders; empty if it is one of the tree
     */
    record Laid(Optional<String> folder, Optional<String> own) implements Change {
    }

    /** Keywords set and taken away. */
    record Marked(Set<String> added, Set<String> removed) implements Change {
        public Marked {
            added = Set.copyOf(added);
            removed = Set.copyOf(removed);
        }
    }

    /** Expunged from a folder. */
    record Gone() implements Change {
    }
}
