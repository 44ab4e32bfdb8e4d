package postern.mailbox;

import java.util.List;
import postern.store.Schema;
import postern.store.Store;

/**
 * The tables of the mailbox.
 *
 * <p>A mail is two rows: {@code mailbox_mail} holds what never changes (header block on top, hash of the body) and is shared by
 * all copies; {@code mailbox_entry} is its place in one folder, small, so that flags of a large folder are read and moved
 * without touching contents. Counters stand in the folder's row and change in the unit of work that changes an entry; the
 * partial indexes hold only the exceptions (unseen, recent, deleted), so no question of SELECT walks a folder;
 * with the flags in them a search reads them alone.
 *
 * <p>{@code mailbox_feed} tells the search index which mails came and went, in the order of the commits; message ids do not, since
 * they are given before the commit. Its last row is never removed, so its numbers go on without holes.
 */
final class MailboxTables {
    static final Schema SCHEMA = new Schema("mailbox", List.of("""
        CREATE TABLE mailbox_folder (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          namespace TEXT NOT NULL, owner TEXT NOT NULL, name TEXT NOT NULL,
          uid_validity INTEGER NOT NULL,
          last_uid INTEGER NOT NULL DEFAULT 0,
          modseq INTEGER NOT NULL DEFAULT 0,
          total INTEGER NOT NULL DEFAULT 0,
          unseen INTEGER NOT NULL DEFAULT 0,
          octets INTEGER NOT NULL DEFAULT 0,
          UNIQUE (owner, namespace, name));
        CREATE TABLE mailbox_acl (
          folder INTEGER NOT NULL, entry TEXT NOT NULL, rights TEXT NOT NULL,
          PRIMARY KEY (folder, entry)) WITHOUT ROWID;
        CREATE TABLE mailbox_mail (
          id INTEGER PRIMARY KEY,
          prefix BLOB NOT NULL, body BLOB NOT NULL,
          lines INTEGER, properties TEXT,
          attachments INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE mailbox_entry (
          folder INTEGER NOT NULL, uid INTEGER NOT NULL, mail INTEGER NOT NULL, thread INTEGER NOT NULL,
          modseq INTEGER NOT NULL, flags INTEGER NOT NULL, keywords TEXT,
          received INTEGER NOT NULL, saved INTEGER, size INTEGER NOT NULL, header INTEGER NOT NULL,
          PRIMARY KEY (folder, uid)) WITHOUT ROWID;
        CREATE INDEX mailbox_entry_mail ON mailbox_entry (mail);
        CREATE INDEX mailbox_entry_unseen ON mailbox_entry (folder, uid) WHERE flags & 32 = 0;
        CREATE INDEX mailbox_entry_recent ON mailbox_entry (folder, uid) WHERE flags & 16 <> 0;
        CREATE INDEX mailbox_entry_deleted ON mailbox_entry (folder, uid) WHERE flags & 2 <> 0;
        CREATE TABLE mailbox_keyword (
          folder INTEGER NOT NULL, keyword TEXT NOT NULL,
          PRIMARY KEY (folder, keyword)) WITHOUT ROWID;
        CREATE TABLE mailbox_filed (
          mail TEXT PRIMARY KEY, folder TEXT NOT NULL, entry INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE mailbox_attachment (
          id TEXT PRIMARY KEY, message INTEGER NOT NULL, type TEXT NOT NULL, size INTEGER NOT NULL, content BLOB NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE mailbox_mail_attachment (
          mail INTEGER NOT NULL, place INTEGER NOT NULL, attachment TEXT NOT NULL, owner INTEGER NOT NULL,
          name TEXT, cid TEXT, inline INTEGER NOT NULL, type TEXT NOT NULL, size INTEGER NOT NULL,
          PRIMARY KEY (mail, place)) WITHOUT ROWID;
        CREATE TABLE mailbox_annotation (
          folder INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
          PRIMARY KEY (folder, name)) WITHOUT ROWID;
        CREATE TABLE mailbox_subscription (
          user TEXT NOT NULL, name TEXT NOT NULL,
          PRIMARY KEY (user, name)) WITHOUT ROWID;
        CREATE TABLE mailbox_quota_use (
          root TEXT PRIMARY KEY, count INTEGER NOT NULL, octets INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE mailbox_quota_limit (
          scope TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, value INTEGER NOT NULL,
          PRIMARY KEY (scope, name, kind)) WITHOUT ROWID;
        """ + Store.Bodies.countedBy("mailbox_mail", "body") + Store.Bodies.countedBy("mailbox_attachment", "content"), """
        CREATE TABLE mailbox_tree (owner TEXT NOT NULL);
        INSERT INTO mailbox_tree (owner)
          SELECT owner FROM mailbox_folder WHERE owner LIKE 'desk@%' GROUP BY owner ORDER BY sum(total) DESC, count(*) DESC LIMIT 1;
        """, """
        CREATE TABLE mailbox_ticket (mail INTEGER PRIMARY KEY, ticket INTEGER NOT NULL, reference BLOB);
        INSERT INTO mailbox_ticket (mail, ticket)
          SELECT id, cast(replace(substr(prefix, at, 12), '-', '') AS INTEGER) FROM
            (SELECT id, cast(prefix AS TEXT) AS prefix, instr(cast(prefix AS TEXT), 'X-Postern-Ticket: ') + 18 AS at FROM mailbox_mail)
          WHERE at > 18;
        CREATE INDEX mailbox_ticket_ticket ON mailbox_ticket (ticket, mail);
        CREATE INDEX mailbox_ticket_reference ON mailbox_ticket (reference) WHERE reference IS NOT NULL;
        CREATE TABLE mailbox_change (
          id INTEGER PRIMARY KEY AUTOINCREMENT, ticket INTEGER NOT NULL, mail INTEGER NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
          folder INTEGER, added TEXT, removed TEXT);
        CREATE TABLE mailbox_lost (
          mail INTEGER PRIMARY KEY, thread INTEGER NOT NULL, received INTEGER NOT NULL, size INTEGER NOT NULL, header INTEGER NOT NULL);
        """, """
        CREATE TABLE mailbox_feed (position INTEGER PRIMARY KEY, mail INTEGER NOT NULL, gone INTEGER NOT NULL);
        CREATE TRIGGER mailbox_mail_comes AFTER INSERT ON mailbox_mail BEGIN
          INSERT INTO mailbox_feed (mail, gone) VALUES (new.id, 0);
        END;
        CREATE TRIGGER mailbox_mail_goes AFTER DELETE ON mailbox_mail BEGIN
          INSERT INTO mailbox_feed (mail, gone) VALUES (old.id, 1);
        END;
        """, """
        CREATE TABLE mailbox_expunged (
          folder INTEGER NOT NULL, uid INTEGER NOT NULL, modseq INTEGER NOT NULL, PRIMARY KEY (folder, uid)) WITHOUT ROWID;
        CREATE INDEX mailbox_expunged_modseq ON mailbox_expunged (folder, modseq);
        CREATE TABLE mailbox_forgotten (folder INTEGER PRIMARY KEY, modseq INTEGER NOT NULL);
        INSERT INTO mailbox_forgotten (folder, modseq) SELECT id, modseq FROM mailbox_folder;
        """, """
        DROP INDEX mailbox_entry_unseen;
        DROP INDEX mailbox_entry_deleted;
        CREATE INDEX mailbox_entry_unseen ON mailbox_entry (folder, uid, flags) WHERE flags & 32 = 0;
        CREATE INDEX mailbox_entry_deleted ON mailbox_entry (folder, uid, flags) WHERE flags & 2 <> 0;
        """, """
        ALTER TABLE mailbox_change ADD COLUMN name TEXT;
        """));

    private MailboxTables() {
    }
}
