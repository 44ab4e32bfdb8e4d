package postern.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.tickets.Sql;

/** Guarantee 1 of the package under SIGKILL: a child takes mails over and archives them, and is killed. */
class KilledArchivistTest {
    private static final int ENOUGH = 300;
    private static final int APART = 100_000;

    @TempDir
    private Path home;

    /** The child: takes mails over from three threads for ever, and names each that is committed. */
    static final class Child {
        public static void main(String[] arguments) {
            Filled filled = new Filled(Path.of(arguments[0]));
            filled.archivist().start();
            AtomicInteger next = new AtomicInteger(Integer.parseInt(arguments[1]));
            for (int i = 0; i < 3; i++) {
                new Thread(() -> {
                    while (true) {
                        String name = "mail" + next.getAndIncrement();
                        filled.accept(name);
                        filled.happen("joined", name);
                        filled.send(name + "-ack");
                        System.out.println(name);
                    }
                }).start();
            }
        }
    }

    @Test
    void whatWasCommittedIsInTheArchiveOnceAfterKills() throws Exception {
        List<String> told = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            told.addAll(runAndKill(round));
        }
        try (Filled filled = new Filled(home)) {
            filled.drain();
            assertThat(filled.verify().findings()).isEmpty();
            Map<String, Integer> names = new TreeMap<>();
            new Walk(new Shelf(filled.folder)).from(LocalDate.MIN, 0, line -> line.entry().filter(entry -> entry.block().isPresent() && entry.what() != What.EVENTS)
                .ifPresent(entry -> names.merge(entry.name(), 1, Integer::sum)));
            assertThat(names.values()).containsOnly(1);
            assertThat(names.keySet()).containsAll(told).containsAll(told.stream().map(name -> name + "-ack").toList());
            assertThat(filled.archive.events(Filled.TICKET)).hasSize(filled.store.read(connection ->
                Sql.first(connection, "select count(*) from ticket_event", row -> row.getInt(1)).orElseThrow()));
            assertThat(filled.archive.mail(told.getLast()).orElseThrow().raw()).hasBinaryContent(Filled.content(told.getLast()));
        }
    }

    private List<String> runAndKill(int round) throws Exception {
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"),
            "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", Child.class.getName(), home.toString(), String.valueOf(round * APART))
            .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<String> told = new ArrayList<>();
        int enough = ENOUGH + round * 37;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null && told.size() < enough; line = lines.readLine()) {
                // A log of the child would come the same way.
                if (line.matches("mail\\d+")) {
                    told.add(line);
                }
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(told).hasSize(enough);
        return told;
    }
}
