package postern.triage;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import postern.desk.Condition;

/** Compares conditions by what they say: which are the same, and which are met whenever another is. */
final class Implication {
    private Implication() {
    }

    /** @return one text for all conditions that say the same in other words or in another order */
    static String canonical(Condition condition) {
        return switch (condition) {
            case Condition.All all -> "all" + parts(all.conditions());
            case Condition.Any any -> "any" + parts(any.conditions());
            case Condition.Not not -> "not(" + canonical(not.condition()) + ")";
            case Condition.Words words -> words.where() + sorted(words.words().stream().map(Folding::fold));
            case Condition.Patterns patterns -> "patterns" + sorted(patterns.patterns().stream());
            case Condition.Headers headers -> "headers" + sorted(headers.patterns().entrySet().stream());
            case Condition.Recipients recipients -> "recipients" + sorted(recipients.addresses().stream());
            case Condition.Senders senders -> "senders" + sorted(senders.addresses().stream());
            case Condition.Languages languages -> "languages" + sorted(languages.tags().stream());
            case Condition.OrderNumbers orders -> "orders" + sorted(orders.patterns().stream());
            case Condition.Groups groups -> "groups" + sorted(groups.groups().stream());
            case Condition.Attachments attachments -> attachments.toString();
            case Condition.Size size -> size.toString();
            case Condition.TicketAge age -> age.toString();
            case Condition.Time time -> time.toString();
        };
    }

    private static String parts(List<Condition> conditions) {
        return sorted(conditions.stream().map(Implication::canonical));
    }

    private static String sorted(Stream<?> parts) {
        return parts.map(String::valueOf).collect(Collectors.toCollection(TreeSet::new)).toString();
    }

    /** @return whether surely every mail that meets one condition meets the other; false if that is not plain to see */
    static boolean implies(Condition one, Condition other) {
        if (other instanceof Condition.All all) {
            return all.conditions().stream().allMatch(part -> implies(one, part));
        }
        if (one instanceof Condition.Any any) {
            return any.conditions().stream().allMatch(part -> implies(part, other));
        }
        return other instanceof Condition.Any wide && wide.conditions().stream().anyMatch(part -> implies(one, part))
            || one instanceof Condition.All narrow && narrow.conditions().stream().anyMatch(part -> implies(part, other))
            || leaf(one, other);
    }

    private static boolean leaf(Condition one, Condition other) {
        return switch (one) {
            case Condition.Words words when other instanceof Condition.Words wide ->
                (wide.where() == Condition.Where.ANYWHERE || wide.where() == words.where())
                && words.words().stream().allMatch(word -> wide.words().stream()
                .anyMatch(part -> holds(Folding.fold(word), Folding.fold(part))));
            case Condition.Patterns patterns when other instanceof Condition.Patterns wide -> wide.patterns()
                .containsAll(patterns.patterns());
            case Condition.Senders senders when other instanceof Condition.Senders wide ->
                addresses(senders.addresses(), wide.addresses());
            case Condition.Recipients recipients when other instanceof Condition.Recipients wide ->
                addresses(recipients.addresses(), wide.addresses());
            case Condition.Languages languages when other instanceof Condition.Languages wide -> languages.tags().stream()
                .allMatch(tag -> wide.tags().stream().anyMatch(tagOfOther -> Conditions.covers(tagOfOther, tag)));
            case Condition.Groups groups when other instanceof Condition.Groups wide -> wide.groups().containsAll(groups.groups());
            default -> one.getClass() == other.getClass() && canonical(one).equals(canonical(other));
        };
    }

    /** A word is found wherever a longer one stands, if blanks do not matter to it or it is the same. */
    private static boolean holds(String longer, String word) {
        return longer.equals(word) || !word.isEmpty() && longer.contains(word)
            && word.chars().allMatch(c -> Folding.unspaced((char) c));
    }

    private static boolean addresses(Collection<String> narrow, Collection<String> wide) {
        return narrow.stream().allMatch(entry -> wide.stream()
            .anyMatch(other -> other.equals(entry) || other.startsWith("@") && entry.endsWith(other)));
    }
}
