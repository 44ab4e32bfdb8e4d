package postern.backup;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What lies in a home, by what a backup does with it. Everything that is not known to be of passing use is taken, so that a
 * new kind of file is not forgotten.
 */
record HomeFiles(Path home) {
    static final String STORE = "postern.db";
    static final String INDEX = "index";
    static final String ARCHIVE = "archive";
    /** Names the live model; taken before the models, so that it names none which is not taken. */
    private static final String LIVE_MODEL = "models/live";

    Path store() {
        return home.resolve(STORE);
    }

    /** @return paths within the home: keys, certificate, models and whatever else there is beside store, index and archive */
    List<String> small() throws IOException {
        return below(home).filter(path -> !path.startsWith(STORE) && !path.startsWith(INDEX + "/")
            && !path.startsWith(ARCHIVE + "/"))
            .sorted(Comparator.<String, Boolean>comparing(path -> !path.equals(LIVE_MODEL))
                .thenComparing(Comparator.naturalOrder())).toList();
    }

    /** @return paths within the home, in the order of their names */
    List<String> archive() throws IOException {
        return Files.isDirectory(home.resolve(ARCHIVE)) ? below(home.resolve(ARCHIVE)).map(path -> ARCHIVE + "/" + path).sorted()
            .toList() : List.of();
    }

    private static Stream<String> below(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(Files::isRegularFile).map(file -> directory.relativize(file).toString().replace('\\', '/'))
                .filter(path -> !passing(path)).toList().stream();
        }
    }

    /** Half-written files, locks and remarks of this moment. */
    private static boolean passing(String path) {
        return path.endsWith(".new") || path.endsWith(".tmp") || path.endsWith("lock") || path.equals(Restoration.UNFINISHED);
    }
}
