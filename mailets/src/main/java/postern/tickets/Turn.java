package postern.tickets;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A moment at which a ticket's clocks start or stop; stands with the event that it belongs to.
 *
 * @param at of the mail, the time at which the gateway received it
 * @param byHand whether somebody did it with a gesture, so that it can be undone
 * @param topic of a question: by whose promise it is to be answered; empty of all else
 * @param team of a question: by whose hours; empty of all else
 * @param answered of a question that came along with another ticket: whether that one had been answered before it was asked
 */
public record Turn(Instant at, Kind kind, boolean byHand, String topic, String team, Optional<Boolean> answered) {
    private static final String BY_HAND = "*";
    private static final String NEXT = "next";
    private static final String FIRST = "first";

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
        return new Turn(at, Kind.ASKED, byHand, topic, team, Optional.empty());
    }

    static Turn of(Instant at, Kind kind, boolean byHand) {
        return new Turn(at, kind, byHand, "", "", Optional.empty());
    }

    /** A question as another ticket owes it: asked when it was, by the promise that it had. */
    Turn owed(boolean after) {
        return new Turn(at, kind, false, topic, team, Optional.of(answered.orElse(after)));
    }

    /** @return as it is stored; ids of topics and teams have no blanks */
    String written() {
        String word = kind.name().toLowerCase(Locale.ROOT) + (byHand ? BY_HAND : "");
        String asked = kind == Kind.ASKED ? word + " " + topic + " " + team : word;
        return answered.map(after -> asked + " " + at.toEpochMilli() + " " + (after ? NEXT : FIRST)).orElse(asked);
    }

    /** @param at of the event, which a question that came along is older than */
    static Turn read(Instant at, String written) {
        String[] words = written.split(" ", -1);
        boolean owed = words.length > 4;
        return new Turn(owed ? Instant.ofEpochMilli(Long.parseLong(words[3])) : at,
            Kind.valueOf(words[0].replace(BY_HAND, "").toUpperCase(Locale.ROOT)),
            words[0].endsWith(BY_HAND), words.length > 1 ? words[1] : "", words.length > 2 ? words[2] : "",
            owed ? Optional.of(words[4].equals(NEXT)) : Optional.empty());
    }
}
