package postern.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Copies of a store that others may be writing, and their examination.
 *
 * <p>A copy is made by {@code VACUUM INTO}: one reader's moment, so the writer is not held up; only the log stays until the copy
 * is done. SQLite's backup interface took two thirds of the time and let the writer do as much meanwhile, but it copies pages as
 * they are, with what is left in them of mails that were deleted.
 */
public final class StoreCopy {
    private static final int LOOK_MILLIS = 200;
    private static final int FINDINGS = 20;

    private StoreCopy() {
    }

    /**
     * Copies a store as it is at one moment, into a file that only its owner reads. Returns when the copy is on the disk.
     *
     * @param to does not exist, or is empty
     * @param progress gets the octets written so far, now and then, on a thread of its own
     */
    public static void make(Path from, Path to, LongConsumer progress) throws IOException {
        PrivateFiles.create(to);
        CountDownLatch done = new CountDownLatch(1);
        Thread watch = Thread.ofVirtual().start(() -> watch(to, done, progress));
        try (Connection connection = new SqliteFile(from).openLooker();
             PreparedStatement vacuum = connection.prepareStatement("vacuum into ?")) {
            vacuum.setString(1, to.toAbsolutePath().toString());
            vacuum.execute();
        } catch (SQLException e) {
            throw StoreExceptions.of("cannot copy the store " + from, e);
        } finally {
            done.countDown();
            join(watch);
        }
        try (FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /**
     * Looks through a whole store that nobody is writing. Leaves nothing beside it.
     *
     * @return what is wrong with it, a few lines; empty if nothing is
     */
    public static List<String> examine(Path file) {
        List<String> findings = new ArrayList<>();
        try (Connection connection = new SqliteFile(file).openStill(); Statement check = connection.createStatement();
             ResultSet rows = check.executeQuery("pragma integrity_check(" + FINDINGS + ")")) {
            while (rows.next()) {
                findings.add(rows.getString(1));
            }
        } catch (SQLException e) {
            findings.add(e.getMessage());
        }
        findings.remove("ok");
        return findings;
    }

    private static void watch(Path to, CountDownLatch done, LongConsumer progress) {
        try {
            while (!done.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                progress.accept(Files.size(to));
            }
        } catch (InterruptedException | IOException e) {
            // Whoever waits for the copy sees less of it; the copy itself goes on.
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread watch) {
        try {
            watch.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
