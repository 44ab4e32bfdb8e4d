package postern.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import postern.archive.Archived;
import postern.archive.Recoveries;
import postern.archive.What;
import postern.desk.TicketId;
import postern.server.Failure;
import postern.server.Places.Home;
import postern.terminal.Terminal;

/** {@code recover}: a deleted mail back from the archive. */
@Command(name = "recover", mixinStandardHelpOptions = true,
    description = {"Brings deleted mail back from the archive, into the folder where its ticket stands: the customer's mails of a ticket, or one mail by"
        + " its name, which the 250 told the sender and 'postern export' shows. What lies in a team's folder anyway is left alone.",
        "A running gateway does it at once; otherwise it is done when it starts."},
    exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:the mails are in their folders, or will be when the gateway runs", "1:at least one cannot be brought back"},
    footerHeading = "%nExamples:%n", footer = {
        "  postern recover 482-109-3766",
        "  postern recover 01k9x3vq8m5t7e2r4w6y8z0abc",
        "  postern recover 482-109-3766 --json"})
public final class RecoverCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final String WAITS = "waits for the gateway to run";

    private final Terminal terminal;

    @Mixin
    private Home home;

    @Parameters(paramLabel = "TICKET|NAME", arity = "1..*", description = "number of a ticket, or name of a mail")
    private List<String> wanted;

    @Option(names = "--json", description = "print one JSON object a mail")
    private boolean json;

    RecoverCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, Failure {
        try (Opened opened = Opened.of(home.get())) {
            boolean runs = opened.catchUp();
            List<String> names = new ArrayList<>();
            int status = 0;
            for (String one : wanted) {
                List<String> found = names(opened, one);
                if (found.isEmpty()) {
                    show(one, "is not in the archive");
                    status = 1;
                }
                names.addAll(found);
            }
            Recoveries recoveries = new Recoveries(opened.store());
            List<Long> wishes = recoveries.ask(names);
            for (int i = 0; i < names.size(); i++) {
                Optional<String> outcome = outcome(recoveries, wishes.get(i), runs);
                show(names.get(i), outcome.orElse(WAITS));
                status = outcome.filter(said -> said.matches("(?s)(?:was erased|is not|cannot).*")).isPresent() ? 1 : status;
            }
            return status;
        }
    }

    /** Of a ticket, the mails that came from outside. */
    private static List<String> names(Opened opened, String wanted) {
        Optional<TicketId> ticket = TicketId.find(wanted).stream().findFirst();
        if (ticket.isEmpty()) {
            return opened.archive().mail(wanted).map(Archived::name).stream().toList();
        }
        return opened.archive().ofTicket(ticket.get()).stream()
            .filter(mail -> mail.direction() == What.ACCEPTED && (mail.erased().isPresent() || mail.envelope().login().isEmpty()))
            .map(Archived::name).toList();
    }

    private static Optional<String> outcome(Recoveries recoveries, long wish, boolean runs) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        Optional<String> outcome = recoveries.outcome(wish);
        while (runs && outcome.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_NANOS);
            outcome = recoveries.outcome(wish);
        }
        return outcome;
    }

    private void show(String name, String outcome) throws JsonProcessingException {
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("mail", name);
            object.put("outcome", outcome);
            terminal.say("%s", JSON.writeValueAsString(object));
        } else {
            terminal.say("%s %s", name, outcome);
        }
    }
}
