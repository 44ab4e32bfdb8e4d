package postern.desk;

import java.time.Duration;
import java.util.List;

/**
 * How agents' answers leave.
 *
 * @param name display name that customers see; the placeholders are {@link #PLACEHOLDERS}
 * @param second what becomes of an answer to a ticket that a colleague has just answered
 * @param secondWithin how long a colleague's answer counts as just given
 * @param dueSoon how long before its deadline a ticket is due soon
 * @param lastLook what is looked at before an answer leaves
 * @param automatic ids of the topics that are answered by their template without a person
 */
public record AnswerPolicy(String name, Second second, Duration secondWithin, Duration dueSoon, LastLook lastLook,
                           List<String> automatic) {
    public AnswerPolicy {
        automatic = List.copyOf(automatic);
    }

    public static final List<String> PLACEHOLDERS = List.of("agent", "service", "company");
    /** Fields of templates, which are filled when an answer is sent. */
    public static final List<String> FIELDS = List.of("customer.name", "ticket", "order", "agent.name", "deadline", "team", "company");

    /** What becomes of a second answer by somebody who has not seen the first. */
    public enum Second {
        /** Refused at the end of DATA, with the colleague's name. */
        REFUSE,
        /** Taken, and laid into {@code Desk/Held} until somebody releases it. */
        HOLD,
        /** Sent all the same. */
        SEND
    }
}
