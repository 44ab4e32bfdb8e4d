package postern.replies;

import java.util.Optional;
import postern.desk.Team;

/** The templates that a desk's people have saved. */
public interface Templates {
    /**
     * Looks among the team's own, then among those of all teams. A template of this name with the language behind a dot is preferred:
     * {@code refund.zh}, {@code refund.en}. Of two with one name the later one holds. One with mistakes is none.
     *
     * @param name case does not matter
     * @param language BCP 47
     */
    Optional<Template> find(Team team, String name, String language);
}
