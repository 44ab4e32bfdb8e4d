package postern.desk;

import java.util.List;

/**
 * A team that owns a folder and answers mail.
 *
 * @param id name in desk.yaml, ASCII
 * @param folder top-level IMAP folder, may be Chinese, without hierarchy delimiter
 * @param calendar id of its {@link WorkCalendar}
 * @param address address of the team, or empty
 * @param members ids of its agents
 * @param handout who says which agent gets a ticket
 * @param escalation when tickets that nobody answers go to the next tier
 */
public record Team(String id, Names names, String folder, String calendar, String address, List<String> members, Handout handout,
                   Escalation escalation) {
    public Team {
        members = List.copyOf(members);
    }
}
