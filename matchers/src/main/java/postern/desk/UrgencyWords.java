package postern.desk;

import java.util.List;

/**
 * Words that tell that a customer is in a hurry, angry, or in danger; or customers who are not to wait.
 *
 * @param id stands in reasons
 * @param priority a mail with one of the words, or of one of the customers, gets at least this one
 * @param words compared like those of a {@link Rule}
 * @param groups ids of {@link CustomerGroup}s
 */
public record UrgencyWords(String id, Priority priority, List<String> words, List<String> groups) {
    public UrgencyWords {
        words = List.copyOf(words);
        groups = List.copyOf(groups);
    }
}
