package postern.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the files of the days lie: {@code 2026/11/22.jsonl} and {@code 2026/11/22.mails}, days in UTC. */
record Shelf(Path folder) {
    private static final Pattern DAY = Pattern.compile("(\\d{4})/(\\d{2})/(\\d{2})\\.(?:jsonl|mails)");

    /** The records, one a line. */
    Path lines(LocalDate day) {
        return file(day, "jsonl");
    }

    /** The contents of the records, packed one by one. */
    Path contents(LocalDate day) {
        return file(day, "mails");
    }

    Path lock() {
        return folder.resolve("lock");
    }

    private Path file(LocalDate day, String kind) {
        return folder.resolve("%04d/%02d/%02d.%s".formatted(day.getYear(), day.getMonthValue(), day.getDayOfMonth(), kind));
    }

    /** @return the days of which there is a file, in their order */
    List<LocalDate> days() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder, 3)) {
            return files.map(this::day).flatMap(Optional::stream).distinct().sorted(Comparator.naturalOrder()).toList();
        }
    }

    private Optional<LocalDate> day(Path file) {
        Matcher name = DAY.matcher(folder.relativize(file).toString().replace('\\', '/'));
        try {
            return name.matches() ? Optional.of(LocalDate.of(Integer.parseInt(name.group(1)), Integer.parseInt(name.group(2)), Integer.parseInt(name.group(3))))
                : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
