package postern.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads when desk.yaml changes. It looks instead of waiting for notices, because network disks and container volumes give
 * none; a file still being written is read once it stays the same for one look.
 */
final class DeskWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeskWatch.class);

    private record Print(long size, long modified, Object key) {
    }

    private final Path file;
    private final Runnable reload;
    private final ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("desk-watch").factory());
    private Optional<Print> read;
    private Optional<Print> seen;

    DeskWatch(Path file, Duration interval, Runnable reload) {
        this.file = file;
        this.reload = reload;
        this.read = print();
        this.seen = read;
        clock.scheduleWithFixedDelay(this::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        Optional<Print> now = print();
        if (now.isPresent() && now.equals(seen) && !now.equals(read)) {
            read = now;
            try {
                reload.run();
            } catch (RuntimeException e) {
                LOG.error("Reloading {} failed", file, e);
            }
        }
        seen = now;
    }

    private Optional<Print> print() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Print(attributes.size(), attributes.lastModifiedTime().toMillis(), attributes.fileKey()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
