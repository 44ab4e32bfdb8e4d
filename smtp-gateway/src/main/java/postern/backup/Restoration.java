package postern.backup;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import postern.mailbox.Gap;
import postern.store.SqliteStore;
import postern.store.Store;
import postern.store.StoreCopy;

/**
 * Puts a backup into an empty home. A remark lies in the home from the first octet until all of it is on the disk; a gateway
 * does not start over it.
 */
public final class Restoration {
    /** Name of the remark. */
    static final String UNFINISHED = "restore.unfinished";

    private Restoration() {
    }

    /** @return whether the home was restored by half, and nothing in it counts */
    public static boolean isUnfinished(Path home) {
        return Files.exists(home.resolve(UNFINISHED));
    }

    /**
     * Restores what an inspection found whole.
     *
     * @param home missing or empty, or restored by half before: of that nothing stays
     * @throws Refused before anything is written
     * @throws Damaged if the backup changes while it is read
     */
    public static void restore(Path directory, Manifest manifest, Path home, LongConsumer progress) throws IOException, Refused,
        Damaged {
        checkEmpty(directory, home);
        Copying.directories(home);
        Path remark = home.resolve(UNFINISHED);
        Files.writeString(remark, "A backup is being put here. Until this file is gone, nothing here counts.\n");
        Copying.force(remark);
        Copying.force(home);
        clear(home);
        for (Manifest.Entry entry : manifest.files()) {
            Copying.Sum sum = Copying.copy(directory.resolve(manifest.generation()).resolve(entry.path()),
                home.resolve(entry.path()), progress);
            if (!sum.equals(new Copying.Sum(entry.size(), entry.sha256()))) {
                throw new Damaged(entry.path(), "changed while it was read");
            }
        }
        Path file = home.resolve(HomeFiles.STORE);
        List<String> findings = StoreCopy.examine(file);
        if (!findings.isEmpty()) {
            throw new Damaged(HomeFiles.STORE, findings.getFirst());
        }
        try (Store store = SqliteStore.open(file, new SimpleMeterRegistry())) {
            Gap.leave(store);
        }
        forceDirectories(home);
        Files.delete(remark);
        Copying.force(home);
    }

    private static void checkEmpty(Path directory, Path home) throws IOException, Refused {
        if (!Files.exists(home)) {
            return;
        }
        if (isUnfinished(home)) {
            if (directory.toRealPath().startsWith(home.toRealPath())) {
                throw new Refused(directory + " lies in " + home + ", which is emptied first; move the backup out of it");
            }
            return;
        }
        try (Stream<Path> inside = Files.isDirectory(home) ? Files.list(home) : Stream.of(home)) {
            if (inside.findAny().isPresent()) {
                throw new Refused(home
                    + " is not empty; a backup is restored into an empty home only, so move what is there out of the way");
            }
        }
    }

    /** Nothing of a restoration that was cut off stays: a log of its store would be played into the one that comes. */
    private static void clear(Path home) throws IOException {
        List<Path> left = new ArrayList<>();
        try (Stream<Path> all = Files.walk(home.toRealPath())) {
            all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && !path.endsWith(UNFINISHED)).forEach(left::add);
        }
        for (Path path : left) {
            Files.delete(path);
        }
    }

    private static void forceDirectories(Path home) throws IOException {
        List<Path> directories = new ArrayList<>();
        try (Stream<Path> all = Files.walk(home)) {
            all.filter(Files::isDirectory).forEach(directories::add);
        }
        for (Path directory : directories) {
            Copying.force(directory);
        }
    }
}
