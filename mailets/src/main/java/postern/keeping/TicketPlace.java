package postern.keeping;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import postern.desk.TicketId;
import postern.tickets.Figures;
import postern.tickets.Sql;

/** Tickets, what was learned from them, and what is remembered of whom we wrote to. */
final class TicketPlace implements Place {
    static final String LESSONS = "learned examples";
    /** SQL: whether no hold is on the ticket of a column. */
    private static final String FREE = "exists (select 1 from ticket t where t.id = %s and not " + Holds.HELD + ")";

    private final Clock clock;
    private final KeptMails mails;

    TicketPlace(Clock clock, KeptMails mails) {
        this.clock = clock;
        this.mails = mails;
    }

    @Override
    public void erase(Erasing erasing) {
        for (String address : erasing.person().addresses()) {
            erasing.unit(connection -> memories(connection, erasing, address));
        }
        for (TicketId ticket : erasing.findings().tickets()) {
            erasing.unit(connection -> erase(connection, erasing, ticket));
        }
        others(erasing);
    }

    private boolean erase(Connection connection, Erasing erasing, TicketId ticket) throws SQLException {
        if (!Holds.on(connection, ticket).isEmpty()) {
            return false;
        }
        erasing.count(connection, LESSONS, erasing.delete(connection, "lesson", "ticket = ?", ticket.value()));
        erasing.count(connection, "held answers", erasing.delete(connection, "submission_held", "ticket = ?", ticket.value()));
        erasing.delete(connection, "snooze", "ticket = ?", ticket.value());
        erasing.delete(connection, "promise_told", "ticket = ?", ticket.value());
        if (!erasing.looks()) {
            if (!isOwedToOthers(connection, erasing, ticket)) {
                Figures.close(connection, ticket, clock.instant());
            }
            Figures.keepOnly(connection, ticket);
            Sql.update(connection, "insert into forgotten(ticket, at, cause) select id, ?, 'erasure' from ticket where number = ? on conflict(ticket) do update"
                + " set at = excluded.at", clock.instant(), Long.parseLong(ticket.value().replace("-", "")));
        }
        erasing.count(connection, "tickets", 1);
        return true;
    }

    /** Whether somebody else's ticket goes on as this one, with mails that are still there: the question is not the person's alone. */
    private boolean isOwedToOthers(Connection connection, Erasing erasing, TicketId ticket) throws SQLException {
        List<String> merged = Sql.list(connection, "select k.customer from ticket k join ticket t on k.merged = t.id where t.number = ? and k.customer <> ''",
            row -> row.getString(1), Long.parseLong(ticket.value().replace("-", "")));
        return !merged.stream().allMatch(erasing.person()::has) && !mails.of(connection, ticket, 1).isEmpty();
    }

    private static int memories(Connection connection, Erasing erasing, String address) throws SQLException {
        String free = "address = ? and ticket in (select t.id from ticket t where not " + Holds.HELD + ")";
        erasing.count(connection, "parts in tickets", erasing.delete(connection, "ticket_participant", free, address)
            + erasing.delete(connection, "ticket_writer", free, address));
        erasing.count(connection, "memories of replies", erasing.delete(connection, "correspondent", "address = ?", address)
            + erasing.delete(connection, "acknowledgement", "address = ?", address)
            + erasing.delete(connection, "promise_told", "address = ?", address));
        erasing.count(connection, "held answers", erasing.delete(connection, "submission_held", "instr(char(10) || lower(recipients) || char(10), char(10) || ? || char(10)) > 0"
            + " and not exists (select 1 from ticket t where replace(submission_held.ticket, '-', '') = cast(t.number as text) and " + Holds.HELD + ")", address));
        return 0;
    }

    private record Text(Object key, String text) {
    }

    /** Texts about other tickets that name the person. */
    private static void others(Erasing erasing) {
        clear(erasing, "ticket_event", "detail", "ticket_event.ticket");
        clear(erasing, "ticket", "subject", "ticket.id");
        for (Text reasons : texts(erasing, "select name, reasons from ticket_mail where reasons <> ''")) {
            erasing.unit(connection -> erasing.delete(connection, "ticket_mail", "name = ? and " + FREE.formatted("ticket_mail.ticket"), reasons.key()));
        }
        for (Text lesson : texts(erasing, "select ticket, subject || char(10) || text from lesson")) {
            erasing.unit(connection -> {
                erasing.count(connection, LESSONS, erasing.delete(connection, "lesson", "ticket = ?", lesson.key()));
                return null;
            });
        }
    }

    private static void clear(Erasing erasing, String table, String column, String ticket) {
        for (Text text : texts(erasing, "select id, " + column + " from " + table + " where " + column + " <> ''")) {
            erasing.unit(connection -> {
                String free = table + " where id = ? and " + FREE.formatted(ticket);
                int cleared = erasing.looks() ? Sql.first(connection, "select count(*) from " + free, row -> row.getInt(1), text.key()).orElse(0)
                    : Sql.update(connection, "update " + free.replace(" where", " set " + column + " = '' where"), text.key());
                erasing.count(connection, "remarks on others' tickets", cleared);
                return null;
            });
        }
    }

    private static List<Text> texts(Erasing erasing, String sql) {
        return erasing.read(connection -> {
            List<Text> found = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(sql); ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    if (erasing.traces().sure().in(rows.getString(2))) {
                        found.add(new Text(rows.getObject(1), rows.getString(2)));
                    }
                }
            }
            return found;
        });
    }
}
