package postern.server;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import postern.bench.BenchCommand;
import postern.classifier.ModelCommand;
import postern.custody.EraseCommand;
import postern.custody.HoldCommand;
import postern.demo.DemoCommand;
import postern.evidence.ExportCommand;
import postern.evidence.RecoverCommand;
import postern.evidence.VerifyCommand;
import postern.lookup.SearchCommand;
import postern.terminal.Terminal;

/** The command line. Exit codes: 0 done, 1 failed, 2 wrong usage or configuration. */
@Command(name = "postern", mixinStandardHelpOptions = true, versionProvider = Version.class,
    description = "Customer-service mail gateway: SMTP in, tagged and sorted, into the teams' IMAP folders.",
    subcommands = {RunCommand.class, DemoCommand.class, CheckCommand.class, ExplainCommand.class, UserCommand.class,
        ModelCommand.class, SearchCommand.class, HoldCommand.class, EraseCommand.class, VerifyCommand.class, ExportCommand.class, RecoverCommand.class,
        ReplayCommand.class, UndoCommand.class, BackupCommand.class, RestoreCommand.class, BenchCommand.class, CommandLine.HelpCommand.class},
    footerHeading = "%nFirst steps:%n",
    footer = {
        "  postern demo              see it work on this machine, with sample mails",
        "  postern check             is the configuration right?",
        "  postern user add alice    give an agent a password",
        "  postern run               start",
        "",
        "'postern help COMMAND' tells more about one command."})
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(run(Terminal.ofSystem(), args));
    }

    /** @return exit code */
    public static int run(Terminal terminal, String... args) {
        CommandLine line = new CommandLine(new Main(), new Commands(terminal));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        SearchCommand.takesDashes(line.getSubcommands().get("search"));
        line.setOut(terminal.out());
        line.setErr(terminal.notes());
        line.setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(terminal.notes(), e));
        return line.execute(args);
    }

    private static int failed(PrintWriter notes, Exception e) {
        switch (e) {
            case WrongDesk wrong -> {
                notes.println(wrong.getMessage());
                return 2;
            }
            case Failure failure -> notes.println("postern: " + failure.getMessage());
            default -> {
                notes.println("postern: " + e);
                e.printStackTrace(notes);
            }
        }
        notes.flush();
        return 1;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "say what to do: postern run, postern demo, postern check …");
    }
}
