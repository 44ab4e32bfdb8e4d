package postern.backup;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import postern.index.CommittedFiles;
import postern.store.StoreCopy;

/**
 * Makes a backup of a home into a directory of its own.
 *
 * <p>A new backup is written beside the one that is there, into a directory named by the time, and takes its place with the
 * manifest. Files that did not change since, as archives of earlier days, are linked, not written again; the store is.
 */
public final class Backup {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss-SSS'Z'")
        .withZone(ZoneOffset.UTC);
    private static final Pattern GENERATION = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}-\\d{2}-\\d{2}-\\d{3}Z");
    private static final String LOCK = ".lock";
    private static final int TRIES = 5;

    private final HomeFiles home;
    private final Path directory;
    private final boolean withIndex;
    private final LongConsumer progress;
    private long linked;

    /** What was made. @param linked octets that lay there from the backup before */
    public record Made(Manifest manifest, long linked) {
    }

    /** @param progress gets octets as they are done, {@link #size} in all, about */
    public Backup(Path home, Path directory, boolean withIndex, LongConsumer progress) {
        this.home = new HomeFiles(home);
        this.directory = directory;
        this.withIndex = withIndex;
        this.progress = progress;
    }

    /** @return octets to be copied, about */
    public static long size(Path home) throws IOException {
        HomeFiles files = new HomeFiles(home);
        long size = Files.exists(files.store()) ? Files.size(files.store()) : 0;
        for (String path : files.archive()) {
            size += Files.size(home.resolve(path));
        }
        return size;
    }

    /**
     * Makes it; returns when it is on the disk.
     *
     * @throws Refused before anything is written
     * @throws Damaged if the store is; the backup before stays
     */
    public Made make(Instant now) throws IOException, Refused, Damaged {
        check();
        Copying.directories(directory);
        try (FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            alone(channel);
            Optional<Manifest> before = before();
            sweep(before);
            Manifest whole = new Manifest(now, STAMP.format(now), filled(directory.resolve(STAMP.format(now)), before));
            whole.write(directory);
            sweep(Optional.of(whole));
            return new Made(whole, linked);
        }
    }

    /** The lock ends with the channel, and with the process. */
    private void alone(FileChannel channel) throws IOException, Refused {
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new Refused("another backup is being written to " + directory);
        }
    }

    private void check() throws IOException, Refused {
        if (!Files.isReadable(home.store())) {
            throw new Refused("there is no store in " + home.home() + "; --home names another place");
        }
        Path real = Files.exists(directory) ? directory.toRealPath() : directory.toAbsolutePath().normalize();
        if (real.startsWith(home.home().toRealPath())) {
            throw new Refused(directory + " lies in the home that is to be kept; a backup belongs elsewhere, best on another disk");
        }
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            Optional<Path> foreign = entries.filter(entry -> !ours(entry.getFileName().toString())).findFirst();
            if (foreign.isPresent()) {
                throw new Refused(foreign.get() + " is no part of a backup; name an empty directory, or one that holds a backup");
            }
        }
    }

    private static boolean ours(String name) {
        return name.equals(LOCK) || name.startsWith(Manifest.NAME) || GENERATION.matcher(name).matches();
    }

    private Optional<Manifest> before() throws IOException {
        try {
            return Optional.of(Manifest.read(directory));
        } catch (Damaged e) {
            return Optional.empty();
        }
    }

    /** Removes what no manifest names: backups that were not finished, and the one before. */
    private void sweep(Optional<Manifest> kept) throws IOException {
        if (kept.isEmpty() && Files.exists(directory.resolve(Manifest.NAME))) {
            // Perhaps people can still save something of a backup whose manifest was altered.
            return;
        }
        List<Path> old;
        try (Stream<Path> entries = Files.list(directory)) {
            old = entries.filter(entry -> GENERATION.matcher(entry.getFileName().toString()).matches())
                .filter(entry -> kept.filter(manifest -> entry.endsWith(manifest.generation())).isEmpty()).toList();
        }
        for (Path generation : old) {
            delete(generation);
        }
    }

    private static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> inside = Files.walk(tree)) {
                for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** What failed takes no room: the disk may be full, and an earlier backup lies beside it. */
    private List<Manifest.Entry> filled(Path target, Optional<Manifest> before) throws IOException, Damaged {
        try {
            return fill(target, before);
        } catch (IOException | Damaged | RuntimeException e) {
            delete(target);
            throw e;
        }
    }

    private List<Manifest.Entry> fill(Path target, Optional<Manifest> before) throws IOException, Damaged {
        Copying.directories(target);
        List<Manifest.Entry> entries = new ArrayList<>();
        if (withIndex) {
            entries.addAll(index(target));
        }
        for (String path : home.small()) {
            file(path, target, before).ifPresent(entries::add);
        }
        entries.add(store(target));
        // What the archive holds now includes all that the store's moment knows; of a day the records come before their contents.
        for (String path : home.archive()) {
            file(path, target, before).ifPresent(entries::add);
        }
        try (Stream<Path> inside = Files.walk(target)) {
            for (Path made : inside.filter(Files::isDirectory).toList()) {
                Copying.force(made);
            }
        }
        return entries;
    }

    private Manifest.Entry store(Path target) throws IOException, Damaged {
        Path copy = target.resolve(HomeFiles.STORE);
        long[] told = {0};
        StoreCopy.make(home.store(), copy, size -> {
            progress.accept(size - told[0]);
            told[0] = size;
        });
        List<String> findings = StoreCopy.examine(copy);
        if (!findings.isEmpty()) {
            throw new Damaged(HomeFiles.STORE, "of the home is damaged: " + findings.getFirst());
        }
        Copying.Sum sum = Copying.read(copy, octets -> { });
        return new Manifest.Entry(HomeFiles.STORE, sum.size(), sum.sha256());
    }

    /** @return empty if the file is gone by now */
    private Optional<Manifest.Entry> file(String path, Path target, Optional<Manifest> before) throws IOException {
        Path from = home.home().resolve(path);
        Path to = target.resolve(path);
        try {
            Optional<Manifest.Entry> known = before.flatMap(manifest -> manifest.of(path))
                .filter(entry -> entry.size() == from.toFile().length());
            Copying.Sum sum = known.isPresent() && link(before.get(), known.get(), from, to)
                ? new Copying.Sum(known.get().size(), known.get().sha256()) : Copying.copy(from, to, progress);
            return Optional.of(new Manifest.Entry(path, sum.size(), sum.sha256()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** @return false if the file of the backup before is another, or cannot be had in two places */
    private boolean link(Manifest before, Manifest.Entry entry, Path from, Path to) throws IOException {
        Path old = directory.resolve(before.generation()).resolve(entry.path());
        Copying.Sum same = new Copying.Sum(entry.size(), entry.sha256());
        if (!Files.exists(old) || !Copying.read(from, progress).equals(same) || !Copying.read(old, octets -> { }).equals(same)) {
            return false;
        }
        try {
            Copying.directories(to.getParent());
            Files.createLink(to, old);
            linked += entry.size();
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Files of an index do not change, but a merge may remove them meanwhile: then the commit after it is taken. */
    private List<Manifest.Entry> index(Path target) throws IOException {
        Path folder = home.home().resolve(HomeFiles.INDEX);
        IOException gone = null;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            List<Manifest.Entry> entries = new ArrayList<>();
            delete(target.resolve(HomeFiles.INDEX));
            try {
                for (String name : CommittedFiles.of(folder)) {
                    String path = HomeFiles.INDEX + "/" + name;
                    Copying.Sum sum = Copying.copy(folder.resolve(name), target.resolve(path), octets -> { });
                    entries.add(new Manifest.Entry(path, sum.size(), sum.sha256()));
                }
                return entries;
            } catch (NoSuchFileException | FileNotFoundException e) {
                gone = e;
            }
        }
        throw new IOException("the index changes faster than it can be copied; leave --with-index out, it is made again after restoring", gone);
    }
}
