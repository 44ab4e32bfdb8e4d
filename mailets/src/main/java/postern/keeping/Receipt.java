package postern.keeping;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * That a person was erased, without a word of the person.
 *
 * @param marks of the addresses; see {@link Marks}
 * @param erased how much of what
 * @param kept what holds kept, and why: one line a hold
 * @param rewritten when the store's file was written anew, so that no octet is left; empty as long as it was not
 */
public record Receipt(long id, List<String> marks, String by, Instant asked, Instant done, Map<String, Integer> erased, List<String> kept,
                      Optional<Instant> rewritten) {
    public Receipt {
        marks = List.copyOf(marks);
        kept = List.copyOf(kept);
    }

    /** @return whether holds kept all there was */
    public boolean refused() {
        return erased.isEmpty() && !kept.isEmpty();
    }

    /** Name of the erasure in the archive and of the file. */
    public String name() {
        return name(id);
    }

    static String name(long id) {
        return "erasure-%06d".formatted(id);
    }
}
