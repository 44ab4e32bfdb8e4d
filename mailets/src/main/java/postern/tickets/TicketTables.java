package postern.tickets;

import java.util.List;
import postern.store.Schema;

/** The tables of tickets. Numbers are drawn at random, so rows are keyed by a small id in order of arrival: appending stays cheap. */
final class TicketTables {
    static final Schema SCHEMA = new Schema("tickets", List.of("""
        create table ticket (
          id integer primary key,
          number integer not null unique,
          state text not null,
          customer text not null,
          subject text not null,
          language text not null,
          topic text, team text, agent text, priority text, deadline integer,
          opened integer not null,
          news integer not null,
          answered integer,
          closed integer,
          chasers integer not null default 0,
          predecessor integer
        );
        create index ticket_due on ticket(deadline) where state = 'open' and deadline is not null;
        create table agent_load (agent text primary key, open integer not null) without rowid;
        create trigger ticket_load_new after insert on ticket when new.state = 'open' and new.agent is not null begin
          insert into agent_load values (new.agent, 1) on conflict(agent) do update set open = open + 1;
        end;
        create trigger ticket_load_change after update of state, agent on ticket
          when (old.state, old.agent) is not (new.state, new.agent) begin
          update agent_load set open = open - 1 where agent = old.agent and old.state = 'open';
          insert into agent_load select new.agent, 1 where new.state = 'open' and new.agent is not null
            on conflict(agent) do update set open = open + 1;
        end;
        create table ticket_mail (
          name text primary key,
          ticket integer not null,
          kind text not null,
          chasers integer not null,
          reasons text not null,
          decided integer not null default 0
        ) without rowid;
        create table ticket_twin (fingerprint blob primary key, ticket integer not null) without rowid;
        create table ticket_reference (key blob primary key, ticket integer not null, awaited integer not null) without rowid;
        create table ticket_participant (ticket integer not null, address text not null, primary key (ticket, address)) without rowid;
        create table ticket_writer (ticket integer not null, address text not null, primary key (ticket, address)) without rowid;
        create table ticket_event (
          id integer primary key,
          ticket integer not null,
          at integer not null,
          kind text not null,
          mail text not null,
          detail text not null
        );
        create index ticket_event_ticket on ticket_event(ticket, id);
        create table correspondent (address text primary key, answered integer not null) without rowid;
        """, """
        alter table ticket add column proven integer not null default 0;
        alter table ticket add column orders text not null default '';
        alter table ticket add column sketch blob;
        create index ticket_customer on ticket(customer, id) where customer <> '';
        """, """
        alter table ticket add column tier integer not null default 1;
        alter table ticket add column escalates integer;
        alter table ticket add column returned text;
        alter table agent_load add column turn integer not null default 0;
        create index ticket_waiting on ticket(team, deadline) where state = 'open' and agent is null and team is not null;
        create index ticket_escalates on ticket(escalates) where state = 'open' and escalates is not null;
        drop trigger ticket_load_new;
        drop trigger ticket_load_change;
        create trigger ticket_load_new after insert on ticket when new.state = 'open' and new.agent is not null begin
          insert into agent_load(agent, open) values (new.agent, 1) on conflict(agent) do update set open = open + 1;
        end;
        create trigger ticket_load_change after update of state, agent on ticket
          when (old.state, old.agent) is not (new.state, new.agent) begin
          update agent_load set open = open - 1 where agent = old.agent and old.state = 'open';
          insert into agent_load(agent, open) select new.agent, 1 where new.state = 'open' and new.agent is not null
            on conflict(agent) do update set open = open + 1;
          update ticket set returned = old.agent where id = new.id and old.agent is not null and new.agent is null;
        end;
        """, """
        create index ticket_agent on ticket(agent, deadline) where state = 'open' and agent is not null;
        """, """
        alter table ticket add column merged integer;
        create index ticket_merged on ticket(merged) where merged is not null;
        create table ticket_merge (id integer primary key, ticket integer not null, survivor integer not null, state text not null, closed integer,
          at integer not null);
        create index ticket_merge_survivor on ticket_merge(survivor);
        create table ticket_merge_mail (merge integer not null, mail integer not null, primary key (merge, mail)) without rowid;
        """, """
        create table ticket_order (number text not null, ticket integer not null, primary key (number, ticket)) without rowid;
        insert or ignore into ticket_order
          with recursive part(ticket, number, rest) as (
            select id, '', orders || ' ' from ticket where orders <> ''
            union all
            select ticket, substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1) from part where rest <> '')
          select number, ticket from part where number <> '';
        """, """
        drop trigger ticket_load_change;
        create trigger ticket_load_change after update of state, agent on ticket
          when (old.state, old.agent) is not (new.state, new.agent) begin
          update agent_load set open = open - 1 where agent = old.agent and old.state = 'open';
          insert into agent_load(agent, open) select new.agent, 1 where new.state = 'open' and new.agent is not null
            on conflict(agent) do update set open = open + 1;
          update ticket set returned = case when ' ' || returned || ' ' like '% ' || old.agent || ' %' then returned
            else coalesce(returned || ' ', '') || old.agent end where id = new.id and old.agent is not null and new.agent is null;
        end;
        """, """
        alter table ticket add column response integer;
        alter table ticket add column resolution integer;
        alter table ticket_event add column turn text;
        alter table ticket_event add column state text;
        alter table ticket_event add column team text;
        alter table ticket_event add column agent text;
        alter table ticket_event add column topic text;
        alter table ticket_event add column priority text;
        alter table ticket_event add column tier integer;
        create index ticket_turn on ticket_event(ticket, id) where turn is not null;
        create index ticket_response on ticket(response) where state = 'open' and response is not null;
        """, """
        alter table ticket add column family integer; -- of tickets that were merged or parted: what they share; it stays when a merge is taken back
        create index ticket_family on ticket(family) where family is not null;
        update ticket set family = coalesce(merged, id) where merged is not null or id in (select merged from ticket);
        """, """
        alter table ticket_merge add column act integer;
        alter table ticket_merge add column owed integer;
        """));

    private TicketTables() {
    }
}
