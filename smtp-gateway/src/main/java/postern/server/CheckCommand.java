package postern.server;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import postern.customers.GroupCheck;
import postern.desk.Desk;
import postern.desk.file.Checked;
import postern.desk.file.Mistake;
import postern.terminal.Terminal;
import postern.triage.ExampleReview;
import postern.triage.RuleReview;

/** {@code check}: validates the configuration. */
@Command(name = "check", mixinStandardHelpOptions = true,
    description = "Says whether the configuration is right: every mistake with file, line and what to write instead.",
    exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:right, perhaps with remarks about rules that do nothing", "2:mistakes"},
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
        Checked.Right checked = LiveDesk.checked(places.conf().resolve("desk.yaml"));
        Desk desk = checked.desk();
        List<Mistake> missing = GroupCheck.of(desk, places.conf()).stream()
            .map(trouble -> checked.places().mistake("customer group", trouble.group(), trouble.what(), trouble.hint())).toList();
        if (!missing.isEmpty()) {
            throw new WrongDesk(missing.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
        }
        FlowFile.check(places.conf());
        List<Mistake> remarks = Stream.concat(
            RuleReview.of(desk).stream().map(remark -> checked.places().mistake("rule", remark.rule(), remark.what(), remark.hint())),
            ExampleReview.of(desk).stream().map(remark -> checked.places().mistake("topic", remark.topic(), remark.what(), remark.hint()))).toList();
        remarks.forEach(remark -> terminal.say("%s", remark));
        String right = remarks.isEmpty() ? "%s is right: %d teams, %d agents, %d topics, %d addresses"
            : "%s can be used, with the remarks above: %d teams, %d agents, %d topics, %d addresses";
        terminal.say(right, places.conf().resolve("desk.yaml"), desk.teams().size(),
            desk.agents().size(), desk.topics().size(), desk.addresses().size());
        return 0;
    }
}
