package postern.learning;

import java.time.Instant;
import java.util.Optional;
import postern.desk.TicketId;
import postern.triage.model.Wording;

/**
 * What an agent said of a ticket by laying it somewhere else.
 *
 * @param team id of the team it was given to
 * @param topic id of the topic, if the agent named one
 * @param wording of the mail that opened the ticket
 */
public record Lesson(TicketId ticket, String team, Optional<String> topic, Wording wording, Instant at) {
}
