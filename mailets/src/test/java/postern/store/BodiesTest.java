package postern.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guarantee 4 of the store: bodies are stored once and live as long as rows refer to them. */
class BodiesTest {
    private static final byte[] MAIL = "Subject: 订单\r\n\r\n您好，我要退货。\r\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;
    private Store store;

    @BeforeEach
    void open() {
        store = SqliteStore.open(directory.resolve("postern.db"), new SimpleMeterRegistry());
        store.migrate(new Schema("boxes", List.of("create table box (id integer primary key, body blob);"
            + Store.Bodies.countedBy("box", "body"))));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4096, SqliteBodies.PART - 1, SqliteBodies.PART, SqliteBodies.PART + 1, 3 * SqliteBodies.PART, 3_000_001})
    void aBodyOfAnySizeComesBackAsItWas(int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        byte[] hash = store.writeAndWait(connection -> store.bodies().put(connection, content));
        assertThat(store.<byte[]>read(connection -> store.bodies().get(connection, hash))).isEqualTo(content);
        assertThat(store.<Long>read(connection -> store.bodies().size(connection, hash))).isEqualTo(size);
        try (InputStream in = store.bodies().open(hash)) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
    }

    @Test
    void theSameContentIsStoredOnce() {
        byte[] first = put(1, MAIL);
        byte[] second = put(2, MAIL.clone());
        assertThat(second).isEqualTo(first);
        assertThat(count("select count(*) from body")).isEqualTo(1);
    }

    @Test
    void aBodyGoesWhenTheLastRowThatReferredToItIsGone() {
        put(1, MAIL);
        put(2, MAIL);
        sql("delete from box where id = 1");
        assertThat(collect()).isZero();
        sql("delete from box where id = 2");
        assertThat(collect()).isEqualTo(1);
        assertThat(count("select count(*) from body_part")).isZero();
    }

    @Test
    void replacingAndChangingRowsCountsToo() {
        byte[] kept = put(1, MAIL);
        put(2, new byte[] {1});
        store.writeAndWait(connection -> {
            try (PreparedStatement replace = connection.prepareStatement("insert or replace into box(id, body) values (2, ?)")) {
                replace.setBytes(1, kept);
                return replace.executeUpdate();
            }
        });
        assertThat(collect()).isEqualTo(1);
        sql("update box set body = null where id = 1");
        assertThat(collect()).isZero();
        sql("update box set body = null where id = 2");
        assertThat(collect()).isEqualTo(1);
    }

    @Test
    void aBodyThatCameBackBeforeItWasCollectedStays() {
        put(1, MAIL);
        sql("delete from box");
        byte[] hash = put(2, MAIL);
        assertThat(collect()).isZero();
        assertThat(store.<byte[]>read(connection -> store.bodies().get(connection, hash))).isEqualTo(MAIL);
    }

    @Test
    void aRowCannotReferToABodyThatIsNotThere() {
        assertThatThrownBy(() -> sql("insert into box(id, body) values (1, x'00')")).hasMessageContaining("no such body");
        assertThat(count("select count(*) from box")).isZero();
    }

    @Test
    void aMissingBodyIsAnIoExceptionWhileReading() {
        assertThatThrownBy(() -> store.bodies().open(new byte[32]).read()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.read(connection -> store.bodies().get(connection, new byte[32])))
            .isInstanceOf(StoreException.class);
        assertThat(store.<Long>read(connection -> store.bodies().size(connection, new byte[32]))).isEqualTo(-1);
    }

    private byte[] put(int id, byte[] content) {
        return store.writeAndWait(connection -> {
            byte[] hash = store.bodies().put(connection, content);
            try (PreparedStatement insert = connection.prepareStatement("insert into box(id, body) values (?, ?)")) {
                insert.setInt(1, id);
                insert.setBytes(2, hash);
                insert.executeUpdate();
            }
            return hash;
        });
    }

    private int collect() {
        return store.writeAndWait(connection -> store.bodies().collect(connection, 100));
    }

    private void sql(String sql) {
        store.writeAndWait(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                return statement.executeUpdate();
            }
        });
    }

    private int count(String sql) {
        return store.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql); ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        });
    }
}
