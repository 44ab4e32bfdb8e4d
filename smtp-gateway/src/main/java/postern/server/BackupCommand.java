package postern.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import postern.backup.Backup;
import postern.backup.Damaged;
import postern.backup.Refused;
import postern.store.StoreException;
import postern.terminal.ProgressBar;
import postern.terminal.Terminal;

/** {@code backup}: copies a home while the gateway runs. */
@Command(name = "backup", mixinStandardHelpOptions = true,
    description = {"Copies all that the gateway must not lose, as it is at one moment, while it runs: store, archive, models, keys.",
        "DIR is empty, or holds a backup, which goes when the new one is whole. Files that did not change since are not written again.",
        "It holds the mails and the keys: keep it as private as the home. desk.yaml is not in it."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the backup is made and on the disk", "1:it could not be made; an earlier one is as it was",
        "2:wrong place: nothing was written"},
    footerHeading = "%nExamples:%n",
    footer = {"  postern backup /mnt/backup/postern", "  postern backup --home /var/lib/postern --with-index /mnt/backup/postern",
        "  postern backup --json /mnt/backup/$(date +%%u) | jq .octets        one for each day of the week",
        "  postern restore --verify /mnt/backup/postern                     is it whole?"})
final class BackupCommand implements Callable<Integer> {
    static final long MEBI = 1 << 20;

    private final Terminal terminal;

    @Mixin
    private Places.Home home;

    @Option(names = "--with-index", description = "also the search index, which is otherwise made again after restoring")
    private boolean withIndex;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Parameters(paramLabel = "DIR")
    private Path directory;

    BackupCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, Failure {
        long start = System.nanoTime();
        AtomicLong done = new AtomicLong();
        try (ProgressBar progress = terminal.progress("backup", Math.max(1, Backup.size(home.get()) / MEBI))) {
            Backup backup = new Backup(home.get(), directory, withIndex, octets ->
                progress.at(done.addAndGet(octets) / MEBI, "MiB"));
            Backup.Made made = backup.make(Clock.systemUTC().instant());
            progress.close();
            tell(made, (System.nanoTime() - start) / 1e9);
            return 0;
        } catch (Refused e) {
            terminal.note("postern: %s", e.getMessage());
            return 2;
        } catch (Damaged | StoreException e) {
            throw new Failure(e.getMessage(), e);
        }
    }

    private void tell(Backup.Made made, double seconds) throws JsonProcessingException {
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("directory", directory.toString());
            object.put("made", made.manifest().made().toString());
            object.put("files", made.manifest().files().size());
            object.put("octets", made.manifest().octets());
            object.put("unchanged", made.linked());
            object.put("seconds", Math.round(seconds * 1000) / 1000.0);
            terminal.say("%s", new ObjectMapper().writeValueAsString(object));
        } else {
            terminal.say("%,d files, %,.1f MiB (%,.1f MiB unchanged) in %.1f s: %s", made.manifest().files().size(),
                made.manifest().octets() / (double) MEBI, made.linked() / (double) MEBI, seconds, directory);
        }
    }
}
