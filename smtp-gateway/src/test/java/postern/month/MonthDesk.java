package postern.month;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import postern.desk.Desk;
import postern.desk.file.DeskFile;

/**
 * The sample desk with twenty agents who all work in every team, in Shanghai, London and New York: a month from the National Day on
 * has its holidays, a make-up day, and two changes of the clock in the middle of a shift.
 */
final class MonthDesk {
    private static final String CALENDARS = """

        calendars:
          newyork:
            zone: America/New_York
            week:
              mon-fri: 08:15-12:00, 12:45-17:00
              sun: 00:00-04:00
            holidays: [2026-10-12]
          london:
            zone: Europe/London
            week:
              mon-sat: 07:30-11:00, 11:30-14:00, 20:00-00:00
              sun: 00:30-03:00
        """;

    private MonthDesk() {
    }

    /** @param announced whether the month has another holiday, and other promises */
    static Desk of(Desk sample, boolean announced) {
        try {
            String more = IntStream.rangeClosed(1, 12).mapToObj(i -> "  agent" + i
                + ":\n    name: { zh: 客服, en: Agent }\n    tier: " + (1 + i % 3)
                + "\n    languages: [zh, en]\n    cap: 6\n").collect(Collectors.joining());
            String all = Stream.concat(sample.agents().keySet().stream(), IntStream.rangeClosed(1, 12).mapToObj(i -> "agent" + i))
                .collect(Collectors.joining(", "));
            String text = Files.readString(Path.of("../conf/desk.yaml")).replaceAll("cap: \\d+", "cap: 6")
                .replaceFirst("\nagents:\n", "\nagents:\n" + more)
                .replaceAll("    members: \\[[^]]*]", "    members: [" + all
                    + "]\n    assign: auto\n    escalate: { to-tier-2: 12 h, to-tier-3: 12 h }")
                .replaceFirst("\ncalendars:\n", CALENDARS)
                .replaceFirst("(folder: Technical\n    calendar: )shanghai", "$1newyork")
                    .replaceFirst("(folder: Orders\n    calendar: )shanghai", "$1london")
                .replaceFirst("standard: 4 h", "standard: { first-response: 4 h, next-response: 150 min, resolution: 20 h }")
                .replaceFirst("second-answer: refuse", "second-answer: hold")
                // All mail comes from one client.
                .replaceFirst("mails-per-minute: 600", "mails-per-minute: 100000");
            return DeskFile.read("desk.yaml", announced ? announced(text) : text).orThrow().with(sample.listeners())
                .with(sample.outgoing());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String announced(String text) {
        return text.replace("4 h, next-response: 150 min, resolution: 20 h", "3 h, next-response: 4 h, resolution: 26 h")
            .replaceFirst("(# 国庆节 National Day\n)", "$1      - 2026-10-21..2026-10-23\n");
    }
}
