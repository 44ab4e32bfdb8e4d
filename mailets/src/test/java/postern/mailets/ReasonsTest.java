package postern.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.desk.file.DeskFile;
import postern.triage.Docket;

/** Guarantee 6 of the design: the same words in header, ticket and metric. */
class ReasonsTest {
    private static final String MAIL = """
        From: ann@customer.example
        To: service@shop.example
        Subject: whale refund
        Message-ID: <1@customer.example>
        Content-Type: text/plain

        please, it is about the whale
        """;

    @TempDir
    private Path directory;

    @Test
    void aDecisionHasTheSameWordsInHeaderTicketAndMetric() throws Exception {
        String desk = Files.readString(Path.of("").toAbsolutePath().resolveSibling("conf/desk.yaml"))
            .replace("      order-en:\n", "      whales: { words: [whale], weight: 50, dry: true }\n      order-en:\n");
        try (Rig rig = new Rig(directory, DeskFile.read("desk.yaml", desk).orThrow())) {
            Docket docket = rig.run("m1", "ann@customer.example", List.of("service@shop.example"), MAIL);
            Set<String> codes = docket.reasons().stream().map(reason -> reason.code()).collect(Collectors.toCollection(TreeSet::new));
            assertThat(docket.classification().orElseThrow().topic().id()).isEqualTo("refund");
            assertThat(codes).contains("rule-word", "dry-rule", "promise", "topic-team", "safe");
            String header = rig.filed().getFirst().header().replace("\r\n ", " ");
            assertThat(codes).allMatch(header::contains);
            assertThat(header).contains("dry-rule(whales: would be order)");
            String ticket = rig.tickets.events(docket.match().orElseThrow().ticket(), 10).toString();
            assertThat(ticket).contains("rule-word(refund-en:refund)", "dry-rule(whales: would be order)");
            Set<String> counted = rig.meters.find("postern.reasons").counters().stream().map(counter -> counter.getId().getTag("reason"))
                .collect(Collectors.toCollection(TreeSet::new));
            assertThat(counted).isEqualTo(codes);
            assertThat(rig.meters.get("postern.rules.dry").tags("rule", "whales", "topic", "order").counter().count()).isEqualTo(1);
        }
    }
}
