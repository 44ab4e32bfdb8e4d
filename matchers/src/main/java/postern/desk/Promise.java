package postern.desk;

import java.time.Duration;
import java.util.Optional;

/**
 * What a customer of a topic is promised (SLA), in business time.
 *
 * @param id name in desk.yaml
 * @param firstResponse from the first mail to the first answer of a person
 * @param nextResponse from a mail that comes after an answer to the next answer
 * @param resolution from the first mail until the ticket is done, without the time in which it is the customer's turn; empty: none
 * @param tellsMissed whether a customer who was told a time hears a new one when the first answer is late
 */
public record Promise(String id, Duration firstResponse, Duration nextResponse, Optional<Duration> resolution, boolean tellsMissed) {
    public Promise {
        if (!firstResponse.isPositive() || !nextResponse.isPositive() || resolution.filter(time -> !time.isPositive()).isPresent()) {
            throw new IllegalArgumentException("promise '" + id + "' must be a positive duration");
        }
        if (resolution.filter(time -> time.compareTo(firstResponse) < 0).isPresent()) {
            throw new IllegalArgumentException("promise '" + id + "' ends before its first answer is due");
        }
    }

    /** Of answers alone: each further one within the time of the first. */
    public Promise(String id, Duration response) {
        this(id, response, response, Optional.empty(), true);
    }

    /** @param answered whether a person has answered the ticket before */
    public Duration response(boolean answered) {
        return answered ? nextResponse : firstResponse;
    }
}
