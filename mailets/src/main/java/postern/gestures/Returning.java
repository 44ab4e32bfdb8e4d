package postern.gestures;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import javax.inject.Provider;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.desk.Handout;
import postern.desk.Team;
import postern.desk.TicketId;
import postern.tickets.Ticket;

/** "Not me": what was handed out to an agent goes back to the team, twice a day at most, and not to the same agent again. */
record Returning(Journal journal, Telling telling, Provider<Desk> desk) {
    /** As the journal calls it. */
    static final String ACT = "returned";
    private static final int A_DAY = 2;

    /** Whether an agent gives back what the gateway handed out. */
    boolean is(Ticket ticket, Standing to, String by) {
        Standing from = Standing.of(ticket, desk.get());
        return from.agent().equals(Optional.of(by)) && to.agent().isEmpty() && from.team().equals(to.team()) && from.state() == Ticket.State.OPEN
            && to.state() == Ticket.State.OPEN && desk.get().teams().get(from.team()).handout() == Handout.AUTO;
    }

    /** Whether it may be; if not, the agent is told. */
    boolean allows(Connection connection, Ticket ticket, Standing to, String by, Instant at) throws SQLException {
        if (!is(ticket, to, by)) {
            return true;
        }
        Team team = desk.get().teams().get(to.team());
        ZoneId zone = desk.get().calendarOf(team).zone();
        boolean may = journal.returned(connection, by, at.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant()) < A_DAY;
        if (!may) {
            tell(connection, ticket.id(), by, at, "今天已退回两次 / Given back twice today", """
                您今天已退回过两张工单，这一张仍归您。需要帮助请用 #升级，或转给同事：#派给 …。

                You have given back two tickets today; this one stays yours. For help write #escalate, or give it to a colleague: #assign ….
                """, Optional.empty());
        }
        return may;
    }

    /** Asks why; the reply is a note of the ticket. */
    void asked(Connection connection, Ticket ticket, String by, Instant at) throws SQLException {
        tell(connection, ticket.id(), by, at, "为什么退回？/ Why not you?", """
            您退回了这张工单。请直接回复本邮件，用一句话说明原因；回复会作为内部备注保存在工单中。

            You gave this ticket back. Please reply to this mail with the reason in a sentence; it is kept with the ticket as an internal note.
            """, Optional.of("note"));
    }

    private void tell(Connection connection, TicketId ticket, String by, Instant at, String subject, String text, Optional<String> replyTo)
            throws SQLException {
        Optional<Agent> agent = Optional.ofNullable(desk.get().agents().get(by));
        if (agent.isPresent()) {
            String name = "returned-" + ticket + "-" + at.toEpochMilli();
            telling.tell(connection, new Telling.Word(name, agent.get().login(), ticket, subject + " [#" + ticket + "]", text, replyTo, at));
        }
    }
}
