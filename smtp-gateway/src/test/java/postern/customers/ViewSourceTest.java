package postern.customers;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.desk.CustomerGroup;

/** How connections to a customers' database are kept. */
class ViewSourceTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path directory;
    private final Watched driver = new Watched();
    private final AtomicLong nanos = new AtomicLong();

    @BeforeEach
    void register() throws SQLException {
        DriverManager.registerDriver(driver);
    }

    @AfterEach
    void deregister() throws SQLException {
        DriverManager.deregisterDriver(driver);
    }

    /** After a quiet night the peer is often gone without a word: each seat hung until the system gave the connection up. */
    @Test
    void aConnectionIsUsedAgainSoonAndClosedWhenItLayForHalfAMinute() throws Exception {
        ViewSource source = source("");
        assertThat(source.anyOf(List.of("ann@customer.example"))).isTrue();
        nanos.addAndGet(Duration.ofSeconds(29).toNanos());
        assertThat(source.anyOf(List.of("ben@customer.example"))).isTrue();
        assertThat(driver.seen).filteredOn("open"::equals).hasSize(1);
        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(source.anyOf(List.of("cid@customer.example"))).isTrue();
        assertThat(driver.seen).filteredOn("open"::equals).hasSize(2);
        assertThat(driver.seen).filteredOn("close"::equals).hasSize(1);
        source.close();
        assertThat(driver.seen).filteredOn("close"::equals).hasSize(2);
    }

    @Test
    void theNetworkHasTwiceThePatienceOfAMail() throws Exception {
        assertThat(source("").anyOf(List.of("ann@customer.example"))).isTrue();
        assertThat(driver.seen).contains("network 120000");
    }

    @Test
    void aDriverWithoutANetworkTimeoutIsAskedAllTheSame() throws Exception {
        assertThat(source("simple:").anyOf(List.of("ann@customer.example"))).isTrue();
        assertThat(driver.seen).containsExactly("open");
    }

    private ViewSource source(String kind) {
        String url = Watched.PREFIX + kind + directory.resolve("crm.db");
        return new ViewSource(new CustomerGroup.View(url, "select ?", Optional.empty(), Optional.empty(), PATIENCE, Duration.ofMinutes(1)), nanos::get);
    }

    /** SQLite's driver, and what is done to its connections. */
    private static final class Watched implements Driver {
        static final String PREFIX = "jdbc:watched:";
        final List<String> seen = new CopyOnWriteArrayList<>();

        @Override
        public Connection connect(String url, Properties properties) throws SQLException {
            if (!acceptsURL(url)) {
                return null;
            }
            boolean simple = url.startsWith(PREFIX + "simple:");
            Connection real = DriverManager.getConnection("jdbc:sqlite:" + url.substring(url.lastIndexOf(':') + 1));
            seen.add("open");
            return (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, values) -> {
                switch (method.getName()) {
                    case "setNetworkTimeout" -> {
                        if (simple) {
                            throw new SQLFeatureNotSupportedException();
                        }
                        seen.add("network " + values[1]);
                        return null;
                    }
                    case "setReadOnly" -> {
                        // SQLite's is set before a connection is opened.
                        return null;
                    }
                    case "close" -> seen.add("close");
                    default -> { }
                }
                try {
                    return method.invoke(real, values);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });
        }

        @Override
        public boolean acceptsURL(String url) {
            return url.startsWith(PREFIX);
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
            return new DriverPropertyInfo[0];
        }

        @Override
        public int getMajorVersion() {
            return 1;
        }

        @Override
        public int getMinorVersion() {
            return 0;
        }

        @Override
        public boolean jdbcCompliant() {
            return false;
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            throw new SQLFeatureNotSupportedException();
        }
    }
}
