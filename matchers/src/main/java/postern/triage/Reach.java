package postern.triage;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import postern.desk.Condition;
import postern.desk.Desk;

/** Tells of conditions why no mail of this desk can meet them, as far as that is plain to see. */
final class Reach {
    private final Desk desk;

    Reach(Desk desk) {
        this.desk = desk;
    }

    /** @return why; empty if a mail may meet it */
    Optional<String> never(Condition condition) {
        return switch (condition) {
            case Condition.All all -> {
                List<Condition> parts = all.conditions().stream().flatMap(Reach::flat).toList();
                yield parts.stream().flatMap(part -> never(part).stream()).findFirst().or(() -> against(parts));
            }
            case Condition.Any any -> any.conditions().stream().allMatch(part -> never(part).isPresent())
                ? never(any.conditions().getFirst()) : Optional.empty();
            case Condition.Recipients recipients -> recipients.addresses().stream().noneMatch(this::served)
                ? Optional.of("mail to " + String.join(", ", recipients.addresses()) + " does not come to this desk")
                : Optional.empty();
            case Condition.Size size -> tooLarge(size.bytes(), "mails");
            case Condition.Attachments attachments -> tooLarge(attachments.bytes(), "attachments");
            default -> Optional.empty();
        };
    }

    private static Stream<Condition> flat(Condition condition) {
        return condition instanceof Condition.All all ? all.conditions().stream().flatMap(Reach::flat) : Stream.of(condition);
    }

    private static Optional<String> against(List<Condition> parts) {
        for (int i = 0; i < parts.size(); i++) {
            for (Condition other : parts) {
                Optional<String> why = against(parts.get(i), other);
                if (why.isPresent()) {
                    return why;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> against(Condition one, Condition other) {
        if (one instanceof Condition.Not not && Implication.implies(other, not.condition())) {
            return Optional.of("what 'not' excludes is what the rule asks for");
        }
        if (one instanceof Condition.Languages some && other instanceof Condition.Languages others && some.tags().stream()
            .noneMatch(tag -> others.tags().stream().anyMatch(another -> Conditions.covers(tag, another)
            || Conditions.covers(another, tag)))) {
            return Optional.of("a mail has one language, not both " + some.tags() + " and " + others.tags());
        }
        if (one instanceof Condition.Time time && other instanceof Condition.Time another && time.working().isPresent()
            && another.working().isPresent()
            && !time.working().equals(another.working())) {
            return Optional.of("nobody works in free hours");
        }
        return Optional.empty();
    }

    private Optional<String> tooLarge(Condition.Bounds<Long> bytes, String what) {
        return bytes.over().filter(over -> over >= desk.edge().messageSize())
            .map(over -> what + " over " + over + " octets are refused (edge: message-size is " + desk.edge().messageSize() + ")");
    }

    private boolean served(String entry) {
        return entry.startsWith("@") ? entry.substring(1).equalsIgnoreCase(desk.domain())
            || desk.addresses().keySet().stream().anyMatch(address -> address.endsWith(entry)) : Addresses.forDesk(desk, entry);
    }
}
