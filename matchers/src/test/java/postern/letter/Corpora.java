package postern.letter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Mails of other projects, which lie beside the checkout and not in it. */
final class Corpora {
    private Corpora() {
    }

    /** @return the folder; where it is absent the test is skipped and says so */
    static Path folder(String name) {
        Path here = Path.of("").toAbsolutePath();
        for (Path up = here; up != null; up = up.getParent()) {
            Path folder = up.resolveSibling("shared").resolve("corpora").resolve(name);
            if (Files.isDirectory(folder)) {
                return folder;
            }
        }
        Assumptions.abort("skipped: no ../shared/corpora/" + name + " beside the checkout");
        return here;
    }

    static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
