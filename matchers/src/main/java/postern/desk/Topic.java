package postern.desk;

import java.util.List;

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
 */
public record Topic(String id, Names names, String team, Promise promise, Priority priority, int tier, List<String> examples,
                    List<Rule> rules) {
    public Topic {
        examples = List.copyOf(examples);
        rules = List.copyOf(rules);
    }
}
