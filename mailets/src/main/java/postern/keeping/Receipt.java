package postern.keeping;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * That a person was erased, without a word of the person.
 *
 * @param marks of the addresses; see {@link Marks}
 * @param erased how much of what
 * @param kept what holds kept, and why: one line a hold
 * @param damaged what could not be searched or erased, and what to do, such as a damaged record of the archive: a line each
 * @param cleaned since when the store's file has no octet of it
 */
public record Receipt(long id, List<String> marks, String by, Instant asked, Instant done, Map<String, Integer> erased, List<String> kept,
                      List<String> damaged, Cleaned cleaned) {

    /**
     * Since when; empty as long as it is not so.
     *
     * @param overwritten all that was deleted is overwritten, and the log has nothing of it
     * @param anew the file was written anew besides
     */
    public record Cleaned(Optional<Instant> overwritten, Optional<Instant> anew) {
    }

    public Receipt {
        marks = List.copyOf(marks);
        kept = List.copyOf(kept);
        damaged = List.copyOf(damaged);
    }

    /** @return whether holds kept all there was */
    public boolean refused() {
        return erased.isEmpty() && !kept.isEmpty();
    }

    /** What is still to be done, a line each; empty when no octet is left. */
    public List<String> pending() {
        List<String> lines = new ArrayList<>();
        if (cleaned.overwritten().isEmpty()) {
            lines.add("free pages of the store's file, or its log, may still hold deleted octets; the gateway, or 'postern erase --finish' while"
                + " none runs, overwrites them, in the log when readers such as a backup have left it; they need room on the disk");
        } else if (cleaned.anew().isEmpty()) {
            lines.add("between the rows of the store's file single octets may be left where rows were moved; the file is large: stop the gateway and"
                + " call 'postern erase --finish', which writes it anew");
        }
        return lines;
    }

    /** Name of the erasure in the archive and of the file. */
    public String name() {
        return name(id);
    }

    static String name(long id) {
        return "erasure-%06d".formatted(id);
    }
}
