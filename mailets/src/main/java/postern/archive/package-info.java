/**
 * The archive: every mail that was accepted and sent, as it crossed the wire, with its envelope, and what happened to its ticket;
 * append-only, chained, sealed each day, independent of what people delete.
 *
 * <p>A thing that happens leaves a row in the feed, in its own commit, by a trigger ({@link postern.archive.ArchiveTables}). The
 * {@link postern.archive.Archivist} follows the feed: contents and records go to the files of the day and are synced, then one commit
 * enters them into the catalogue and takes the rows from the feed. A day (UTC) has two files: {@code 22.mails} holds the contents, packed one
 * by one; {@code 22.jsonl} holds the records, one a line:
 *
 * <pre>{@code <hash> {"n":7,"at":"…","what":"accepted","name":"01k…","size":4096,"sha256":"…","from":0,"to":1833}}</pre>
 *
 * <p>The hash is the SHA-256 of the hash before, a blank, and the SHA-256 of the JSON, both in hex; the first follows 64 zeros. So one ticket's
 * records can be proven to others who do not see the rest.
 * {@code sha256} is that of the unpacked content: a line of random digits, a line of JSON with the envelope (of mails), the mail or the
 * events. A day begins with a record that repeats the hash before, and ends with a seal, an HMAC under the home's secret. So a record holds no
 * word of a customer: erasing overwrites the content with its random digits, and the chain stays whole.
 *
 * <ol>
 *   <li>What is committed in journal, spool and tickets is in the archive once, also after kill -9 at any instant and a full disk.
 *       ({@code KilledArchivistTest}, {@code ArchivistTest})
 *   <li>An octet of the files that is not what was written is named, with its file, place, record and mail; so are records and days that
 *       are missing, doubled or moved, and a chain that was written anew without the secret. ({@code VerificationTest})
 *   <li>What is erased cannot be read nor guessed, and says by which receipt it was erased. ({@code VerificationTest})
 *   <li>One damaged place hides no other record, and leads no erasure into another's content. ({@code VerificationTest}, {@code DamageTest})
 *   <li>An export has all that belongs to a ticket, also what was merged into it and what came along from a ticket that it was parted from;
 *       others check it without us. ({@code EvidenceTest}, {@code FlowMergeTest})
 * </ol>
 *
 * <p>Standards: FIPS 180-4 (SHA-256); RFC 2104 (HMAC); RFC 8878 (Zstandard) with a dictionary, which lies in the archive; RFC 3720 appendix B.4
 * (CRC-32C behind each content).
 *
 * <p>Must not import: James, the spool, the mailbox; it reads their tables.
 */
package postern.archive;
