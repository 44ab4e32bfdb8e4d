package postern.evidence;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import postern.archive.Export;
import postern.desk.TicketId;
import postern.server.Failure;
import postern.server.Places.Home;
import postern.terminal.Terminal;

/** {@code export}: a ticket for somebody outside. */
@Command(name = "export", mixinStandardHelpOptions = true,
    description = {"Writes a ticket into a directory: its mails (mbox, and one file each), its events (JSON, one a line), and the proof that nobody"
        + " altered them, which others check with 'sh check.sh' (sha256sum, nothing else).",
        "Of other tickets the proof shows hashes only. Works beside a running gateway."},
    exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:written", "1:the archive has no such ticket, or cannot be read", "2:that is no ticket number"},
    footerHeading = "%nExamples:%n", footer = {
        "  postern export 482-109-3766",
        "  postern export 482-109-3766 --output /tmp/for-the-court",
        "  sh 482-109-3766/check.sh"})
public final class ExportCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Home home;

    @Parameters(paramLabel = "TICKET", description = "number of the ticket")
    private String ticket;

    @Option(names = {"-o", "--output"}, paramLabel = "DIR", description = "where to write; default: a directory of the ticket's number")
    private Path output;

    @Option(names = "--json", description = "print one JSON object about what was written")
    private boolean json;

    ExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, Failure {
        TicketId id = TicketId.find(ticket).stream().findFirst()
            .orElseThrow(() -> new ParameterException(spec.commandLine(), "'" + ticket + "' is not a ticket number"));
        Path directory = output != null ? output : Path.of(id.value());
        if (Files.isDirectory(directory) && directory.toFile().list().length > 0) {
            throw new Failure(directory + " is not empty; remove it, or name another --output");
        }
        try (Opened opened = Opened.of(home.get())) {
            opened.catchUp();
            Optional<Export.Written> written = new Export(opened.archive(), id, directory).write();
            if (written.isEmpty()) {
                terminal.note("The archive has no ticket %s.", id.value());
                return 1;
            }
            if (json) {
                terminal.say("%s", JSON.writeValueAsString(object(id, directory, written.get())));
            } else {
                terminal.say("%s: %d mails, %d events, chain of %d days%s", directory, written.get().mails(), written.get().events(), written.get().days(),
                    written.get().erased() > 0 ? "; the contents of " + written.get().erased() + " records are erased" : "");
                terminal.note("'sh %s' checks it with sha256sum.", directory.resolve("check.sh"));
            }
            return 0;
        }
    }

    private static Map<String, Object> object(TicketId id, Path directory, Export.Written written) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("ticket", id.value());
        object.put("directory", directory.toString());
        object.put("mails", written.mails());
        object.put("events", written.events());
        object.put("erased", written.erased());
        object.put("days", written.days());
        return object;
    }
}
