package postern.tickets;

import java.time.Instant;
import java.util.Locale;

/**
 * A moment at which a ticket's clocks start or stop; stands with the event that it belongs to.
 *
 * @param at of the mail, the time at which the gateway received it
 * @param byHand whether somebody did it with a gesture, so that it can be undone
 * @param topic of a question: by whose promise it is to be answered; empty of all else
 * @param team of a question: by whose hours; empty of all else
 */
public record Turn(Instant at, Kind kind, boolean byHand, String topic, String team) {
    private static final String BY_HAND = "*";

    /** What happened. */
    public enum Kind {
        /** A mail asks for an answer, or somebody opened the ticket again. */
        ASKED,
        /** A person answered: it is the customer's turn. */
        ANSWERED,
        /** It is nobody's turn. */
        DONE,
        /** The last turn by hand was taken back, as if it had never been. */
        UNDONE
    }

    static Turn asked(Instant at, boolean byHand, String topic, String team) {
        return new Turn(at, Kind.ASKED, byHand, topic, team);
    }

    static Turn of(Instant at, Kind kind, boolean byHand) {
        return new Turn(at, kind, byHand, "", "");
    }

    /** @return as it is stored; ids of topics and teams have no blanks */
    String written() {
        String word = kind.name().toLowerCase(Locale.ROOT) + (byHand ? BY_HAND : "");
        return kind == Kind.ASKED ? word + " " + topic + " " + team : word;
    }

    static Turn read(Instant at, String written) {
        String[] words = written.split(" ", -1);
        return new Turn(at, Kind.valueOf(words[0].replace(BY_HAND, "").toUpperCase(Locale.ROOT)), words[0].endsWith(BY_HAND), words.length > 1 ? words[1] : "", words.length > 2 ? words[2] : "");
    }
}
