package postern.keeping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Says which process erases in a home: the gateway as long as it runs, else a command. The system releases it when the process
 * ends.
 */
public record HomeLock(FileChannel file, FileLock lock) implements AutoCloseable {
    /** @return empty if another one has it */
    public static Optional<HomeLock> take(Path home) throws IOException {
        FileChannel file = FileChannel.open(home.resolve("erasure.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException inThisProcess) {
            lock = null;
        }
        if (lock == null) {
            file.close();
        }
        return Optional.ofNullable(lock).map(held -> new HomeLock(file, held));
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the lock was not given back", e);
        }
    }
}
