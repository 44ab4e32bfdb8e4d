package postern.desk;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How long the mails of finished tickets are kept.
 *
 * @param periods by topic, or {@link #DEFAULT} or {@link #JUNK}; an empty one is for ever
 */
public record Retention(Map<String, Optional<Period>> periods) {
    /** The key of all topics that are not named. */
    public static final String DEFAULT = "default";
    /** The key of tickets that agents called junk, whatever their topic. */
    public static final String JUNK = "junk";

    public Retention {
        periods = Collections.unmodifiableMap(new LinkedHashMap<>(periods));
    }

    public static Retention forEver() {
        return new Retention(Map.of());
    }

    /**
     * @param topic of the ticket
     * @param junk whether agents called the ticket junk
     * @return a ticket that was done before this instant is kept no longer; empty if it is kept for ever
     */
    public Optional<Instant> until(Optional<String> topic, boolean junk, Instant now) {
        Optional<Period> period = junk && periods.containsKey(JUNK) ? periods.get(JUNK)
            : topic.filter(periods::containsKey).map(periods::get).orElseGet(() -> periods.getOrDefault(DEFAULT, Optional.empty()));
        return period.map(time -> now.atZone(ZoneOffset.UTC).minus(time).toInstant());
    }

    /** @return whether nothing is ever deleted for its age */
    public boolean keepsAll() {
        return periods.values().stream().allMatch(Optional::isEmpty);
    }
}
