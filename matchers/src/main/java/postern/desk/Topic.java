package postern.desk;

import java.util.List;
import java.util.Optional;

/**
 * What a mail can be about.
 *
 * @param id ASCII, stable: stands in headers and IMAP keywords
 * @param team id of the team that owns it
 * @param promise first response promised
 * @param priority starting priority
 * @param tier 1, or the tier that tickets of this topic go to at once
 * @param examples phrases of customers, for the classifier
 * @param rules decide the topic, in the order of the file
 * @param suggests name of the template that is proposed as an answer, if one is
 */
public record Topic(String id, Names names, String team, Promise promise, Priority priority, int tier, List<String> examples,
                    List<Rule> rules, Optional<String> suggests) {
    public Topic {
        examples = List.copyOf(examples);
        rules = List.copyOf(rules);
    }

    Topic without(String rule) {
        return new Topic(id, names, team, promise, priority, tier, examples, rules.stream().filter(one -> !one.id().equals(rule)).toList(), suggests);
    }
}
