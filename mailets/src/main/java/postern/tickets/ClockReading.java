package postern.tickets;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import postern.desk.Desk;
import postern.desk.Promise;
import postern.desk.Team;
import postern.desk.Topic;
import postern.desk.WorkCalendar;

/**
 * What the clocks of a ticket show: folded from its turns alone, so that whoever has the turns and the desk can do the sum again.
 * The deadlines that are stored with tickets are a cache of it.
 *
 * <p>The customer waits from the first mail that nobody has answered: the first response is due before a person has ever answered
 * the ticket, the next response after. Promise and hours are those of the topic and team that the question had when it came, because
 * that is what the customer was told; asking again gains the desk no time, and neither does a merge. An answer stops the clock, and so
 * does Done.
 *
 * <p>The resolution counts business time from the first mail on while it is the desk's turn, in all, by the promise of the ticket's
 * topic and the hours of its team as they are now. It pauses in Waiting and in Done, and goes on where it stopped.
 *
 * @param state whose turn it is, by the turns
 * @param answered whether a person has ever answered
 * @param response when the next answer is due; empty if none is
 * @param resolution when the ticket is to be done; empty while it pauses, or if nothing of that kind is promised
 */
public record ClockReading(Ticket.State state, boolean answered, Optional<Due> response, Optional<Due> resolution) {
    /** Which clock. */
    public enum Clock { FIRST_RESPONSE, NEXT_RESPONSE, RESOLUTION }

    /** @param since when the customer began to wait */
    public record Due(Clock clock, Instant since, Instant deadline) {
    }

    /** @return what is due first */
    public Optional<Due> nearest() {
        return Stream.concat(response.stream(), resolution.stream()).min(Comparator.comparing(Due::deadline));
    }

    /**
     * @param turns in the order in which they were written down
     * @param topic the ticket's; one that the desk has no longer counts as the fallback topic
     * @param team the ticket's; one that the desk has no longer counts as the catch-all team
     */
    public static ClockReading of(List<Turn> turns, Optional<String> topic, Optional<String> team, Desk desk) {
        Fold fold = new Fold(desk);
        standing(turns).forEach(fold::take);
        Optional<Duration> promised = topic(topic.orElse(""), desk).promise().resolution();
        return new ClockReading(fold.state, fold.answered, Optional.ofNullable(fold.response),
            promised.flatMap(time -> fold.resolution(time, hours(team.orElse(""), desk))));
    }

    /** @return the questions that nobody has answered, each with the promise it was asked by */
    static List<Turn> waiting(List<Turn> turns) {
        List<Turn> waiting = new ArrayList<>();
        boolean answered = false;
        for (Turn turn : standing(turns)) {
            if (turn.kind() == Turn.Kind.ASKED) {
                waiting.add(turn.owed(answered));
            } else {
                waiting.clear();
                answered = answered || turn.kind() == Turn.Kind.ANSWERED;
            }
        }
        return waiting;
    }

    /** The turns that count: without those that were taken back. */
    private static List<Turn> standing(List<Turn> turns) {
        List<Turn> standing = new ArrayList<>();
        for (Turn turn : turns) {
            if (turn.kind() != Turn.Kind.UNDONE) {
                standing.add(turn);
            } else {
                for (int i = standing.size() - 1; i >= 0; i--) {
                    if (standing.get(i).byHand()) {
                        standing.remove(i);
                        break;
                    }
                }
            }
        }
        return standing;
    }

    private static Topic topic(String id, Desk desk) {
        return desk.topics().getOrDefault(id, desk.fallbackTopic());
    }

    private static WorkCalendar hours(String team, Desk desk) {
        Team known = desk.teams().getOrDefault(team, desk.catchAllTeam());
        return desk.calendarOf(known);
    }

    /** A stretch in which it was the desk's turn. */
    private record Stretch(Instant from, Instant to) {
    }

    private static final class Fold {
        private final Desk desk;
        private final List<Stretch> past = new ArrayList<>();
        private Ticket.State state = Ticket.State.OPEN;
        private boolean answered;
        private Due response;
        /** Since when it is the desk's turn; null if it is not. */
        private Instant since;

        Fold(Desk desk) {
            this.desk = desk;
        }

        void take(Turn turn) {
            switch (turn.kind()) {
                case ASKED -> ask(turn);
                case ANSWERED -> {
                    rest(Ticket.State.WAITING, turn.at());
                    answered = true;
                }
                case DONE -> rest(Ticket.State.DONE, turn.at());
                case UNDONE -> throw new IllegalArgumentException("what was taken back does not count");
            }
        }

        private void ask(Turn turn) {
            Promise promise = topic(turn.topic(), desk).promise();
            boolean after = turn.answered().orElse(answered);
            Instant deadline = hours(turn.team(), desk).after(turn.at(), promise.response(after));
            Instant from = since == null || turn.at().isBefore(since) ? turn.at() : since;
            // A mail may come to its ticket later than an answer that was written after it.
            Instant before = past.isEmpty() ? Instant.MIN : past.getLast().to();
            since = from.isBefore(before) ? before : from;
            state = Ticket.State.OPEN;
            if (response == null || deadline.isBefore(response.deadline())) {
                response = new Due(after ? Clock.NEXT_RESPONSE : Clock.FIRST_RESPONSE, turn.at(), deadline);
            }
        }

        private void rest(Ticket.State rest, Instant at) {
            if (since != null) {
                past.add(new Stretch(since, at.isBefore(since) ? since : at));
                since = null;
            }
            state = rest;
            response = null;
        }

        Optional<Due> resolution(Duration promised, WorkCalendar hours) {
            if (since == null) {
                return Optional.empty();
            }
            Duration left = promised;
            Instant begin = past.isEmpty() ? since : past.getFirst().from();
            for (Stretch stretch : past) {
                Duration worked = hours.between(stretch.from(), stretch.to());
                if (worked.compareTo(left) >= 0) {
                    return Optional.of(new Due(Clock.RESOLUTION, begin, hours.after(stretch.from(), left)));
                }
                left = left.minus(worked);
            }
            return Optional.of(new Due(Clock.RESOLUTION, begin, hours.after(since, left)));
        }
    }
}
