package postern.archive;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the content of a record lies, found by the chain instead of by its own line alone: contents lie one behind the other as their
 * records do, so the sound records around a damaged one say where its content is.
 *
 * @param sound the record, if its line is as it was written
 * @param from first octet of what no other sound record vouches for
 * @param to octet behind the last
 * @param first number of the first record whose content may be there
 * @param last number of the last one
 */
record Whereabouts(Optional<Entry> sound, long from, long to, long first, long last) {

    /**
     * Reads the day's records.
     *
     * @param head where the chain ends; what lies behind is being written
     */
    static Whereabouts of(Shelf shelf, Catalogue.Place place, Head head) throws IOException {
        Neighbours neighbours = new Neighbours(place.line());
        boolean open = place.day().equals(head.day());
        new Walk(shelf).day(place.day(), 0, open ? head.lines() : Long.MAX_VALUE, neighbours);
        long end = Verification.size(shelf.contents(place.day()));
        return neighbours.found(place.number(), open ? Math.min(end, head.contents()) : end);
    }

    private static final class Neighbours implements Walk.Visitor {
        private final long place;
        /** Hashes that the line before has or should have. */
        private List<String> before = List.of();
        private Entry last;
        private Entry own;
        private Entry next;
        /** Numbers of the day's first and last record that may have a content; the ones beside them are the day's beginning and its seal. */
        private long first;
        private long end = Long.MAX_VALUE;

        Neighbours(long place) {
            this.place = place;
        }

        @Override
        public void line(Line line) {
            Optional<Entry> entry = line.entry();
            if (before.isEmpty()) {
                before = entry.map(day -> day.said().get("after")).stream().toList();
            }
            boolean follows = before.stream().anyMatch(line::follows);
            before = follows ? List.of(line.hash()) : Stream.concat(Stream.of(line.hash()), before.stream().map(hash -> Digests.link(hash, line.json()))).limit(4).toList();
            if (!follows || entry.flatMap(Entry::block).isEmpty()) {
                entry.filter(known -> follows).ifPresent(this::edge);
            } else if (line.from() < place) {
                last = entry.get();
            } else if (line.from() == place) {
                own = entry.get();
            } else if (next == null) {
                next = entry.get();
            }
        }

        private void edge(Entry edge) {
            if (edge.what() == What.DAY) {
                first = edge.number() + 1;
            } else if (edge.what() == What.SEAL) {
                end = edge.number() - 1;
            }
        }

        private Whereabouts found(long number, long length) {
            if (own != null && own.number() == number) {
                Block block = own.block().orElseThrow();
                return new Whereabouts(Optional.of(own), block.from(), block.to(), number, number);
            }
            return new Whereabouts(Optional.empty(), last == null ? 0 : last.block().orElseThrow().to(), next == null ? length : next.block().orElseThrow().from(),
                last == null ? first : last.number() + 1, next == null ? end : next.number() - 1);
        }
    }
}
