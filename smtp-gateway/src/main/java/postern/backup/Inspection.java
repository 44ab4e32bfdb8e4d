package postern.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import postern.store.StoreCopy;

/**
 * What was found when a backup was looked through: each file against the manifest, then the store from within.
 *
 * @param manifest empty if it cannot be read
 */
public record Inspection(Optional<Manifest> manifest, List<Finding> findings) {
    /** @param path of a file within the home */
    public record Finding(String path, String trouble) {
        @Override
        public String toString() {
            return path + " " + trouble;
        }
    }

    public Inspection {
        findings = List.copyOf(findings);
    }

    public boolean whole() {
        return findings.isEmpty();
    }

    /** @param progress gets octets as they are read */
    public static Inspection of(Path directory, LongConsumer progress) throws IOException {
        Manifest manifest;
        try {
            manifest = Manifest.read(directory);
        } catch (Damaged e) {
            return new Inspection(Optional.empty(), List.of(new Finding(e.path(), e.trouble())));
        }
        List<Finding> findings = new ArrayList<>();
        for (Manifest.Entry entry : manifest.files()) {
            compared(directory.resolve(manifest.generation()).resolve(entry.path()), entry, progress).ifPresent(findings::add);
        }
        if (manifest.of(HomeFiles.STORE).isEmpty()) {
            findings.add(new Finding(HomeFiles.STORE, "is not in the backup"));
        }
        if (findings.isEmpty()) {
            StoreCopy.examine(directory.resolve(manifest.generation()).resolve(HomeFiles.STORE))
                .forEach(trouble -> findings.add(new Finding(HomeFiles.STORE, trouble)));
        }
        return new Inspection(Optional.of(manifest), findings);
    }

    private static Optional<Finding> compared(Path file, Manifest.Entry entry, LongConsumer progress) {
        try {
            if (!Files.exists(file)) {
                return Optional.of(new Finding(entry.path(), "is missing"));
            }
            long size = Files.size(file);
            if (size != entry.size()) {
                return Optional.of(new Finding(entry.path(), "has " + size + " octets, not " + entry.size()));
            }
            boolean same = Copying.read(file, progress).sha256().equals(entry.sha256());
            return same ? Optional.empty() : Optional.of(new Finding(entry.path(), "was altered: its SHA-256 is another"));
        } catch (IOException e) {
            return Optional.of(new Finding(entry.path(), "cannot be read: " + e.getMessage()));
        }
    }
}
