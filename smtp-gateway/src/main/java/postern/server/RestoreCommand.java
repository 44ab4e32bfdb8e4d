package postern.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import postern.backup.Damaged;
import postern.backup.Inspection;
import postern.backup.Manifest;
import postern.backup.Refused;
import postern.backup.Restoration;
import postern.keeping.ErasureBook;
import postern.store.SqliteStore;
import postern.terminal.ProgressBar;
import postern.terminal.Terminal;

/** {@code restore}: puts a backup into an empty home. */
@Command(name = "restore", mixinStandardHelpOptions = true,
    description = {"Puts a backup into an empty home, after looking through all of it: each file by size and SHA-256, the store from within.",
        "Mail clients keep what they have fetched. What was in the queues at the time of the backup is sent once more."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:restored, or whole", "1:the backup is not whole, each file of which is named, or could not be put there",
        "2:wrong place: nothing was written"},
    footerHeading = "%nExamples:%n",
    footer = {"  postern restore /mnt/backup/postern --home /var/lib/postern", "  postern restore --verify /mnt/backup/postern",
        "  postern restore --verify --json /mnt/backup/postern | jq -r '.damage[].path'"})
final class RestoreCommand implements Callable<Integer> {
    private final Terminal terminal;

    /** The default home is not taken: whoever restores says where to. */
    @ArgGroup(multiplicity = "1")
    private Aim aim;

    private static final class Aim {
        @Option(names = "--home", paramLabel = "NEW", required = true, description = "directory to restore into, missing or empty")
        private Path home;

        @Option(names = "--verify", required = true, description = "only look whether the backup is whole")
        private boolean verify;
    }

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Parameters(paramLabel = "DIR", description = "of the backup")
    private Path directory;

    RestoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(directory)) {
            terminal.note("postern: there is no directory %s", directory);
            return 2;
        }
        Inspection inspection = inspected();
        if (!inspection.whole() || aim.verify) {
            tell(inspection, "whole");
            return inspection.whole() ? 0 : 1;
        }
        Manifest manifest = inspection.manifest().orElseThrow();
        try (ProgressBar progress = terminal.progress("restore", Math.max(1, manifest.octets() / BackupCommand.MEBI))) {
            Restoration.restore(directory, manifest, aim.home, octets(progress));
        } catch (Refused e) {
            terminal.note("postern: %s", e.getMessage());
            return 2;
        } catch (Damaged e) {
            tell(new Inspection(inspection.manifest(), java.util.List.of(new Inspection.Finding(e.path(), e.trouble()))),
                "restored");
            return 1;
        }
        tell(inspection, "restored");
        if (SqliteStore.look(aim.home.resolve("postern.db"), ErasureBook::isErasing)) {
            terminal.note("An erasure was under way when this backup was made: the gateway goes on with it as soon as it runs, or 'postern erase --finish' while none does.");
        }
        return 0;
    }

    private Inspection inspected() throws IOException {
        try (ProgressBar progress = terminal.progress("verify", 0)) {
            return Inspection.of(directory, octets(progress));
        }
    }

    private static LongConsumer octets(ProgressBar progress) {
        AtomicLong done = new AtomicLong();
        return octets -> progress.at(done.addAndGet(octets) / BackupCommand.MEBI, "MiB");
    }

    private void tell(Inspection inspection, String done) throws JsonProcessingException {
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("directory", directory.toString());
            object.put(done, inspection.whole());
            inspection.manifest().ifPresent(manifest -> {
                object.put("made", manifest.made().toString());
                object.put("files", manifest.files().size());
                object.put("octets", manifest.octets());
            });
            object.put("damage", inspection.findings());
            terminal.say("%s", new ObjectMapper().writeValueAsString(object));
        } else if (inspection.whole()) {
            Manifest manifest = inspection.manifest().orElseThrow();
            terminal.say("%s: %,d files, %,.1f MiB, as of %s%s", done, manifest.files().size(),
                manifest.octets() / (double) BackupCommand.MEBI,
                manifest.made(), aim.verify ? "" : " -> " + aim.home);
        } else {
            inspection.findings().forEach(finding -> terminal.say("%s", terminal.in(Terminal.Colour.RED, finding.toString())));
            terminal.note("The backup in %s is not whole%s.", directory, aim.verify ? "" : "; nothing is restored");
        }
    }
}
