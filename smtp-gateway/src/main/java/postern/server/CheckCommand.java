package postern.server;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import postern.desk.Desk;
import postern.terminal.Terminal;

/** {@code check}: validates the configuration. */
@Command(name = "check", mixinStandardHelpOptions = true,
    description = "Says whether the configuration is right: every mistake with file, line and what to write instead.",
    exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:right", "2:mistakes"},
    footerHeading = "%nExamples:%n", footer = {"  postern check", "  postern check --conf /etc/postern"})
final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private Places places;

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws WrongDesk {
        Desk desk = LiveDesk.read(places.conf().resolve("desk.yaml"));
        FlowFile.check(places.conf());
        terminal.say("%s is right: %d teams, %d agents, %d topics, %d addresses", places.conf().resolve("desk.yaml"), desk.teams().size(),
            desk.agents().size(), desk.topics().size(), desk.addresses().size());
        return 0;
    }
}
