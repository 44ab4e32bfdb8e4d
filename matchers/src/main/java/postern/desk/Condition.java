package postern.desk;

import com.google.re2j.Pattern;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a rule asks of a mail. Of each list one entry is enough. */
public sealed interface Condition {
    /** Where words are looked for. */
    enum Where { ANYWHERE, SUBJECT, TEXT }

    /** @return whether it can be met by a further mail of an old ticket only */
    default boolean asksForAge() {
        return this instanceof TicketAge
            || this instanceof All all && all.conditions().stream().anyMatch(Condition::asksForAge)
            || this instanceof Any any && any.conditions().stream().anyMatch(Condition::asksForAge);
    }

    record All(List<Condition> conditions) implements Condition {
        public All {
            conditions = List.copyOf(conditions);
        }
    }

    record Any(List<Condition> conditions) implements Condition {
        public Any {
            conditions = List.copyOf(conditions);
        }
    }

    record Not(Condition condition) implements Condition {
    }

    /** @param words compared width- and case-blind, Chinese words without blanks */
    record Words(Where where, List<String> words) implements Condition {
        public Words {
            words = List.copyOf(words);
        }
    }

    /** @param patterns RE2/J, over subject and new text */
    record Patterns(List<Pattern> patterns) implements Condition {
        public Patterns {
            patterns = List.copyOf(patterns);
        }
    }

    /** @param patterns by header name in lower case, over its decoded value */
    record Headers(Map<String, Pattern> patterns) implements Condition {
        public Headers {
            patterns = Map.copyOf(patterns);
        }
    }

    /** @param addresses of ours, or {@code @domain} */
    record Recipients(List<String> addresses) implements Condition {
        public Recipients {
            addresses = List.copyOf(addresses);
        }
    }

    /** @param addresses of customers, or {@code @domain} */
    record Senders(List<String> addresses) implements Condition {
        public Senders {
            addresses = List.copyOf(addresses);
        }
    }

    /** @param tags BCP 47; {@code zh} covers {@code zh-Hans} and {@code zh-Hant} */
    record Languages(List<String> tags) implements Condition {
        public Languages {
            tags = List.copyOf(tags);
        }
    }

    /**
     * One attachment for which all of it holds.
     *
     * @param names over the file name; empty: any name
     * @param types media types, {@code image/*} for all of a kind; empty: any type
     */
    record Attachments(List<Pattern> names, List<String> types, Bounds<Long> bytes) implements Condition {
        public Attachments {
            names = List.copyOf(names);
            types = List.copyOf(types);
        }
    }

    /** The octets of the whole mail. */
    record Size(Bounds<Long> bytes) implements Condition {
    }

    /** @param patterns over an order number of the mail, found by the desk's own patterns */
    record OrderNumbers(List<Pattern> patterns) implements Condition {
        public OrderNumbers {
            patterns = List.copyOf(patterns);
        }
    }

    /** @param groups ids of {@link CustomerGroup}s, one of which the sender is in */
    record Groups(List<String> groups) implements Condition {
        public Groups {
            groups = List.copyOf(groups);
        }
    }

    /** The time since the ticket of the mail was opened; a mail without an earlier ticket has none. */
    record TicketAge(Bounds<Duration> age) implements Condition {
    }

    /**
     * When the mail came, by the calendar of the topic's team. All that is given must hold.
     *
     * @param working whether somebody works then
     * @param days empty: any
     * @param dates empty: any
     */
    record Time(Optional<Boolean> working, Set<DayOfWeek> days, NavigableSet<LocalDate> dates) implements Condition {
        public Time {
            days = Collections.unmodifiableSet(days.isEmpty() ? EnumSet.noneOf(DayOfWeek.class) : EnumSet.copyOf(days));
            dates = Collections.unmodifiableNavigableSet(new TreeSet<>(dates));
        }
    }

    /**
     * @param over it is more than this, if given
     * @param under it is less than this, if given
     */
    record Bounds<T extends Comparable<T>>(Optional<T> over, Optional<T> under) {
        public boolean hold(T value) {
            return over.filter(least -> value.compareTo(least) <= 0).isEmpty()
                && under.filter(most -> value.compareTo(most) >= 0).isEmpty();
        }

        public boolean isOpen() {
            return over.isEmpty() && under.isEmpty();
        }
    }
}
