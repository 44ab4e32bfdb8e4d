package postern.archive;

import java.nio.file.Path;

/**
 * Something in the archive that is not as it was written.
 *
 * @param from first octet that it is about, in the file
 * @param to octet behind the last
 * @param record number of the record that is hurt, 0 if none is known
 * @param name of that record: of a mail, a ticket, a receipt or a day; empty if it cannot be known
 * @param fault what is wrong, for people
 */
public record Finding(Path file, long from, long to, long record, String name, String fault) {
}
