package postern.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import postern.accounts.KnownAddresses;
import postern.archive.Archive;
import postern.customers.LookedUpGroups;
import postern.desk.Desk;
import postern.gestures.Rethinking;
import postern.learning.ModelShelf;
import postern.learning.School;
import postern.replay.Replay;
import postern.replay.Without;
import postern.store.LookedAt;
import postern.store.SqliteStore;
import postern.store.Store;
import postern.terminal.ProgressBar;
import postern.terminal.Table;
import postern.terminal.Terminal;
import postern.triage.Triage;

/** {@code undo}: takes back what a rule did to open tickets. */
@Command(name = "undo", mixinStandardHelpOptions = true,
    description = {"Takes back what a rule did to open tickets: each is decided anew, as its mail came, without the rule, and goes where it would be;",
        "its mails follow. A ticket that a person had a hand in since is left alone and listed. The running gateway does it.",
        "The rule itself stays in desk.yaml until you take it out there. Doing it again does nothing twice."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done, or nothing to do", "1:orders wait, as no gateway runs; it goes on when one does",
        "2:wrong usage or mistakes in the configuration"},
    footerHeading = "%nExamples:%n",
    footer = {"  postern undo refund-en --dry-run", "  postern undo refund-en --since 2026-11-20",
        "  postern undo refund-en --json | jq -r '.left[].ticket'"})
final class UndoCommand implements Callable<Integer> {
    private static final long LOOK_MILLIS = 200;
    private static final long PATIENCE_MILLIS = 15_000;

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Places places;

    @Mixin
    private Places.Home home;

    @Option(names = "--since", paramLabel = "DATE", description = "only tickets opened from this day on, such as 2026-11-20")
    private String since;

    @Option(names = "--dry-run", description = "only tell what would be done")
    private boolean dryRun;

    @Option(names = "--no-wait", description = "give the orders and do not wait until the gateway has done them")
    private boolean noWait;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Parameters(paramLabel = "RULE", description = "its name in desk.yaml, now or before")
    private String rule;

    UndoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws WrongDesk, Failure, IOException {
        Desk desk = LiveDesk.read(places.conf().resolve("desk.yaml"));
        Path file = home.get().resolve(Gateway.STORE);
        if (!Files.isReadable(file)) {
            throw new Failure("there is no store in " + home.get() + "; --home names another place");
        }
        List<Without.Rethought> all = rethought(desk, file);
        List<Rethinking.Order> orders = all.stream().flatMap(one -> one.order().stream()).toList();
        if (dryRun || orders.isEmpty()) {
            tell(all, Map.of());
            return 0;
        }
        try (Store store = SqliteStore.open(file, new SimpleMeterRegistry())) {
            Rethinking.prepare(store);
            store.writeAndWait(connection -> Rethinking.give(connection, orders));
            int waiting = noWait ? 0 : await(store, orders.size());
            Map<String, String> outcomes = new LinkedHashMap<>();
            for (Rethinking.Order order : orders) {
                store.read(connection -> Rethinking.outcome(connection, rule, order.ticket()))
                    .ifPresent(what -> outcomes.put(order.ticket().value(), what));
            }
            tell(all, outcomes);
            if (waiting > 0) {
                terminal.note("%d orders wait: no gateway does them. They are done as soon as one runs.", waiting);
            }
            return waiting > 0 ? 1 : 0;
        }
    }

    private List<Without.Rethought> rethought(Desk desk, Path file) throws IOException, Failure {
        Desk without = desk.without(rule);
        Triage triage = new Triage(without, new LookedUpGroups(() -> without, places.conf()))
            .with(School.model(ModelShelf.beside(file), without));
        try (LookedAt store = LookedAt.open(file)) {
            Archive archive = new Archive(store, Archive.folder(store));
            List<Without.Case> cases = Without.cases(store, rule, since(desk));
            Without thinking = new Without(archive, new Replay.Side(triage, KnownAddresses.in(file).of(without)),
                HomeKey.seal(home.get()), rule);
            List<Without.Rethought> all = new ArrayList<>();
            try (ProgressBar progress = terminal.progress("decide anew", Math.max(1, cases.size()))) {
                for (Without.Case one : cases) {
                    all.add(thinking.rethink(one, store.read(connection -> Rethinking.touched(connection, one.ticket()))));
                    progress.at(all.size(), "tickets");
                }
            }
            return all;
        }
    }

    private Instant since(Desk desk) {
        try {
            return since == null ? Instant.EPOCH : LocalDate.parse(since).atStartOfDay(desk.calendarOf(desk.catchAllTeam()).zone())
                .toInstant();
        } catch (DateTimeException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), "'" + since + "' is no day, such as 2026-11-20");
        }
    }

    /** @return orders that still wait when nothing has happened for a while */
    private int await(Store store, int orders) {
        try (ProgressBar progress = terminal.progress("undo", orders)) {
            int waiting = store.read(connection -> Rethinking.waiting(connection, rule));
            long changed = System.nanoTime();
            while (waiting > 0 && System.nanoTime() - changed < TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS)) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
                int now = store.read(connection -> Rethinking.waiting(connection, rule));
                changed = now < waiting ? System.nanoTime() : changed;
                waiting = now;
                progress.at(Math.max(0, orders - waiting), "tickets");
            }
            return waiting;
        }
    }

    private void tell(List<Without.Rethought> all, Map<String, String> outcomes) throws IOException {
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("rule", rule);
            object.put("dryRun", dryRun);
            object.put("tickets", all.size());
            object.put("changed", all.stream().filter(one -> one.order().isPresent()).map(one -> fields(one, outcomes)).toList());
            object.put("left", all.stream().filter(one -> one.order().isEmpty()).map(one -> fields(one, outcomes)).toList());
            terminal.say("%s", new ObjectMapper().writeValueAsString(object));
            return;
        }
        Table table = new Table("subject", "ticket", "from", "to", dryRun ? "would be" : "what happened");
        for (Without.Rethought one : all) {
            table.add(List.of(one.of().subject(), one.of().ticket().value(), one.of().topic() + ", " + one.of().team(),
                one.order().map(order -> order.topic() + ", " + order.team()).orElse("-"), outcome(one, outcomes)), "");
        }
        if (!all.isEmpty()) {
            table.print(terminal);
        }
        long changed = all.stream().filter(one -> one.order().isPresent()).count();
        terminal.say("%s: %,d open tickets, %,d %s, %,d left as they are", rule, all.size(), changed, dryRun ? "would change"
            : "to change", all.size() - changed);
    }

    private String outcome(Without.Rethought one, Map<String, String> outcomes) {
        return one.order().isEmpty() ? one.why() : dryRun ? "changed" : outcomes.getOrDefault(one.of().ticket().value(), "waits");
    }

    private Map<String, Object> fields(Without.Rethought one, Map<String, String> outcomes) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("ticket", one.of().ticket().value());
        fields.put("subject", one.of().subject());
        fields.put("topic", one.of().topic());
        fields.put("team", one.of().team());
        one.order().ifPresent(order -> {
            fields.put("toTopic", order.topic());
            fields.put("toTeam", order.team());
            fields.put("toPriority", order.priority().name().toLowerCase(java.util.Locale.ROOT));
        });
        fields.put("outcome", outcome(one, outcomes));
        return fields;
    }
}
