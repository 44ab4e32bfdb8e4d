package postern.desk;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an agent works on, and when.
 *
 * @param topics ids of topics; empty for all that the team has
 * @param calendar id of the agent's own hours; empty for those of the team
 * @param absent days on which the agent is away, in the zone of the hours
 */
public record Duty(List<String> topics, Optional<String> calendar, SortedSet<LocalDate> absent) {
    /** On everything, whenever the team works. */
    public static final Duty ALWAYS = new Duty(List.of(), Optional.empty(), Collections.emptyNavigableSet());

    public Duty {
        topics = List.copyOf(topics);
        NavigableSet<LocalDate> days = new TreeSet<>(absent);
        absent = Collections.unmodifiableNavigableSet(days);
    }
}
