package postern.replay;

import java.util.List;
import postern.desk.Reason;

/**
 * One thing that the two desks see otherwise in one mail.
 *
 * @param ticket number, empty if it has none
 * @param from what the desk of today decides: an id, a priority, a time or a word
 * @param to what the changed desk decides
 * @param why the changed desk's reasons
 */
public record Difference(Kind kind, String mail, String ticket, String subject, String from, String to, List<Reason> why) {
    public Difference {
        why = List.copyOf(why);
    }
}
