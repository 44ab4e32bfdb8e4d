package postern.desk;

/**
 * A text to customers. Placeholders are {@code {ticket}}, {@code {reply.time}}, {@code {reply.deadline}}, {@code {topic}},
 * {@code {team}}, {@code {company}}, {@code {hours}}; any other one is a mistake of the configuration.
 */
public record ReplyText(String subject, String body) {
}
