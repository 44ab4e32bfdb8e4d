package postern.customers;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A CSV file, read again when it has changed. What cannot be read any more counts as it was read last. */
final class CsvSource implements Source {
    private static final long LOOK = Duration.ofSeconds(5).toNanos();
    private static final long LARGEST = 64L << 20;

    private final Path file;
    private final Duration patience;
    private final TimeBox box = new TimeBox(1);
    private volatile Reading reading;

    private record Reading(Set<String> entries, FileTime modified, long size, long lookedAt) {
    }

    /** @param patience longest time that a mail waits for the file */
    CsvSource(Path file, Duration patience) {
        this.file = file;
        this.patience = patience;
    }

    @Override
    public boolean anyOf(List<String> addresses) throws Unanswered {
        Set<String> entries = current().entries();
        return addresses.stream().anyMatch(address -> entries.contains(address)
            || entries.contains(address.substring(Math.max(0, address.lastIndexOf('@')))));
    }

    @Override
    public void close() {
        // Nothing stays open between two readings.
    }

    private Reading current() throws Unanswered {
        Reading last = reading;
        if (last != null && System.nanoTime() - last.lookedAt() < LOOK) {
            return last;
        }
        try {
            reading = box.within(patience, () -> read(last));
        } catch (Unanswered e) {
            if (last == null) {
                throw e;
            }
            reading = new Reading(last.entries(), last.modified(), last.size(), System.nanoTime());
        }
        return reading;
    }

    private Reading read(Reading last) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        boolean same = last != null && last.modified().equals(now.lastModifiedTime()) && last.size() == now.size();
        if (!same && now.size() > LARGEST) {
            throw new IOException("too large");
        }
        return new Reading(same ? last.entries() : entries(file), now.lastModifiedTime(), now.size(), System.nanoTime());
    }

    /** @return the first column in lower case; lines without an at sign, such as a heading, say nothing */
    static Set<String> entries(Path file) throws IOException {
        Set<String> entries = new HashSet<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String first = firstColumn(line.startsWith("\uFEFF") ? line.substring(1) : line).strip().toLowerCase(Locale.ROOT);
                if (first.contains("@") && !first.startsWith("#")) {
                    entries.add(first);
                }
            }
        }
        return entries;
    }

    /** RFC 4180 §2: a field may stand in quotes. Addresses have neither quotes nor line ends in them. */
    private static String firstColumn(String line) {
        int quote = line.startsWith("\"") ? line.indexOf('"', 1) : -1;
        return quote > 0 ? line.substring(1, quote) : line.split("[,;\t]", 2)[0];
    }
}
