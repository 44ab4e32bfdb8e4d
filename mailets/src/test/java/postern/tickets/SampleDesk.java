package postern.tickets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import postern.desk.Desk;
import postern.desk.file.DeskFile;

/** The desk that is delivered. */
public final class SampleDesk {
    private SampleDesk() {
    }

    public static Desk read() {
        return DeskFile.read("conf/desk.yaml", text()).orThrow();
    }

    public static String text() {
        try {
            return Files.readString(Path.of("").toAbsolutePath().resolveSibling("conf/desk.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
