/**
 * Backups: everything that a gateway must not lose, as it was at one moment, taken while it runs; and the way back.
 *
 * <p>A mail is in a backup if it was answered 250 before the backup began: in its folder, or in the spool on its way there. The
 * index is taken before the store, which may be ahead of it but not behind; the archive after, which may be ahead of the store:
 * the archivist enters what a store does not know yet.
 *
 * <ol>
 *   <li>A backup counts when its manifest names all its files, the manifest is written last, and an earlier backup goes only after
 *       that: one that was killed leaves nothing that can be restored, or the earlier one. ({@code BackupTest})
 *   <li>Every file is named in the manifest with its size and SHA-256; the manifest has a sum of its own. An altered octet is
 *       named by its file. ({@code BackupTest})
 *   <li>Restoring goes into an empty home only, checks everything first; a home that was restored by half does not
 *       start, and nothing of it is in the next restoration.
 *       ({@code BackupTest})
 *   <li>Mails keep their UIDs and folders their UIDVALIDITY; UIDs that were given after the backup are not given again.
 *       ({@code FlowBackupTest})
 *   <li>What was deleted before the backup is not in it, not even between the rows of the store. ({@code BackupTest})
 * </ol>
 *
 * <p>Standards: FIPS 180-4 (SHA-256), RFC 9051 §2.3.1.1 (UIDs are not used again), RFC 7162 (nor are modseqs).
 *
 * <p>Must not import: the server, the edge, the spool.
 */
package postern.backup;
