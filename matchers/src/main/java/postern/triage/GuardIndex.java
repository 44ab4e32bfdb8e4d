package postern.triage;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which rules are to be asked when a thing is seen in a mail. */
final class GuardIndex {
    private final int[][] byWord;
    private final int[][] byString;
    private final Map<String, int[]> bySender = new HashMap<>();
    private final Map<String, int[]> byRecipient = new HashMap<>();
    private final Map<String, int[]> byHeader = new HashMap<>();
    private final BitSet always = new BitSet();

    /** @param guards of the rules by their number */
    GuardIndex(Vocabulary vocabulary, List<Optional<Guard>> guards) {
        byWord = new int[vocabulary.words()][];
        byString = new int[vocabulary.neededStrings()][];
        for (int rule = 0; rule < guards.size(); rule++) {
            if (guards.get(rule).isEmpty()) {
                always.set(rule);
            } else {
                for (Guard.Key key : guards.get(rule).get().keys()) {
                    place(key, rule);
                }
            }
        }
    }

    private void place(Guard.Key key, int rule) {
        switch (key) {
            case Guard.Word word -> byWord[word.number()] = with(byWord[word.number()], rule);
            case Guard.Needed string -> byString[string.number()] = with(byString[string.number()], rule);
            case Guard.Sender sender -> bySender.merge(sender.entry(), new int[] {rule}, (old, one) -> with(old, rule));
            case Guard.Recipient recipient -> byRecipient.merge(recipient.entry(), new int[] {rule}, (old, one) -> with(old, rule));
            case Guard.Header header -> byHeader.merge(header.name(), new int[] {rule}, (old, one) -> with(old, rule));
        }
    }

    private static int[] with(int[] rules, int rule) {
        int[] grown = rules == null ? new int[1] : java.util.Arrays.copyOf(rules, rules.length + 1);
        grown[grown.length - 1] = rule;
        return grown;
    }

    /** @return all rules that the mail may meet */
    BitSet candidates(Facts facts, Sighting seen) {
        BitSet rules = (BitSet) always.clone();
        seen.words().stream().forEach(word -> add(byWord[word], rules));
        seen.strings().stream().forEach(string -> add(byString[string], rules));
        facts.senders().forEach(address -> addAddress(bySender, address, rules));
        facts.recipients().forEach(address -> addAddress(byRecipient, address, rules));
        if (!byHeader.isEmpty()) {
            facts.letter().headers().keySet().forEach(name -> add(byHeader.get(name), rules));
        }
        return rules;
    }

    private static void addAddress(Map<String, int[]> entries, String address, BitSet rules) {
        add(entries.get(address), rules);
        int at = address.lastIndexOf('@');
        if (at >= 0) {
            add(entries.get(address.substring(at)), rules);
        }
    }

    private static void add(int[] more, BitSet rules) {
        if (more != null) {
            for (int rule : more) {
                rules.set(rule);
            }
        }
    }
}
