package postern.desk;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Optional;

/**
 * What agents do not promise to customers.
 *
 * @param id unique in the desk
 * @param words compared like those of a {@link Rule}
 * @param patterns RE2/J, case aside
 * @param hint what to write instead, for agents
 */
public record ForbiddenPromise(String id, List<String> words, List<Pattern> patterns, Optional<Names> hint) {
    public ForbiddenPromise {
        words = List.copyOf(words);
        patterns = List.copyOf(patterns);
    }
}
