package postern.archive;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

/**
 * A line of a day's records as it lies in the file: the record's hash in hex, a blank, the record.
 *
 * @param row from 1
 * @param from first octet in the file
 * @param octets without the end of the line
 * @param ended whether the file has an end of the line behind it
 */
record Line(LocalDate day, long row, long from, byte[] octets, boolean ended) {
    private static final int HASH = 64;

    /** Octet behind the line and its end. */
    long to() {
        return from + octets.length + (ended ? 1 : 0);
    }

    /** The hash that the line says it has; something else if it is damaged. */
    String hash() {
        return new String(octets, 0, Math.min(HASH, octets.length), StandardCharsets.ISO_8859_1);
    }

    byte[] json() {
        return octets.length > HASH ? Arrays.copyOfRange(octets, HASH + 1, octets.length) : new byte[0];
    }

    /** @return empty if no record can be read in it */
    Optional<Entry> entry() {
        return Entry.read(json());
    }

    boolean follows(String before) {
        return ended && octets.length > HASH && octets[HASH] == ' ' && Digests.link(before, json()).equals(hash());
    }
}
