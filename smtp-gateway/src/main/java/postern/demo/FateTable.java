package postern.demo;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import postern.desk.Desk;
import postern.terminal.Table;
import postern.terminal.Terminal;

/** Shows what became of each sample, and why. */
final class FateTable {
    private static final DateTimeFormatter DEADLINE = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);

    private final Desk desk;
    private final ZoneId zone;

    FateTable(Desk desk) {
        this.desk = desk;
        this.zone = desk.calendarOf(desk.catchAllTeam()).zone();
    }

    void print(Map<Integer, Fate> fates, Terminal terminal) {
        Table table = new Table("mail", "ticket", "topic", "priority", "folder", "answer by", "acknowledged");
        fates.forEach((number, fate) -> table.add(List.of(
            String.format(Locale.ROOT, "%2d %s", number, fate.posted().sample().shows()),
            fate.ticket().orElse("-"),
            fate.header("X-Postern-Topic").orElse("-"),
            fate.header("X-Postern-Priority").orElse("-"),
            fate.found().isEmpty() ? "-" : fate.found().getFirst().folder(),
            fate.found().stream().findFirst().flatMap(Desktop.Found::deadline).map(this::local).orElse("-"),
            fate.answer().isPresent() ? "yes" : "no"), why(fate)));
        table.print(terminal);
        terminal.say("Times are of %s.", zone);
    }

    /** @return how many samples did not end as promised */
    int printBroken(Map<Integer, Fate> fates, Terminal terminal) {
        int broken = 0;
        for (Map.Entry<Integer, Fate> entry : fates.entrySet()) {
            for (String what : entry.getValue().broken(fates, desk)) {
                terminal.note("%s", terminal.in(Terminal.Colour.RED, "mail " + entry.getKey() + ": " + what));
            }
            broken += entry.getValue().broken(fates, desk).isEmpty() ? 0 : 1;
        }
        return broken;
    }

    private String why(Fate fate) {
        // Decoding drops the blank between two encoded words.
        return fate.header("X-Postern-Why").orElse("").replaceAll(",(?=\\S)", ", ");
    }

    private String local(Instant deadline) {
        return DEADLINE.format(deadline.atZone(zone));
    }
}
