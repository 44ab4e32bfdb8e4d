package postern.triage;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import postern.desk.Condition;

/**
 * Things of which a mail must hold at least one for a condition to be met.
 *
 * @param frequency how many mails hold one of them, estimated, from 0 to 1: only a difference of tens matters
 */
record Guard(List<Key> keys, double frequency) {
    private static final double ADDRESS = 0.0001;
    private static final double DOMAIN = 0.001;
    private static final double OWN_HEADER = 0.01;
    private static final double COMMON_HEADER = 0.9;
    private static final double RECIPIENT = 0.2;

    /** One such thing. */
    sealed interface Key {
    }

    record Word(int number) implements Key {
    }

    record Needed(int number) implements Key {
    }

    record Sender(String entry) implements Key {
    }

    record Recipient(String entry) implements Key {
    }

    record Header(String name) implements Key {
    }

    /** @return empty: the condition may be met by a mail that holds nothing */
    static Optional<Guard> of(Condition condition, Vocabulary.Writer writer) {
        return switch (condition) {
            case Condition.All all -> all.conditions().stream().flatMap(part -> of(part, writer).stream())
                .min(Comparator.comparingDouble(Guard::frequency));
            case Condition.Any any -> {
                List<Optional<Guard>> parts = any.conditions().stream().map(part -> of(part, writer)).toList();
                yield parts.stream().allMatch(Optional::isPresent) ? Optional.of(sum(parts.stream().map(Optional::orElseThrow)))
                    : Optional.empty();
            }
            case Condition.Words words -> Optional.of(sum(words.words().stream()
                .map(word -> new Guard(List.of(new Word(writer.word(word))), rarity(Folding.fold(word))))));
            case Condition.Patterns patterns -> patterns(patterns.patterns(), writer);
            case Condition.Headers headers -> Optional.of(sum(headers.patterns().keySet().stream()
                .map(name -> new Guard(List.of(new Header(name)), name.startsWith("x-") ? OWN_HEADER : COMMON_HEADER))));
            case Condition.Senders senders -> Optional.of(sum(senders.addresses().stream()
                .map(entry -> new Guard(List.of(new Sender(entry)), entry.startsWith("@") ? DOMAIN : ADDRESS))));
            case Condition.Recipients recipients -> Optional.of(sum(recipients.addresses().stream()
                .map(entry -> new Guard(List.of(new Recipient(entry)), RECIPIENT))));
            case Condition.Not not -> Optional.empty();
            case Condition.Languages languages -> Optional.empty();
            case Condition.Attachments attachments -> Optional.empty();
            case Condition.Size size -> Optional.empty();
            case Condition.OrderNumbers orders -> Optional.empty();
            case Condition.Groups groups -> Optional.empty();
            case Condition.TicketAge age -> Optional.empty();
            case Condition.Time time -> Optional.empty();
        };
    }

    private static Optional<Guard> patterns(List<Pattern> patterns, Vocabulary.Writer writer) {
        List<Guard> guards = new ArrayList<>();
        for (Pattern pattern : patterns) {
            int[] needs = writer.needs(pattern);
            if (needs.length == 0) {
                return Optional.empty();
            }
            for (int need : needs) {
                guards.add(new Guard(List.of(new Needed(need)), rarity(writer.neededString(need))));
            }
        }
        return Optional.of(sum(guards.stream()));
    }

    private static Guard sum(Stream<Guard> parts) {
        List<Guard> all = parts.toList();
        return new Guard(all.stream().flatMap(part -> part.keys().stream()).distinct().toList(),
            all.stream().mapToDouble(Guard::frequency).sum());
    }

    /** Each further letter makes a word rarer, each further Chinese character much rarer. */
    private static double rarity(String folded) {
        int telling = folded.chars().map(c -> Folding.unspaced((char) c) ? 2 : 1).sum();
        return Math.pow(0.5, Math.min(telling, 12));
    }
}
