package postern.archive;

import java.time.LocalDate;

/**
 * Where the chain ends.
 *
 * @param number of the last record, 0 before the first
 * @param hash of the last record
 * @param day in UTC whose files it is in
 * @param lines octets of the day's file of records
 * @param contents octets of the day's file of contents
 * @param sealed whether the last record ends its day
 */
record Head(long number, String hash, LocalDate day, long lines, long contents, boolean sealed) {
    static final Head NONE = new Head(0, Digests.ORIGIN, LocalDate.EPOCH, 0, 0, true);
}
