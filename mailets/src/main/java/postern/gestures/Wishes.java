package postern.gestures;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import postern.desk.TicketId;

/**
 * Several mails of a ticket that are dragged or marked at once are one wish: what an act does depends on what was before, so the ticket
 * would go up twice. For one thread.
 */
final class Wishes {
    private static final Duration MOMENT = Duration.ofSeconds(2);
    private static final int KNOWN = 200;

    private record Wish(TicketId ticket, String by, Change change) {
    }

    /** @param mail the first one */
    private record Heard(long mail, Instant at) {
    }

    private final Map<Wish, Heard> heard = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Wish, Heard> eldest) {
            return size() > KNOWN;
        }
    };

    /** @return the acts; none, if another mail of the ticket has just asked for the same, and doing it again would do more */
    List<Act> fresh(Conversations.Noticed noticed, List<Act> acts) {
        if (acts.stream().noneMatch(Wishes::adds)) {
            return acts;
        }
        Wish wish = new Wish(noticed.ticket(), noticed.by(), noticed.change());
        Heard before = heard.get(wish);
        boolean again = before != null && before.mail() != noticed.mail()
            && Duration.between(before.at(), noticed.at()).abs().compareTo(MOMENT) <= 0;
        heard.put(wish, new Heard(again ? before.mail() : noticed.mail(), noticed.at()));
        return again ? List.of() : acts;
    }

    private static boolean adds(Act act) {
        return act instanceof Act.Shift || act instanceof Act.Escalate || act instanceof Act.Undo;
    }
}
