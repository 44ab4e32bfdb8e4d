package postern.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import postern.desk.Reason;
import postern.triage.Docket;
import postern.triage.Match;

/** Compares what two desks decided about one mail. */
final class Differences {
    private static final String NONE = "-";

    private final Docket then;
    private final Docket now;
    private final List<Difference> found = new ArrayList<>();

    private Differences(Docket then, Docket now) {
        this.then = then;
        this.now = now;
    }

    /**
     * @param then empty if the mail is none of the desk's
     * @param answered when the ticket was really answered
     * @param today what is not answered by now is late
     */
    static List<Difference> of(Optional<Docket> then, Optional<Docket> now, Optional<Instant> answered, Instant today) {
        if (then.isEmpty() || now.isEmpty()) {
            return Stream.of(then, now).flatMap(Optional::stream).map(one -> new Differences(one, one))
                .map(one -> one.difference(now.isPresent() ? Kind.NEWLY_SERVED : Kind.NO_LONGER_SERVED, NONE, NONE, List.of()))
                    .toList();
        }
        if (isTwin(then.get()) && isTwin(now.get())) {
            // A copy makes nothing new, whatever would be made of it.
            return List.of();
        }
        Differences differences = new Differences(then.get(), now.get());
        differences.compare();
        differences.deadlines(answered, today);
        return differences.found;
    }

    private static boolean isTwin(Docket docket) {
        return docket.match().filter(match -> match instanceof Match.Twin).isPresent();
    }

    private void compare() {
        List<Reason> topic = now.classification().map(c -> c.reasons()).orElse(List.of());
        List<Reason> team = now.assignment().map(a -> a.reasons()).orElse(List.of());
        compare(Kind.OTHER_TICKET, matched(then), matched(now), now.match().map(Match::reasons).orElse(List.of()));
        compare(Kind.RECLASSIFIED, then.classification().map(c -> c.topic().id()).orElse(NONE), now.classification()
            .map(c -> c.topic().id()).orElse(NONE), topic);
        compare(Kind.MOVED, then.assignment().map(a -> a.team().id()).orElse(NONE), now.assignment().map(a -> a.team().id())
            .orElse(NONE),
            Stream.concat(topic.stream(), team.stream()).toList());
        compare(Kind.REPRIORITISED, priority(then), priority(now), now.urgency().map(u -> u.reasons()).orElse(List.of()));
        boolean before = then.reply().filter(reply -> reply.due()).isPresent();
        boolean after = now.reply().filter(reply -> reply.due()).isPresent();
        if (before != after) {
            found.add(difference(after ? Kind.NEWLY_ACKNOWLEDGED : Kind.NO_LONGER_ACKNOWLEDGED, reply(then), reply(now),
                now.reply().map(reply -> List.of(reply.reason())).orElse(List.of())));
        }
    }

    private void deadlines(Optional<Instant> answered, Instant today) {
        if (then.urgency().isEmpty() || now.urgency().isEmpty() || then.urgency().get().deadline()
            .equals(now.urgency().get().deadline())) {
            return;
        }
        Instant end = answered.orElse(today);
        Instant before = then.urgency().get().deadline();
        Instant after = now.urgency().get().deadline();
        if (end.isAfter(before) != end.isAfter(after)) {
            found.add(difference(end.isAfter(after) ? Kind.NEWLY_LATE : Kind.NEWLY_IN_TIME, before.toString(), after.toString(),
                now.urgency().get().reasons()));
        }
    }

    private void compare(Kind kind, String before, String after, List<Reason> why) {
        if (!before.equals(after)) {
            found.add(difference(kind, before, after, why));
        }
    }

    private Difference difference(Kind kind, String before, String after, List<Reason> why) {
        return new Difference(kind, now.envelope().mail(), then.match().or(now::match).map(match -> match.ticket().value())
            .orElse(""),
            now.letter().map(letter -> letter.subject()).orElse(""), before, after, why);
    }

    private static String matched(Docket docket) {
        return switch (docket.match().orElse(null)) {
            case null -> NONE;
            case Match.Opened opened -> "opened";
            case Match.Joined joined -> "joined " + joined.ticket().value();
            case Match.Twin twin -> "twin " + twin.ticket().value();
        };
    }

    private static String priority(Docket docket) {
        return docket.urgency().map(urgency -> urgency.priority().name().toLowerCase(Locale.ROOT)).orElse(NONE);
    }

    private static String reply(Docket docket) {
        return docket.reply().map(reply -> reply.reason().code()).orElse(NONE);
    }
}
