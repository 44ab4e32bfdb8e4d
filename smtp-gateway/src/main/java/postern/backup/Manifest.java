package postern.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import postern.store.Store;

/**
 * What a backup consists of.
 *
 * @param made when it was begun
 * @param generation directory of the files within that of the backup
 */
public record Manifest(Instant made, String generation, List<Entry> files) {
    /** Name of the file in the directory of a backup. */
    public static final String NAME = "manifest.json";
    private static final String FORMAT = "postern-backup-1";
    private static final String SEAL = "seal";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @param path within the home, parts divided by slashes
     * @param sha256 in hexadecimal
     */
    public record Entry(String path, long size, String sha256) {
    }

    public Manifest {
        files = List.copyOf(files);
    }

    public long octets() {
        return files.stream().mapToLong(Entry::size).sum();
    }

    Optional<Entry> of(String path) {
        return files.stream().filter(entry -> entry.path().equals(path)).findFirst();
    }

    /** Puts it in the place of the one that is there, whole and at once. */
    void write(Path directory) throws IOException {
        ObjectNode all = fields();
        all.put(SEAL, seal(all));
        Path fresh = directory.resolve(NAME + ".new");
        Files.write(fresh, JSON.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(all));
        Copying.force(fresh);
        Files.move(fresh, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Copying.force(directory);
    }

    /** @throws Damaged also if there is none */
    static Manifest read(Path directory) throws IOException, Damaged {
        try {
            return of(JSON.readTree(Files.readAllBytes(directory.resolve(NAME))));
        } catch (NoSuchFileException e) {
            throw new Damaged(NAME, "is missing: no backup was completed here");
        } catch (com.fasterxml.jackson.core.JacksonException | DateTimeException | IllegalArgumentException e) {
            throw new Damaged(NAME, "was altered: it cannot be read");
        }
    }

    private static Manifest of(JsonNode read) throws Damaged {
        if (!(read instanceof ObjectNode all) || !FORMAT.equals(all.path("format").asText())) {
            throw new Damaged(NAME, "is none that this program knows");
        }
        String seal = all.path(SEAL).asText();
        all.remove(SEAL);
        if (!seal.equals(seal(all))) {
            throw new Damaged(NAME, "was altered: its sum is another");
        }
        List<Entry> files = new ArrayList<>();
        for (JsonNode file : all.path("files")) {
            files.add(new Entry(inside(file.path("path").asText()), file.path("size").asLong(), file.path("sha256").asText()));
        }
        return new Manifest(Instant.parse(all.path("made").asText()), inside(all.path("generation").asText()), files);
    }

    /** A manifest comes with a backup, from wherever: it leads to no file outside. */
    private static String inside(String path) throws Damaged {
        Path asked = Path.of(path);
        if (path.isEmpty() || asked.isAbsolute() || !asked.equals(asked.normalize()) || asked.startsWith("..")) {
            throw new Damaged(NAME, "names a file outside: " + path);
        }
        return path;
    }

    private ObjectNode fields() {
        ObjectNode all = JSON.createObjectNode().put("format", FORMAT).put("made", made.toString()).put("generation", generation);
        ArrayNode list = all.putArray("files");
        files.forEach(file -> list.addObject().put("path", file.path()).put("size", file.size()).put("sha256", file.sha256()));
        return all;
    }

    private static String seal(ObjectNode all) {
        try {
            return java.util.HexFormat.of().formatHex(Store.Bodies.sha256(JSON.writeValueAsBytes(all)));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException("a manifest is plain values", e);
        }
    }
}
