package postern.index;

import java.util.Map;
import java.util.Optional;

/**
 * Which mails an index knows: those at or above an id, as far as they had come when the change of a position was made. A fresh
 * index begins with the newest mails and works its way down, so that what people look for most is found first.
 *
 * @param position number of the last change that is in the index
 * @param mark mail of that change, which shows that index and store belong together; 0 for position 0
 * @param low least id of the mails that were gone through; {@link #ALL} when all were
 */
record Coverage(long position, long mark, long low) {
    static final long ALL = Long.MIN_VALUE;

    /** Of an index that is begun when the newest change is this one. */
    static Coverage none(MailSource source) {
        long newest = source.newest();
        return new Coverage(newest, source.at(newest).map(MailSource.Change::mail).orElse(0L), Long.MAX_VALUE);
    }

    boolean whole() {
        return low == ALL;
    }

    Coverage upTo(MailSource.Change change) {
        return new Coverage(change.position(), change.mail(), low);
    }

    Coverage downTo(long mail) {
        return new Coverage(position, mark, mail);
    }

    /** @return whether the store has all changes since, and is the one that this was taken from */
    boolean fits(MailSource source) {
        return position == 0 ? source.newest() == 0 || source.at(1).isPresent()
            : source.at(position).filter(change -> change.mail() == mark).isPresent();
    }

    Map<String, String> written() {
        return Map.of("version", Integer.toString(Documents.VERSION), "position", Long.toString(position), "mark", Long.toString(mark),
            "low", Long.toString(low));
    }

    /** @return empty if it was written by another version */
    static Optional<Coverage> read(Map<String, String> written) {
        if (!Integer.toString(Documents.VERSION).equals(written.get("version"))) {
            return Optional.empty();
        }
        return Optional.of(new Coverage(Long.parseLong(written.get("position")), Long.parseLong(written.get("mark")),
            Long.parseLong(written.get("low"))));
    }
}
