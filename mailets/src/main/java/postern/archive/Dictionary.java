package postern.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Phrases of which mails are made, known before the first octet is packed. It lies in the archive too, so that the archive can be
 * unpacked without this program. It never changes; another one would get another name.
 */
record Dictionary(byte[] octets) {
    static final String NAME = "dictionary-1";

    static Dictionary standard() {
        try (InputStream resource = Dictionary.class.getResourceAsStream(NAME)) {
            return new Dictionary(resource.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the archive's dictionary", e);
        }
    }

    String sha256() {
        return Digests.hex(Digests.sha256().digest(octets));
    }

    /** Lays it into the archive unless it is there. */
    void layInto(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            Path fresh = folder.resolve(NAME + ".new");
            Files.write(fresh, octets);
            Files.move(fresh, file);
        }
    }
}
