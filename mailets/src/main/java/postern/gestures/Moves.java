package postern.gestures;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import postern.desk.TicketId;
import postern.tickets.Sql;

/** Which tickets people gave to another team or topic, and which they called junk, as the journal tells. */
public final class Moves {
    /** Moves of one person to one team within this time are one move of many mails. */
    private static final long AT_ONCE_MILLIS = 5_000;
    private static final int NEAR = 500;

    private Moves() {
    }

    /**
     * @param id grows from act to act
     * @param by id of the agent
     * @param to id of the team
     * @param topic id of the topic, if the agent named one
     * @param company acts like it by the same person at the same time, itself included
     * @param junk whether it says that the ticket is no customer's mail at all
     */
    public record Move(long id, TicketId ticket, Instant at, String by, String to, Optional<String> topic, int company, boolean junk) {
    }

    /** @return oldest first; what was taken back is not in it. Call when the tables of gestures are there */
    public static List<Move> after(Connection connection, long id, Instant until, int atMost) throws SQLException {
        return Sql.list(connection, """
            select id, ticket, at, by, team_after, case when topic is not topic_after then topic_after end as named, act like '%junk%' as junk,
                (select count(*) from gesture n where n.id between g.id - ? and g.id + ? and n.by = g.by and n.team_after = g.team_after
                  and (n.team is not n.team_after or n.topic is not n.topic_after) and abs(n.at - g.at) <= ?) as company
              from gesture g where id > ? and at <= ? and undone = 0 and by <> ?
                and (team is not team_after or topic is not topic_after or act like '%junk%')
              order by id limit ?""", Moves::move, NEAR, NEAR, AT_ONCE_MILLIS, id, until, Acts.GATEWAY, atMost);
    }

    /** @return whether what people did to a ticket last was to call it junk. Call when the tables of gestures are there */
    public static boolean isJunk(Connection connection, TicketId ticket) throws SQLException {
        return Sql.first(connection, "select act like '%junk%' from gesture where ticket = ? and undone = 0 and by <> ? order by id desc limit 1",
            row -> row.getBoolean(1), ticket.value(), Acts.GATEWAY).orElse(false);
    }

    private static Move move(ResultSet row) throws SQLException {
        return new Move(row.getLong("id"), new TicketId(row.getString("ticket")), Instant.ofEpochMilli(row.getLong("at")), row.getString("by"),
            row.getString("team_after"), Optional.ofNullable(row.getString("named")), row.getInt("company"), row.getBoolean("junk"));
    }
}
