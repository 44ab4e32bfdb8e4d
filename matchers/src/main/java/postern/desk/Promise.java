package postern.desk;

import java.time.Duration;

/**
 * What a customer of a topic is promised (SLA): a first response within so much business time.
 *
 * @param id name in desk.yaml
 * @param firstResponse business time, positive
 */
public record Promise(String id, Duration firstResponse) {
    public Promise {
        if (firstResponse.isNegative() || firstResponse.isZero()) {
            throw new IllegalArgumentException("promise '" + id + "' must be a positive duration");
        }
    }
}
