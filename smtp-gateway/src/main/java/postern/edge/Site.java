package postern.edge;

import java.util.EnumMap;
import java.util.Map;
import postern.desk.Desk;
import postern.desk.Endpoint;

/**
 * Where the edge stands.
 *
 * @param hostname name it gives itself in the greeting and in Received
 * @param domain the desk's mail domain; {@code <postmaster>} without a domain means the one of this
 * @param doors where each door listens; one that is not named stays shut
 */
public record Site(String hostname, String domain, Map<Door, Endpoint> doors) {
    public Site {
        doors = Map.copyOf(doors);
    }

    public static Site of(Desk desk) {
        Map<Door, Endpoint> doors = new EnumMap<>(Door.class);
        doors.put(Door.RECEPTION, desk.listeners().smtp());
        doors.put(Door.SUBMISSION, desk.listeners().submission());
        doors.put(Door.SUBMISSIONS, desk.listeners().submissions());
        return new Site(desk.hostname(), desk.domain(), doors);
    }
}
