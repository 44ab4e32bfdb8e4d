package postern.month;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.desk.TicketId;
import postern.server.ImapDialogue;
import postern.server.TestGateway;
import postern.store.Store;
import postern.tickets.Sql;
import postern.tickets.TicketEvent;
import postern.tickets.Tickets;

/** The gateway of the month: mail in and out, agents at their mail programs, and crashes. */
final class Office implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern UIDS = Pattern.compile("\\* SEARCH ([\\d ]+)");
    private static final int EVENTS = 1000;

    private final Path directory;
    private final Map<String, ImapDialogue> programs = new TreeMap<>();
    private volatile Instant now;
    private TestGateway gateway;
    private Path home;
    private int crashes;
    private volatile boolean announced;

    Office(Path directory, Instant start) throws Exception {
        this.directory = directory;
        now = start;
        open(Files.createDirectory(directory.resolve("home")));
    }

    private void open(Path in) throws Exception {
        InstantSource clock = () -> now;
        home = in;
        gateway = TestGateway.start(in, sample -> MonthDesk.of(sample, announced), List.of(binder -> binder.bind(Clock.class)
            .toInstance(clock.withZone(ZoneOffset.UTC))));
    }

    Instant now() {
        return now;
    }

    void passes(Duration time) {
        now = now.plus(time).truncatedTo(ChronoUnit.MILLIS);
    }

    /** Another desk.yaml is in force from now on. */
    void announce() {
        announced = true;
        gateway.gateway().reload();
    }

    Desk desk() {
        return gateway.gateway().desk();
    }

    <T> T part(Class<T> kind) {
        return gateway.gateway().part(kind);
    }

    /** What kill -9 leaves: the files as they are between two commits, and nothing of what was in memory. */
    void crash() throws Exception {
        Path left = Files.createDirectory(directory.resolve("after-" + ++crashes));
        part(Store.class).writeAndWait(connection -> {
            copy(home, left);
            return null;
        });
        leave();
        gateway.close();
        open(left);
    }

    private static void copy(Path from, Path to) {
        try {
            // The log last: what reached the main file meanwhile is in it, too.
            for (String file : List.of("postern.db", "postern.db-wal")) {
                Files.copy(from.resolve(file), to.resolve(file));
            }
            Files.walkFileTree(from, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Path copy = to.resolve(from.relativize(file).toString());
                    if (!file.getFileName().toString().startsWith("postern.db")) {
                        Files.createDirectories(copy.getParent());
                        Files.copy(file, copy);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    int crashes() {
        return crashes;
    }

    /** Waits until all mails went through the flow, and all that agents did is done. */
    void settle() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5))
            .until(() -> count("select (select count(*) from spool) + (select count(*) from mailbox_change)") == 0);
    }

    long count(String sql, Object... values) {
        return part(Store.class).<Long>read(connection -> Sql.first(connection, sql, row -> row.getLong(1), values).orElse(0L));
    }

    String text(String sql, Object... values) {
        return part(Store.class).<String>read(connection -> Sql.first(connection, sql, row -> row.getString(1), values)
            .orElse("nothing"));
    }

    void write(String from, String to, String text) throws IOException {
        assertThat(gateway.send(from, to, text).code()).isEqualTo(250);
    }

    String submit(Agent agent, List<String> to, String text) throws Exception {
        return gateway.submit(agent.id(), to, text);
    }

    ImapDialogue program(String agent) throws Exception {
        if (!programs.containsKey(agent)) {
            programs.put(agent, gateway.agent(agent));
        }
        return programs.get(agent);
    }

    /**
     * Does something to one of the ticket's mails in a folder, such as {@code MOVE # Returns/Done}. @return whether there was one,
     * and it was done
     */
    boolean act(String agent, String folder, TicketId ticket, String command) throws Exception {
        ImapDialogue program = program(agent);
        if (!program.command("SELECT \"" + folder + "\"").getLast().contains(" OK ")) {
            return false;
        }
        Matcher uids = UIDS.matcher(String.join("\n", program.ok("UID SEARCH KEYWORD " + ticket.keyword())));
        if (!uids.find()) {
            return false;
        }
        String[] all = uids.group(1).strip().split(" ");
        List<String> said = program.command("UID " + command.replace("#", all[(now.hashCode() & 0x7fff) % all.length]));
        return said.getLast().contains(" OK ") && said.stream().anyMatch(line -> line.contains("COPYUID")
            || line.contains("FETCH"));
    }

    /** @return whether an answer of a ticket is held */
    boolean holds(TicketId ticket) {
        return count("select count(*) from submission_held where ticket = ? and released is null", ticket.value()) > 0;
    }

    List<String> kinds(TicketId ticket) {
        return part(Tickets.class).events(ticket, EVENTS).stream().map(TicketEvent::kind).toList();
    }

    private void leave() throws IOException {
        for (ImapDialogue program : programs.values()) {
            program.close();
        }
        programs.clear();
    }

    @Override
    public void close() throws IOException {
        leave();
        gateway.close();
    }
}
