package postern.desk;

import java.util.List;

/**
 * Words that tell that a customer is in a hurry, angry, or in danger.
 *
 * @param id stands in reasons
 * @param priority a mail with one of the words gets at least this one
 * @param words compared like those of a {@link Rule}
 */
public record UrgencyWords(String id, Priority priority, List<String> words) {
    public UrgencyWords {
        words = List.copyOf(words);
    }
}
