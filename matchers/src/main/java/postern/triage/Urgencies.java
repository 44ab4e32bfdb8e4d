package postern.triage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import postern.desk.Desk;
import postern.desk.Priority;
import postern.desk.Promise;
import postern.desk.Reason;
import postern.desk.UrgencyWords;
import postern.desk.WorkCalendar;

/**
 * Decides how urgent a mail is and until when it must be answered. Made once for a desk.
 *
 * <p>The topic gives the priority to start with; words of urgency raise it to theirs, and so does a ticket that was escalated or
 * is overdue; asking again raises it one step, and asking for the third time makes it urgent. Nothing lowers it. The deadline is the promise of the topic in business time of the team.
 */
final class Urgencies {
    private static final int PATIENCE = 3;

    private final CustomerGroups customers;
    /** The most urgent first. */
    private final List<UrgencyWords> groups;
    private final WordIndex index;
    private final List<List<Use>> uses = new ArrayList<>();

    private record Use(UrgencyWords words, String word) {
    }

    Urgencies(Desk desk, CustomerGroups customers) {
        this.customers = customers;
        this.groups = desk.urgencies().stream().filter(words -> !words.groups().isEmpty())
            .sorted(Comparator.comparing(UrgencyWords::priority).reversed()).toList();
        Map<String, List<Use>> byWord = new LinkedHashMap<>();
        desk.urgencies().forEach(words -> words.words()
            .forEach(word -> byWord.computeIfAbsent(Folding.fold(word), w -> new ArrayList<>()).add(new Use(words, word))));
        index = new WordIndex(byWord.keySet());
        index.words().forEach(word -> uses.add(byWord.get(word)));
    }

    Urgency urgency(Docket docket, Pressure pressure, WorkCalendar calendar) {
        Classification classification = docket.classification().orElseThrow();
        Envelope envelope = docket.envelope();
        Instant receivedAt = envelope.receivedAt();
        List<Reason> reasons = new ArrayList<>();
        Priority start = classification.topic().priority();
        reasons.add(Reason.of("topic-priority", classification.topic().id() + " " + word(start)));
        Priority said = ofGroup(docket, worded(docket, start, reasons), reasons);
        Priority aged = aged(receivedAt, pressure, said, reasons);
        Priority priority = chased(docket.match().orElseThrow(), aged, reasons);
        if (priority != start) {
            // What it would be without the last sign that counted.
            reasons.add(Reason.of("runner-up-priority", word(priority != aged ? aged : aged != said ? said : start)));
        }
        Promise promise = classification.topic().promise();
        Duration response = promise.response(pressure.answered());
        Instant deadline = calendar.after(receivedAt, response);
        String told = promise.id() + " " + plain(response);
        reasons.add(pressure.answered() ? Reason.of("next-promise", told) : Reason.of("promise", told));
        reasons.add(Reason.of("hours", calendar.id()));
        reasons.add(Reason.of("deadline", Reckoning.of(calendar, receivedAt, response, deadline)));
        return new Urgency(priority, deadline, reasons);
    }

    private Priority worded(Docket docket, Priority start, List<Reason> reasons) {
        Priority priority = start;
        for (Use use : found(docket.folded().orElseThrow())) {
            if (use.words().priority().compareTo(priority) > 0) {
                priority = use.words().priority();
                reasons.add(Reason.of("urgent-word", use.words().id() + ":" + use.word()));
            }
        }
        return priority;
    }

    /** Groups that could not raise it any more are not asked. */
    private Priority ofGroup(Docket docket, Priority before, List<Reason> reasons) {
        for (UrgencyWords raising : groups) {
            for (String group : raising.priority().compareTo(before) > 0 ? raising.groups() : List.<String>of()) {
                CustomerGroups.Membership membership = customers.of(group, Facts.senders(docket.letter().orElseThrow(), docket.envelope()));
                membership.trouble().ifPresent(reasons::add);
                if (membership.member()) {
                    reasons.add(Reason.of("urgent-group", raising.id() + ":" + group));
                    return raising.priority();
                }
            }
        }
        return before;
    }

    /** What went to specialists, or was let lie too long, is not routine any more. */
    private static Priority aged(Instant receivedAt, Pressure pressure, Priority before, List<Reason> reasons) {
        Priority priority = before;
        if (pressure.tier() > 1) {
            reasons.add(Reason.of("tier", Integer.toString(pressure.tier())));
            priority = higher(priority, Level.atLeast(pressure.tier()).orElseThrow());
        }
        if (pressure.due().filter(due -> due.isBefore(receivedAt)).isPresent()) {
            reasons.add(Reason.of("overdue", plain(Duration.between(pressure.due().get(), receivedAt))));
            priority = higher(priority, Priority.HIGH);
        }
        return priority;
    }

    private static Priority chased(Match match, Priority before, List<Reason> reasons) {
        int chasers = match instanceof Match.Joined joined ? joined.chasers() : 0;
        if (chasers == 0) {
            return before;
        }
        reasons.add(Reason.of("chaser", Integer.toString(chasers)));
        return chasers >= PATIENCE ? Priority.URGENT : Priority.values()[Math.min(before.ordinal() + 1, Priority.URGENT.ordinal())];
    }

    private static Priority higher(Priority one, Priority other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** In the order of the mail, each once. */
    private List<Use> found(Folded mail) {
        List<Use> found = new ArrayList<>();
        BitSet seen = new BitSet();
        IntConsumer first = word -> {
            if (!seen.get(word)) {
                seen.set(word);
                found.addAll(uses.get(word));
            }
        };
        index.find(mail.subject(), first);
        index.find(mail.text(), first);
        return found;
    }

    /** {@code 1 h 30 min}, as desk.yaml writes it. */
    static String plain(Duration time) {
        List<String> parts = new ArrayList<>();
        if (time.toHours() > 0) {
            parts.add(time.toHours() + " h");
        }
        if (time.toMinutesPart() > 0) {
            parts.add(time.toMinutesPart() + " min");
        }
        if (time.toSecondsPart() > 0 || parts.isEmpty()) {
            parts.add(time.toSecondsPart() + " s");
        }
        return String.join(" ", parts);
    }

    private static String word(Priority priority) {
        return priority.name().toLowerCase(Locale.ROOT);
    }
}
