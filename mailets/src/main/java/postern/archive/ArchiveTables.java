package postern.archive;

import java.util.List;
import postern.store.Schema;
import postern.store.Store;

/**
 * What waits to be archived, where it lies once it is, and where the chain ends.
 *
 * <p>The feed is filled by triggers on the tables of the journal, the spool and the tickets, so nothing that is committed there can
 * miss it. An accepted mail is named only: the journal keeps it as long as it waits here. What is handed to the delivery is
 * copied, as its row in the spool may go at once.
 */
final class ArchiveTables {
    static final Schema SCHEMA = new Schema("archive", List.of("""
        create table archive_feed (
          id integer primary key autoincrement,
          what text not null,
          name text,
          event integer,
          at integer,
          text text,
          prefix blob,
          body blob
        );
        create index archive_feed_mail on archive_feed(name) where what = 'accepted';
        create table archive_mail (
          number integer primary key,
          name text not null,
          what text not null,
          at integer not null, -- epoch milliseconds
          day integer not null, -- since 1970, UTC
          line integer not null -- octets into the day's records
        );
        create index archive_mail_name on archive_mail(name);
        create index archive_mail_at on archive_mail(at);
        create table archive_ticket (ticket integer not null, number integer not null, day integer not null, line integer not null,
          primary key (ticket, number)) without rowid;
        create index archive_ticket_number on archive_ticket(number);
        create table archive_link (mail text not null, ticket integer not null, primary key (mail, ticket)) without rowid;
        create index archive_link_ticket on archive_link(ticket);
        create table archive_erased (number integer primary key, receipt text not null, done integer not null default 0);
        create table archive_head (
          id integer primary key check (id = 1),
          number integer not null,
          hash text not null,
          day integer not null,
          lines integer not null,
          contents integer not null,
          sealed integer not null,
          mac text not null
        );
        """ + Store.Bodies.countedBy("archive_feed", "body") + """
        create trigger archive_accepted after insert on journal when new.remote is not null begin
          insert into archive_feed(what, name) values ('accepted', new.name);
        end;
        create trigger archive_waits before delete on journal
          when exists (select 1 from archive_feed where what = 'accepted' and name = old.name) begin
          select raise(ignore);
        end;
        create trigger archive_sent after insert on spool when new.queue = 'outgoing' begin
          insert into archive_feed(what, name, at, text, prefix, body) values ('sent', new.name, new.due, new.envelope, new.prefix, new.body);
        end;
        create trigger archive_event after insert on ticket_event begin
          insert into archive_feed(what, event) values ('event', new.id);
        end;
        insert into archive_feed(what, name) select 'accepted', name from journal where remote is not null order by at;
        insert into archive_feed(what, event) select 'event', id from ticket_event order by id;
        """, """
        create table archive_recovery (
          id integer primary key autoincrement,
          mail text not null,
          outcome text -- null until the gateway did it; then the folder, or what hindered it
        );
        create index archive_recovery_waits on archive_recovery(id) where outcome is null;
        """));

    private ArchiveTables() {
    }
}
