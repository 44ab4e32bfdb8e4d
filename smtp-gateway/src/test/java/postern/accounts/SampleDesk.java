package postern.accounts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import postern.desk.Desk;
import postern.desk.file.DeskFile;

/** The desk of {@code conf/desk.yaml}. */
public final class SampleDesk {
    private SampleDesk() {
    }

    public static Desk read() {
        return DeskFile.read("conf/desk.yaml", text()).orThrow();
    }

    public static String text() {
        Path file = Path.of("").toAbsolutePath().resolveSibling("conf").resolve("desk.yaml");
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
