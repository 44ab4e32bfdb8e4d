package postern.triage.model;

/**
 * What a model that had not seen an example said of it.
 *
 * @param print of the example's wording
 * @param topic number of the right topic
 * @param given number of the topic that was given
 * @param sureness probability of the topic given, calibrated
 */
record Answer(long print, int topic, int given, float sureness) {
    boolean right() {
        return topic == given;
    }
}
