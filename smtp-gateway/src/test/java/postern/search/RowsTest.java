package postern.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.store.SqliteStore;
import postern.store.Store;

/** Which mails are news to an index. */
class RowsTest {
    @TempDir
    private Path home;

    @Test
    void anIndexWhoseNextChangeIsForgottenIsOutdated() {
        try (Store store = SqliteStore.open(home.resolve("postern.db"), new SimpleMeterRegistry())) {
            store.writeAndWait(connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("CREATE TABLE mailbox_feed (position INTEGER PRIMARY KEY, mail INTEGER NOT NULL, gone INTEGER NOT NULL)");
                    statement.execute("CREATE TABLE mailbox_entry (folder INTEGER, uid INTEGER, mail INTEGER, thread INTEGER, modseq INTEGER,"
                        + " flags INTEGER, keywords TEXT, received INTEGER, saved INTEGER, size INTEGER)");
                    statement.execute("CREATE INDEX mailbox_entry_mail ON mailbox_entry (mail)");
                    statement.execute("INSERT INTO mailbox_feed VALUES (7, 70, 0), (8, 80, 1), (9, 90, 0)");
                }
                return null;
            });
            assertThat(Rows.ofNews(store, 1, 9).news()).isEmpty();
            assertThat(Rows.ofNews(store, 1, 7).news()).containsExactly(90L);
            assertThat(Rows.ofNews(store, 1, 6).news()).containsExactlyInAnyOrder(70L, 90L);
            assertThatThrownBy(() -> Rows.ofNews(store, 1, 5)).isInstanceOf(Rows.Outdated.class);
        }
    }
}
