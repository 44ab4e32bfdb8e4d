package postern.evidence;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import postern.archive.Finding;
import postern.archive.Verification;
import postern.server.Failure;
import postern.server.Places.Home;
import postern.terminal.ProgressBar;
import postern.terminal.Terminal;

/** {@code verify}: is the archive as it was written? */
@Command(name = "verify", mixinStandardHelpOptions = true,
    description = {"Reads the whole archive and names what in it is altered, missing, moved or doubled: file, octets, record, mail.",
        "Works beside a running gateway and changes nothing.", "",
        "Note the hash it ends with on another machine or on paper: 'verify --noted NUMBER:HASH' then proves that nothing before was"
            + " written anew, even by somebody who has this machine and its secret."},
    exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:the archive is as it was written", "1:it is not, or it cannot be read"},
    footerHeading = "%nExamples:%n", footer = {
        "  postern verify",
        "  postern verify --json",
        "  postern verify --noted 18230:9f1c…e07a",
        "  postern verify --archive /backup/archive      files alone, without a home"})
public final class VerifyCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN = 50;

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Home home;

    @Option(names = "--archive", paramLabel = "DIR", description = "a copy of the archive's files; what a home knows of their end is not asked")
    private Path files;

    @Option(names = "--noted", paramLabel = "NUMBER:HASH", description = "a record and the hash that it had; may be given several times")
    private List<String> noted = List.of();

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    VerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, Failure {
        if (files != null) {
            if (!Verification.hasRecords(files)) {
                throw new Failure("there is no archive in " + files);
            }
            return verify(Verification.of(files, Optional.empty()), files);
        }
        try (Opened opened = Opened.of(home.get())) {
            if (opened.key().isEmpty()) {
                terminal.note("The home has no seal.key: that the seals are its own cannot be proven.");
                return verify(Verification.of(opened.folder(), Optional.empty()), opened.folder());
            }
            return verify(Verification.of(opened.store(), opened.folder(), opened.key().get()), opened.folder());
        }
    }

    private int verify(Verification verification, Path folder) throws IOException {
        for (String one : noted) {
            String[] parts = one.split(":", 2);
            if (parts.length < 2 || !parts[0].matches("\\d{1,18}") || !parts[1].matches("[0-9a-f]{64}")) {
                throw new ParameterException(spec.commandLine(), "--noted wants NUMBER:HASH as 'postern verify' prints them, not " + one);
            }
            verification.noted(Long.parseLong(parts[0]), parts[1]);
        }
        Verification.Report report;
        try (ProgressBar bar = terminal.progress("verify", verification.octets())) {
            report = verification.verify(octets -> bar.at(octets, "octets"));
        }
        if (json) {
            terminal.say("%s", JSON.writeValueAsString(object(report, folder)));
        } else {
            print(report);
        }
        return report.whole() ? 0 : 1;
    }

    private void print(Verification.Report report) {
        report.findings().stream().limit(SHOWN).forEach(finding -> terminal.say("%s", words(finding)));
        if (report.findings().size() > SHOWN) {
            terminal.say("… and %,d more; --json shows all", report.findings().size() - SHOWN);
        }
        terminal.say("%s", terminal.in(report.whole() ? Terminal.Colour.GREEN : Terminal.Colour.RED,
            report.whole() ? "The archive is as it was written." : "The archive is not as it was written."));
        terminal.say("%,d mails in %,d records of %,d days, %,d octets; %,d erased by receipt", report.mails(), report.records(), report.days(), report.octets(),
            report.erased());
        if (report.last() > 0) {
            terminal.say("it ends with %d:%s", report.last(), report.hash());
        }
    }

    private static String words(Finding finding) {
        String what = finding.record() == 0 ? "" : "record " + finding.record() + (finding.name().isEmpty() ? "" : " (" + finding.name() + ")") + ": ";
        return "%s, octets %d to %d: %s%s".formatted(finding.file(), finding.from(), finding.to(), what, finding.fault());
    }

    private static Map<String, Object> object(Verification.Report report, Path folder) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("archive", folder.toString());
        object.put("whole", report.whole());
        object.put("mails", report.mails());
        object.put("records", report.records());
        object.put("days", report.days());
        object.put("octets", report.octets());
        object.put("erased", report.erased());
        object.put("last", report.last());
        object.put("hash", report.hash());
        object.put("findings", report.findings().stream().map(finding -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("file", finding.file().toString());
            one.put("from", finding.from());
            one.put("to", finding.to());
            one.put("record", finding.record());
            one.put("name", finding.name());
            one.put("fault", finding.fault());
            return one;
        }).toList());
        return object;
    }
}
