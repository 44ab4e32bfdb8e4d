package postern.custody;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import postern.keeping.Erasure;
import postern.keeping.ErasureBook;
import postern.keeping.HomeLock;
import postern.keeping.OurAddresses;
import postern.keeping.Person;
import postern.keeping.Receipt;
import postern.keeping.ReceiptFiles;
import postern.server.Failure;
import postern.server.LiveDesk;
import postern.server.Places;
import postern.terminal.ProgressBar;
import postern.terminal.Terminal;

/** {@code erase}: a person is forgotten. */
@Command(name = "erase", mixinStandardHelpOptions = true,
    description = {"Forgets a person: their mails in all folders, answers to them, tickets, what was learned, queues, index, archive; in other people's mail"
        + " their address, name and quoted words are masked. Shows first what goes, and asks.",
        "Works beside a running gateway, which then does it, and on a stopped one. What is cut off is finished by the next start or the next such command.",
        "The receipt says what is pending: octets of deleted rows in the store's file and its log are overwritten in the background, the log when readers"
            + " such as a backup have left it; a file of more than 48 MiB is written anew only while no gateway runs (--finish).",
        "Not reached: backups made before (see --again), logs, what has left the house, agents' own copies in their mail programs."},
    exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:done, or found with --was", "1:not done, holds kept all, not found with --was, or something is pending after --finish",
        "2:wrong usage"},
    footerHeading = "%nExamples:%n",
    footer = {"  postern erase li@customer.example --dry-run",
        "  postern erase li@customer.example li.lei@work.example --name 李雷",
        "  postern erase --was li@customer.example     was this person erased?",
        "  postern erase --receipts --json",
        "  postern erase --again /mnt/receipts         after 'postern restore': who was erased since that backup",
        "  postern erase --finish                      while no gateway runs: what receipts call pending"})
public final class EraseCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());
    private static final long LOOK_MILLIS = 200;
    /** How often the command looks whether a running gateway has done what readers may hinder. */
    private static final int PENDING_LOOKS = 50;

    private final Terminal terminal;
    private final Supplier<Optional<UnaryOperator<String>>> asked;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Places places;

    @Mixin
    private Places.Home home;

    @Parameters(paramLabel = "ADDRESS", arity = "0..*", description = "the person's address; several are one person")
    private List<String> addresses = List.of();

    @Option(names = "--name", paramLabel = "NAME", description = "a name by which others' mail calls the person, beside those in the person's own mails; may be repeated")
    private List<String> names = List.of();

    @Option(names = "--dry-run", description = "only show what would go")
    private boolean dryRun;

    @Option(names = "--damaged", description = "overwrite archived mails too that are damaged, so that nobody can tell whose they are; without it the receipt names them")
    private boolean damaged;

    @Option(names = "--yes", description = "do not ask, for scripts")
    private boolean yes;

    @Option(names = "--by", paramLabel = "WHO", description = "who orders it, for the receipt; default: who is logged in here")
    private String by = System.getProperty("user.name");

    @Option(names = "--receipts", description = "show what was erased so far")
    private boolean receipts;

    @Option(names = "--was", paramLabel = "ADDRESS", description = "show whether this address was erased")
    private String was;

    @Option(names = "--again", paramLabel = "RECEIPTS", description = "after a backup was restored, before the gateway starts: erase again who was erased since the"
        + " backup was made, as the receipts in this directory say; names that were given with --name are not in them")
    private Path again;

    @Option(names = "--finish", description = "do what receipts call pending; while no gateway runs")
    private boolean finish;

    @Option(names = "--json", description = "print JSON objects")
    private boolean json;

    EraseCommand(Terminal terminal) {
        this(terminal, () -> Optional.ofNullable(System.console()).map(console -> question -> console.readLine("%s", question)));
    }

    /** @param asked whom a question goes to, who answers with a line, or null for none; empty where there is no terminal */
    EraseCommand(Terminal terminal, Supplier<Optional<UnaryOperator<String>>> asked) {
        this.terminal = terminal;
        this.asked = asked;
    }

    @Override
    public Integer call() throws Exception {
        LiveDesk desk = LiveDesk.open(places.conf());
        Optional<Person> person = receipts || finish || again != null || was != null ? Optional.empty() : Optional.of(person(desk));
        try (StoppedHome opened = StoppedHome.open(home.get(), desk)) {
            if (person.isPresent()) {
                return erase(opened, List.of(person.get()));
            }
            if (again != null) {
                List<Person> people = Again.people(again, opened.book().receipts(), opened.store(), opened.marks());
                terminal.note("%d of those who were erased since are here again", people.size());
                return people.isEmpty() ? 0 : erase(opened, people);
            }
            if (finish) {
                return finish(opened);
            }
            List<Receipt> found = was == null ? opened.book().receipts()
                : opened.book().of(was).stream().filter(receipt -> !receipt.refused()).toList();
            found.forEach(this::show);
            List<ErasureBook.UnderWay> underWay = was == null ? opened.book().underWay() : List.of();
            underWay.forEach(order -> show(order, opened.erasure().steps()));
            if (found.isEmpty() && underWay.isEmpty()) {
                terminal.note(was == null ? "nobody was erased yet" : "this address was not erased here");
            }
            return was == null || !found.isEmpty() ? 0 : 1;
        }
    }

    private Person person(LiveDesk desk) {
        addresses.stream().filter(new OurAddresses(desk)).findFirst().ifPresent(address -> {
            throw new ParameterException(spec.commandLine(), address + " is an address of the desk itself; customers are erased, not colleagues");
        });
        try {
            return new Person(new LinkedHashSet<>(addresses), names, damaged);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private int erase(StoppedHome opened, List<Person> people) throws IOException, InterruptedException {
        for (Person person : dryRun || !json ? people : List.<Person>of()) {
            show(opened.erasure().look(person));
        }
        if (dryRun) {
            return 0;
        }
        if (!yes && !agreed()) {
            terminal.note("nothing is erased");
            return 1;
        }
        int refused = 0;
        for (Person person : people) {
            long order = opened.book().order(person, by);
            carryOut(opened, order);
            Receipt receipt = opened.book().receipt(order).orElseThrow();
            show(receipt);
            refused += receipt.refused() ? 1 : 0;
        }
        return refused > 0 ? 1 : 0;
    }

    private boolean agreed() {
        UnaryOperator<String> terminalUser = asked.get().orElseThrow(() ->
            new ParameterException(spec.commandLine(), "there is no terminal to ask; look at it with --dry-run, then say --yes"));
        return "erase".equals(terminalUser.apply("This cannot be taken back. Write 'erase' to go on: "));
    }

    private int finish(StoppedHome opened) throws IOException, Failure {
        try (HomeLock held = HomeLock.take(home.get()).orElseThrow(() -> new Failure("a gateway runs in this home, or another command erases; stop it first"))) {
            opened.perform();
        }
        List<Receipt> left = opened.book().receipts().stream().filter(receipt -> !receipt.pending().isEmpty()).toList();
        left.forEach(this::show);
        if (left.isEmpty()) {
            terminal.note("nothing is pending");
        }
        return left.isEmpty() ? 0 : 1;
    }

    /** A running gateway does it; where none runs, or it ends meanwhile, this process. What readers hinder is waited for a little. */
    private void carryOut(StoppedHome opened, long order) throws IOException, InterruptedException {
        int steps = opened.erasure().steps();
        try (ProgressBar bar = terminal.progress("erasing", steps)) {
            int looks = 0;
            for (Optional<Receipt> receipt = Optional.empty(); looks < PENDING_LOOKS && receipt.flatMap(one -> one.cleaned().overwritten()).isEmpty();
                    receipt = opened.book().receipt(order)) {
                Optional<HomeLock> lock = HomeLock.take(home.get());
                if (lock.isPresent()) {
                    try (HomeLock held = lock.get()) {
                        // No waiting for room on the disk.
                        looks = opened.perform() == Erasure.Left.WHAT_NEEDS_ROOM ? PENDING_LOOKS : looks;
                    }
                }
                bar.at(opened.book().progress(order).orElse(steps), "");
                looks += receipt.isPresent() ? 1 : 0;
                if (lock.isEmpty() || receipt.isPresent()) {
                    Thread.sleep(LOOK_MILLIS);
                }
            }
        }
    }

    private void show(Erasure.Outlook outlook) {
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("wouldErase", outlook.counts());
            fields.put("wouldKeep", outlook.kept());
            fields.put("damaged", outlook.damaged());
            terminal.say("%s", written(fields));
            return;
        }
        terminal.say(outlook.counts().isEmpty() ? "Nothing of this person is here." : "This goes:");
        outlook.counts().forEach((kind, count) -> terminal.say("  %,7d  %s", count, kind));
        outlook.kept().forEach(line -> terminal.say("Kept by %s", line));
        outlook.damaged().forEach(line -> terminal.say("Not searched: %s", line));
    }

    private void show(ErasureBook.UnderWay order, int steps) {
        if (json) {
            terminal.say("%s", written(Map.of("receipt", order.name(), "by", order.by(), "asked", order.asked().toString(), "pending",
                List.of("%d of %d steps are done".formatted(order.steps(), steps)))));
        } else {
            terminal.say("%s, not done, ordered by %s on %s", order.name(), order.by(), MINUTE.format(order.asked()));
            terminal.say("  pending: %d of %d steps are done; the gateway goes on with it, or 'postern erase --finish' while none runs", order.steps(), steps);
        }
    }

    private void show(Receipt receipt) {
        if (json) {
            terminal.say("%s", written(ReceiptFiles.fields(receipt)));
            return;
        }
        terminal.say("%s, %s, ordered by %s", receipt.name(), MINUTE.format(receipt.done()), receipt.by());
        receipt.erased().forEach((kind, count) -> terminal.say("  %,7d  %s", count, kind));
        receipt.kept().forEach(line -> terminal.say("  kept by %s", line));
        receipt.damaged().forEach(line -> terminal.say("  not searched or not erased: %s", line));
        receipt.pending().forEach(line -> terminal.say("  pending: %s", line));
        if (receipt.pending().isEmpty()) {
            terminal.say("  the store's file was written anew: no octet is left");
        }
    }

    private static String written(Map<String, Object> fields) {
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of texts and numbers can be written", e);
        }
    }
}
