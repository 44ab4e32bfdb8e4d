package postern.desk;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;

/**
 * Conditions that make a mail belong to a topic. Within one list any entry may match; all lists that are not empty must match.
 *
 * @param id unique in the desk; stands in reasons
 * @param words found in subject or new text, compared width- and case-blind, Chinese words without blanks
 * @param patterns RE2/J, over subject and new text
 * @param headers header name in lower case to a pattern over its decoded value
 * @param recipients addresses of ours, or {@code @domain}
 * @param senders addresses, or {@code @domain}
 * @param languages BCP 47 tags; {@code zh} covers {@code zh-Hans} and {@code zh-Hant}
 * @param weight strength among rules of several topics, positive
 */
public record Rule(String id, List<String> words, List<Pattern> patterns, Map<String, Pattern> headers, List<String> recipients,
                   List<String> senders, List<String> languages, int weight) {
    public Rule {
        if (weight < 1) {
            throw new IllegalArgumentException("rule '" + id + "' has no weight");
        }
        words = List.copyOf(words);
        patterns = List.copyOf(patterns);
        headers = Map.copyOf(headers);
        recipients = List.copyOf(recipients);
        senders = List.copyOf(senders);
        languages = List.copyOf(languages);
    }
}
