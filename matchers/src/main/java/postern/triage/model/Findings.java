package postern.triage.model;

import java.util.List;

/**
 * A model as people read it.
 *
 * @param topics in the order of their ids
 * @param examples from which it learned
 * @param grams words, pairs, pieces and runs that it knows
 * @param accuracy part of right answers when each example is answered by a model that has not seen it
 * @param threshold probability from which on an answer counts
 * @param coverage part of the examples whose answer counts
 * @param precision part of right answers among those
 * @param confusion by topic (row): how often its examples got which topic (column), each answered by a model that has not seen it
 */
public record Findings(List<OfTopic> topics, int examples, int grams, double accuracy, double threshold, double coverage, double precision,
                       List<List<Integer>> confusion) {
    public Findings {
        topics = List.copyOf(topics);
        confusion = confusion.stream().map(List::copyOf).toList();
    }

    /**
     * @param phrases examples from the desk's file
     * @param corrections examples from agents
     * @param found part of its examples that were found
     * @param right part of the answers with this topic that were right; 0 if there were none
     * @param signs what speaks most for it
     */
    public record OfTopic(String topic, int phrases, int corrections, double found, double right, List<String> signs) {
        public OfTopic {
            signs = List.copyOf(signs);
        }
    }
}
