package postern.desk;

import java.util.List;

/**
 * A text to customers, with {@link #PLACEHOLDERS} in braces: the ticket number; the promised business time and the date and time
 * of its end, in words; the names of topic, team and company; the working hours of the team.
 *
 * @param subject one line
 * @param body lines ended by LF
 */
public record ReplyText(String subject, String body) {
    /** What may stand in braces: the closed list that the configuration is checked against and replies are filled from. */
    public static final List<String> PLACEHOLDERS = List.of("ticket", "reply.time", "reply.deadline", "topic", "team", "company", "hours");
}
