package postern.archive;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import postern.store.Store;
import postern.tickets.Sql;

/** What the chain says of erasures behind the end that a verification knows: records that follow it, as far as the store vouches for them by then. */
final class LateErasures implements ContentCheck.Erasures {
    private final Optional<Store> store;
    private final Optional<ArchiveKey> key;
    private final Shelf shelf;
    private final Head end;

    /** @param store empty for files alone; then what follows the end in them counts */
    LateErasures(Optional<Store> store, Optional<ArchiveKey> key, Shelf shelf, Head end) {
        this.store = store;
        this.key = key;
        this.shelf = shelf;
        this.end = end;
    }

    @Override
    public Map<Long, String> since() throws IOException {
        Map<Long, String> erased = new HashMap<>();
        Optional<Head> until = store.map(known -> known.read(connection -> Catalogue.isGenuine(connection, key.orElseThrow()) ? Catalogue.head(connection) : end));
        String[] before = {end.hash()};
        new Walk(shelf).from(end.day(), end.lines(), line -> {
            boolean known = until.isEmpty() || line.day().isBefore(until.get().day()) || line.day().equals(until.get().day()) && line.from() < until.get().lines();
            if (known && line.follows(before[0])) {
                before[0] = line.hash();
                line.entry().filter(entry -> entry.what() == What.ERASED).ifPresent(entry -> entry.erased().forEach(number -> erased.put(number, entry.name())));
            }
        });
        return erased;
    }

    @Override
    public boolean isInHand(long number) throws IOException {
        return store.isPresent() ? store.get().read(connection -> Sql.first(connection, "select 1 from archive_erased where number = ? and done = 0", row -> true, number)).isPresent()
            : since().containsKey(number);
    }
}
