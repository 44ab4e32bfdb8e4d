package postern.desk;

/**
 * What makes a mail belong to a topic.
 *
 * @param id unique in the desk; stands in reasons
 * @param weight strength among rules of several topics, positive
 * @param owner who answers for it, for people; may be empty
 * @param version counted up by its owner, from 1
 * @param dry whether it only says what it would do
 */
public record Rule(String id, Condition when, int weight, String owner, int version, boolean dry) {
    public Rule {
        if (weight < 1) {
            throw new IllegalArgumentException("rule '" + id + "' has no weight");
        }
    }
}
