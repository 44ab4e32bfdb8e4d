package postern.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.store.SqliteStore;
import postern.store.Store;

class SqlMessageIdsTest {
    @Test
    void whatTakesAMailsPlaceSortsWhereItDidAlsoAmongMailsOfOneMoment(@TempDir Path home) {
        try (Store store = SqliteStore.open(home.resolve("postern.db"), new SimpleMeterRegistry())) {
            SqlMessageIds ids = new SqlMessageIds(store, Clock.fixed(Instant.parse("2026-11-22T08:00:00Z"), ZoneOffset.UTC));
            long first = ids.generate().value();
            long second = ids.generate().value();
            long instead = store.writeAndWait(connection -> SqlMessageIds.inPlaceOf(connection, second));
            assertThat(instead).isStrictlyBetween(first, second);
            store.writeAndWait(connection -> Sql.update(connection, "INSERT INTO mailbox_mail (id, prefix, body) VALUES (?, x'', ?)", instead,
                store.bodies().put(connection, new byte[1])));
            assertThat(store.<Long>writeAndWait(connection -> SqlMessageIds.inPlaceOf(connection, second))).as("another one").isStrictlyBetween(first, instead);
            assertThat(ids.generate().value()).isGreaterThan(second);
        }
    }
}
