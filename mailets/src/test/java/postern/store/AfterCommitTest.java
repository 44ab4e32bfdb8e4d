package postern.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a unit of work wants done when it is on the disk. */
class AfterCommitTest {
    @TempDir
    Path directory;
    private Store store;

    @BeforeEach
    void open() {
        store = SqliteStore.open(directory.resolve("postern.db"), new SimpleMeterRegistry());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void isDoneBeforeTheCallerGoesOnAndNeverForAUnitThatIsUndone() {
        List<String> followed = new CopyOnWriteArrayList<>();
        store.writeAndWait(connection -> {
            store.afterCommit(() -> followed.add("waited for"));
            return null;
        });
        assertThat(followed).containsExactly("waited for");
        CompletableFuture<Object> written = store.write(connection -> {
            store.afterCommit(() -> followed.add("beside"));
            return null;
        });
        assertThat(written.thenApply(done -> List.copyOf(followed)).join()).containsExactly("waited for", "beside");
        assertThatThrownBy(() -> store.writeAndWait(connection -> {
            store.afterCommit(() -> followed.add("never"));
            throw new IllegalStateException("undone");
        })).hasMessage("undone");
        assertThat(followed).doesNotContain("never");
        assertThatThrownBy(() -> store.afterCommit(() -> followed.add("outside"))).isInstanceOf(IllegalStateException.class);
    }
}
