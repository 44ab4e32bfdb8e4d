package postern.store;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Durable inserts a second: {@code StoreBench DIRECTORY THREADS MAILS}. Run by hand. */
public final class StoreBench {
    private StoreBench() {
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory(Path.of(arguments[0]), "store");
        int threads = Integer.parseInt(arguments[1]);
        int mails = Integer.parseInt(arguments[2]);
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (Store store = SqliteStore.open(directory.resolve("postern.db"), registry)) {
            store.migrate(new Schema("bench", List.of(
                "create table spooled (id integer primary key, name text unique, body blob);"
                    + Store.Bodies.countedBy("spooled", "body"))));
            for (int round = 0; round < 4; round++) {
                long start = System.nanoTime();
                run(store, threads, mails, round);
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.printf("%d threads: %.0f mails/s, %.1f a commit, mean %.2f ms, log %d KiB%n", threads, mails / seconds,
                    registry.get("postern.store.commit.units").summary().mean(),
                    registry.get("postern.store.commit").timer().mean(java.util.concurrent.TimeUnit.MILLISECONDS),
                    Files.size(directory.resolve("postern.db-wal")) >> 10);
            }
        }
    }

    private static void run(Store store, int threads, int mails, int round) throws InterruptedException {
        AtomicInteger left = new AtomicInteger(mails);
        CountDownLatch done = new CountDownLatch(threads);
        for (int thread = 0; thread < threads; thread++) {
            Random random = new Random(thread + 1000L * round);
            Thread.ofVirtual().start(() -> {
                byte[] content = new byte[4096];
                for (int number = left.decrementAndGet(); number >= 0; number = left.decrementAndGet()) {
                    random.nextBytes(content);
                    byte[] hash = Store.Bodies.sha256(content);
                    String name = "mail-" + round + "-" + number;
                    store.writeAndWait(connection -> {
                        store.bodies().put(connection, hash, content);
                        try (PreparedStatement insert = connection.prepareStatement(
                            "insert into spooled(name, body) values (?, ?)")) {
                            insert.setString(1, name);
                            insert.setBytes(2, hash);
                            return insert.executeUpdate();
                        }
                    });
                }
                done.countDown();
            });
        }
        done.await();
    }
}
