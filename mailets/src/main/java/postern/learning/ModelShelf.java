package postern.learning;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import postern.triage.model.Model;
import postern.triage.model.ModelFile;

/**
 * The models of a desk, a file each in one directory, and one that is live. A file begins with a line that people read, and is
 * written whole or not at all; several processes may look and change.
 */
public final class ModelShelf {
    private static final int KEPT = 10;
    private static final Pattern NAME = Pattern.compile("(\\d{1,9})\\.model");
    private static final Pattern HEAD = Pattern.compile("postern model (\\d{1,9}) made (\\S{1,40}) from ([0-9a-f]{1,16})");
    private static final int HEAD_LENGTH = 200;
    private static final String LIVE = "live";

    private final Path directory;

    public ModelShelf(Path directory) {
        this.directory = directory;
    }

    /** The shelf of a home directory, by the file of its store. */
    public static ModelShelf beside(Path store) {
        return new ModelShelf(store.toAbsolutePath().resolveSibling("models"));
    }

    /**
     * A model as it lies here.
     *
     * @param phrases number of the desk's phrases that it was made from: other phrases, another number
     */
    public record Kept(int version, Instant made, String phrases, long octets) {
    }

    /** @return oldest first; files that are none are left out */
    public List<Kept> all() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.flatMap(file -> kept(file).stream()).sorted(Comparator.comparing(Kept::version)).toList();
        }
    }

    /** @return version of the live model; empty if none is */
    public Optional<Integer> live() throws IOException {
        try {
            String text = Files.readString(directory.resolve(LIVE)).strip();
            return text.matches("\\d{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** @throws IOException also if the file is damaged */
    public Model read(int version) throws IOException {
        byte[] octets = Files.readAllBytes(file(version));
        int line = 0;
        while (line < Math.min(octets.length, HEAD_LENGTH) && octets[line] != '\n') {
            line++;
        }
        try {
            return ModelFile.read(Arrays.copyOfRange(octets, Math.min(line + 1, octets.length), octets.length));
        } catch (ModelFile.Damaged e) {
            throw new IOException(file(version) + " is " + e.getMessage(), e);
        }
    }

    /** Keeps a model without making it live; the oldest ones go, but never the live one. */
    public Kept add(Model model, String phrases, Instant made) throws IOException {
        int version = all().stream().mapToInt(Kept::version).max().orElse(0) + 1;
        byte[] head = "postern model %d made %s from %s\n".formatted(version, made, phrases).getBytes(StandardCharsets.US_ASCII);
        byte[] body = ModelFile.written(model);
        byte[] octets = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, octets, head.length, body.length);
        write(file(version), octets);
        List<Kept> all = all();
        Optional<Integer> live = live();
        for (Kept old : all.subList(0, Math.max(0, all.size() - KEPT))) {
            if (!live.equals(Optional.of(old.version()))) {
                Files.deleteIfExists(file(old.version()));
            }
        }
        return all.getLast();
    }

    /** @throws IOException also if there is no whole model of this version */
    public void makeLive(int version) throws IOException {
        read(version);
        write(directory.resolve(LIVE), (version + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Removes all other models. @param version the one that stays and is live; none is if it is empty */
    public void keepOnly(Optional<Integer> version) throws IOException {
        if (version.isPresent()) {
            makeLive(version.get());
        } else {
            Files.deleteIfExists(directory.resolve(LIVE));
        }
        for (Kept kept : all()) {
            if (!version.equals(Optional.of(kept.version()))) {
                Files.deleteIfExists(file(kept.version()));
            }
        }
    }

    private Path file(int version) {
        return directory.resolve("%06d.model".formatted(version));
    }

    private static Optional<Kept> kept(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer start = ByteBuffer.allocate(HEAD_LENGTH);
            channel.read(start);
            String line = new String(start.array(), 0, start.position(), StandardCharsets.ISO_8859_1).split("\n", 2)[0];
            Matcher head = HEAD.matcher(line);
            return head.matches() ? Optional.of(new Kept(Integer.parseInt(name.group(1)), Instant.parse(head.group(2)), head.group(3), channel.size()))
                : Optional.empty();
        } catch (IOException | java.time.format.DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private void write(Path file, byte[] octets) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Path fresh = Files.createTempFile(directory, "new", ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                for (ByteBuffer left = ByteBuffer.wrap(octets); left.hasRemaining(); ) {
                    channel.write(left);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
