package postern.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.desk.Priority;
import postern.desk.Reason;
import postern.desk.file.DeskFile;
import postern.triage.Docket;
import postern.triage.Match;

/** A further mail is about what its ticket is about, unless a rule asks for the ticket's age. */
class TicketAgeTest {
    @TempDir
    private Path directory;

    private Docket write(Rig rig, String number, String more) {
        return rig.run("m" + number, "ann@customer.example", List.of("service@shop.example"), """
            From: ann@customer.example
            To: service@shop.example
            Subject: refund
            Message-ID: <%s@customer.example>
            %sContent-Type: text/plain

            still no refund, and I want to complain, mail %s
            """.formatted(number, more, number).replace("and I want to complain, mail 1", "mail 1"));
    }

    @Test
    void anOldTicketMayBeACaseForOthers() throws Exception {
        String desk = Files.readString(Path.of("").toAbsolutePath().resolveSibling("conf/desk.yaml"))
            .replace("      complaint-zh:\n", "      complaint-late: { words: [refund], ticket-age: { over: 7 d } }\n      complaint-zh:\n");
        try (Rig rig = new Rig(directory, DeskFile.read("desk.yaml", desk).orThrow())) {
            assertThat(write(rig, "1", "").classification().orElseThrow().topic().id()).isEqualTo("refund");
            rig.now = rig.now.plus(Duration.ofDays(1));
            Docket soon = write(rig, "2", "In-Reply-To: <1@customer.example>\n");
            assertThat(soon.match()).get().isInstanceOf(Match.Joined.class);
            assertThat(soon.classification().orElseThrow().reasons()).containsExactly(Reason.of("topic-of-ticket", "refund"));
            rig.now = rig.now.plus(Duration.ofDays(7));
            Docket late = write(rig, "3", "In-Reply-To: <1@customer.example>\n");
            assertThat(late.match()).get().isInstanceOf(Match.Joined.class);
            assertThat(late.classification().orElseThrow().reasons()).extracting(Reason::toString)
                .containsExactly("rule-word(complaint-late:refund)", "rule-ticket-age(complaint-late:8 d)");
            assertThat(late.urgency().orElseThrow().priority()).isGreaterThanOrEqualTo(Priority.HIGH);
            assertThat(late.assignment()).isEqualTo(soon.assignment());
        }
    }
}
