package postern.desk.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import postern.desk.Desk;

/** The desk of {@code conf/desk.yaml}. */
public final class SampleDesk {
    private SampleDesk() {
    }

    public static Desk read() {
        return DeskFile.read("conf/desk.yaml", text()).orThrow();
    }

    public static String text() {
        try {
            return Files.readString(conf().resolve("desk.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder {@code conf} of the checkout; tests run in a module's folder. */
    public static Path conf() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("conf")) ? here.resolve("conf") : here.resolveSibling("conf");
    }
}
