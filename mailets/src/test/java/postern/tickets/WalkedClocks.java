package postern.tickets;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import postern.desk.Desk;
import postern.desk.Promise;
import postern.desk.WorkCalendar;

/**
 * The clocks of a ticket reckoned as somebody with a calendar on the wall would: minute by minute, asking of each whether people
 * work in it. Shares nothing with {@link ClockReading} but the turns and what desk.yaml says.
 */
public final class WalkedClocks {
    private final Desk desk;
    private final Map<String, Map<LocalDate, boolean[]>> days = new HashMap<>();

    public WalkedClocks(Desk desk) {
        this.desk = desk;
    }

    /** @return when the next answer is due */
    public Optional<Instant> response(List<Turn> turns) {
        Deque<Turn> open = new ArrayDeque<>();
        List<Turn> counted = counted(turns);
        int answers = 0;
        Map<Turn, Integer> before = new IdentityHashMap<>();
        for (Turn turn : counted) {
            if (turn.kind() == Turn.Kind.ASKED) {
                open.add(turn);
                before.put(turn, answers);
            } else {
                open.clear();
                answers += turn.kind() == Turn.Kind.ANSWERED ? 1 : 0;
            }
        }
        return open.stream().map(turn -> walk(turn.team(), turn.at(), turn.answered().orElse(before.get(turn) > 0) ? promise(turn.topic()).nextResponse()
            : promise(turn.topic()).firstResponse())).min(Instant::compareTo);
    }

    /** @return when the ticket is to be done, while it is the desk's turn */
    public Optional<Instant> resolution(List<Turn> turns, String topic, String team) {
        Optional<Duration> promised = promise(topic).resolution();
        List<Instant[]> ours = ours(counted(turns));
        if (promised.isEmpty() || ours.isEmpty() || ours.getLast()[1] != null) {
            return Optional.empty();
        }
        Duration left = promised.get();
        for (Instant[] turn : ours) {
            Instant at = turn[0];
            while (left.isPositive() && (turn[1] == null || at.isBefore(turn[1]))) {
                Instant end = at.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
                Instant stop = turn[1] != null && turn[1].isBefore(end) ? turn[1] : end;
                Duration passes = Duration.between(at, stop);
                if (works(team, at)) {
                    if (passes.compareTo(left) >= 0) {
                        return Optional.of(at.plus(left));
                    }
                    left = left.minus(passes);
                }
                at = stop;
            }
            if (!left.isPositive()) {
                return Optional.of(at);
            }
        }
        throw new IllegalStateException("the last stretch has no end");
    }

    private static List<Instant[]> ours(List<Turn> turns) {
        List<Instant[]> ours = new ArrayList<>();
        for (Turn turn : turns) {
            boolean running = !ours.isEmpty() && ours.getLast()[1] == null;
            Instant floor = ours.size() > (running ? 1 : 0) ? ours.get(ours.size() - (running ? 2 : 1))[1] : Instant.MIN;
            Instant at = turn.at().isBefore(floor) ? floor : turn.at();
            if (turn.kind() == Turn.Kind.ASKED && !running) {
                ours.add(new Instant[] {at, null});
            } else if (turn.kind() == Turn.Kind.ASKED && at.isBefore(ours.getLast()[0])) {
                ours.getLast()[0] = at;
            } else if (turn.kind() != Turn.Kind.ASKED && running) {
                ours.getLast()[1] = at.isBefore(ours.getLast()[0]) ? ours.getLast()[0] : at;
            }
        }
        return ours;
    }

    private static List<Turn> counted(List<Turn> turns) {
        List<Turn> counted = new ArrayList<>(turns);
        for (int undone = first(counted); undone >= 0; undone = first(counted)) {
            counted.remove(undone);
            for (int i = undone - 1; i >= 0; i--) {
                if (counted.get(i).byHand()) {
                    counted.remove(i);
                    i = 0;
                }
            }
        }
        return counted;
    }

    private static int first(List<Turn> turns) {
        for (int i = 0; i < turns.size(); i++) {
            if (turns.get(i).kind() == Turn.Kind.UNDONE) {
                return i;
            }
        }
        return -1;
    }

    private Promise promise(String topic) {
        return desk.topics().containsKey(topic) ? desk.topics().get(topic).promise() : desk.fallbackTopic().promise();
    }

    private Instant walk(String team, Instant from, Duration promised) {
        Instant at = from;
        Duration left = promised;
        while (true) {
            Instant next = at.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
            if (works(team, at)) {
                if (Duration.between(at, next).compareTo(left) >= 0) {
                    return at.plus(left);
                }
                left = left.minus(Duration.between(at, next));
            }
            at = next;
        }
    }

    private boolean works(String team, Instant at) {
        String calendar = desk.teams().containsKey(team) ? desk.teams().get(team).calendar() : desk.catchAllTeam().calendar();
        WorkCalendar known = desk.calendars().get(calendar);
        ZonedDateTime shown = at.atZone(known.zone());
        return days.computeIfAbsent(calendar, id -> new HashMap<>()).computeIfAbsent(shown.toLocalDate(), day -> day(known, day))
            [shown.getHour() * 60 + shown.getMinute()];
    }

    private static boolean[] day(WorkCalendar calendar, LocalDate day) {
        boolean[] minutes = new boolean[24 * 60];
        boolean free = calendar.holidays().contains(day) && !calendar.makeUpDays().containsKey(day);
        for (int minute = 0; minute < minutes.length; minute++) {
            LocalTime time = LocalTime.of(minute / 60, minute % 60);
            minutes[minute] = !free && calendar.week().getOrDefault(calendar.makeUpDays().getOrDefault(day, day.getDayOfWeek()), List.of()).stream()
                .anyMatch(block -> !time.isBefore(block.from()) && (time.isBefore(block.to()) || block.to().equals(LocalTime.MIDNIGHT)));
        }
        return minutes;
    }
}
