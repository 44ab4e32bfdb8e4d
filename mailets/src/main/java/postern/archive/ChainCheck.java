package postern.archive;

import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Looks whether each record follows the one before, over all days, to where the store says that the chain ends. */
final class ChainCheck {
    private static final int RECENT = 4096;

    private final Shelf shelf;
    private final Optional<Head> head;
    private final Optional<ArchiveKey> key;
    private final Map<Long, String> noted;
    private final Consumer<Finding> findings;
    private final Map<Long, String> erased = new HashMap<>();
    private final Set<Place> doubted = new HashSet<>();
    /** Hashes that the newest records have or should have, so that a record is known wherever its predecessor stands. */
    private final Map<Long, List<String>> recent = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, List<String>> eldest) {
            return size() > RECENT;
        }
    };
    private long days;
    private long records;
    private long mails;
    private long expected = 1;
    private String hash = Digests.ORIGIN;
    private boolean sealed = true;
    private LocalDate day = LocalDate.MIN;
    private long octets;
    private long end;

    /** Where a line begins. */
    private record Place(LocalDate day, long from) {
    }

    ChainCheck(Shelf shelf, Optional<Head> head, Optional<ArchiveKey> key, Map<Long, String> noted, Consumer<Finding> findings) {
        this.shelf = shelf;
        this.head = head;
        this.key = key;
        this.noted = new HashMap<>(noted);
        this.findings = findings;
        recent.put(0L, List.of(Digests.ORIGIN));
    }

    void check(LongConsumer done) throws IOException {
        new Walk(shelf).from(LocalDate.MIN, 0, line -> {
            if (isKnown(line)) {
                look(line);
                octets += line.to() - line.from();
                done.accept(octets);
            }
        });
        Head end = head.orElse(new Head(expected - 1, hash, day, 0, 0, sealed));
        if (end.number() >= expected) {
            found(new Line(end.day(), 0, end.lines(), new byte[0], false), expected, "", missing(expected, end.number()) + " at the end");
        } else if (head.isPresent() && end.number() > 0 && !recent.getOrDefault(end.number(), List.of()).contains(end.hash())) {
            found(new Line(end.day(), 0, 0, new byte[0], false), end.number(), "", "the chain does not end as the store knows it: it was written anew");
        }
        noted.forEach((record, said) -> found(new Line(end.day(), 0, 0, new byte[0], false), record, "", "is not the record whose hash was noted"));
    }

    /** What is behind the end that the store knows is being written. */
    boolean isKnown(Line line) {
        return head.isEmpty() || line.day().isBefore(head.get().day()) || line.day().equals(head.get().day()) && line.from() < head.get().lines();
    }

    /** @return whether the line is as it was written, so that it can vouch for a content */
    boolean vouches(Line line) {
        return !doubted.contains(new Place(line.day(), line.from()));
    }

    private void look(Line line) {
        Optional<Entry> read = line.entry();
        long number = read.map(Entry::number).orElse(expected);
        String computed = Digests.link(recent.getOrDefault(number - 1, List.of(hash)).getFirst(), line.json());
        boolean first = number == expected;
        if (read.isPresent() && number > expected) {
            found(line, expected, "", missing(expected, number - 1) + " before this place");
        } else if (number < expected) {
            doubt(line, read, "stands here out of its place or a second time");
            return;
        }
        boolean follows = recent.getOrDefault(number - 1, List.of(line.hash())).stream().anyMatch(line::follows) || !first && line.ended();
        if (!follows || read.isEmpty()) {
            doubt(line, read, "is altered");
        }
        recent.put(number, follows ? List.of(line.hash()) : List.of(line.hash(), computed));
        String before = hash;
        hash = line.hash();
        expected = number + 1;
        end = line.to();
        records++;
        noted.remove(number, hash);
        read.ifPresent(entry -> kind(line, entry, before));
    }

    private void kind(Line line, Entry entry, String before) {
        switch (entry.what()) {
            case ACCEPTED, SENT -> mails++;
            case ERASED -> entry.erased().forEach(number -> erased.put(number, entry.name()));
            case DAY -> {
                if (!sealed) {
                    found(line, entry.number(), entry.name(), "the day before it has no seal");
                }
                days++;
            }
            case SEAL -> {
                if (key.isPresent() && !key.get().mac(Scribe.seal(line.day(), before)).equals(entry.said().get("mac"))) {
                    found(line, entry.number(), entry.name(), "the seal was not made with this home's secret for what stands before it");
                }
            }
            case EVENTS -> { }
        }
        boolean begins = !line.day().equals(day);
        if (begins != (entry.what() == What.DAY) || !List.of(What.DAY, What.SEAL).contains(entry.what()) && sealed
                || List.of(What.DAY, What.SEAL).contains(entry.what()) && !entry.name().equals(line.day().toString())) {
            found(line, entry.number(), entry.name(), "stands in the file of another day");
        }
        sealed = entry.what() == What.SEAL;
        day = line.day();
    }

    private static String missing(long from, long to) {
        return from == to ? "record " + from + " is missing" : "records " + from + " to " + to + " are missing";
    }

    private void doubt(Line line, Optional<Entry> entry, String fault) {
        doubted.add(new Place(line.day(), line.from()));
        found(line, entry.map(Entry::number).orElse(expected), entry.map(Entry::name).orElse(""), fault);
    }

    private void found(Line line, long record, String name, String fault) {
        findings.accept(new Finding(shelf.lines(line.day()), line.from(), line.to(), record, name, fault));
    }

    /** Receipts by number of the erased record. */
    Map<Long, String> erased() {
        return erased;
    }

    /** Behind the last record that was looked at. */
    Head end() {
        return new Head(expected - 1, hash, day, end, 0, sealed);
    }

    Optional<Head> head() {
        return head;
    }

    long octets() {
        return octets;
    }

    long days() {
        return days;
    }

    long records() {
        return records;
    }

    long mails() {
        return mails;
    }

    long last() {
        return expected - 1;
    }

    String hash() {
        return hash;
    }
}
