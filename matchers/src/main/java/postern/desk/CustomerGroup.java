package postern.desk;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Customers whom rules may ask for by one name.
 *
 * @param id unique in the desk
 * @param source where it stands who they are
 */
public record CustomerGroup(String id, Source source) {
    public sealed interface Source {
    }

    /** @param file CSV; the first column holds an address, or {@code @domain} */
    public record Csv(Path file) implements Source {
    }

    /**
     * A table or view of a database.
     *
     * @param url JDBC
     * @param query with one {@code ?}, the address in lower case; any row means that the customer is in the group
     * @param passwordFile holds the password on its first line
     * @param patience longest time that a mail waits for the answer
     * @param keep how long an answer is taken as true
     */
    public record View(String url, String query, Optional<String> user, Optional<Path> passwordFile, Duration patience,
        Duration keep)
        implements Source {
    }
}
