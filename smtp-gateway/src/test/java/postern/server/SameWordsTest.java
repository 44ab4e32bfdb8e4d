package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import postern.desk.TicketId;
import postern.tickets.TicketEvent;
import postern.tickets.Tickets;
import postern.wire.SmtpClient;

/** Guarantees 4, 5 and 6 over the running gateway. */
@DisplayName("A mail of which the rules know nothing")
class SameWordsTest {
    private static final Pattern CODE = Pattern.compile("([a-z0-9]+(?:-[a-z0-9]+)*)(?:\\([^()]*(?:\\([^()]*\\)[^()]*)*\\))?");
    /** In GBK and with a header that a parser would like to mend. */
    private static final String MAIL = "From: wang@customer.example\r\nTo:   service@shop.example\r\nSubject: \u00c4\u00e3\u00ba\u00c3\r\n"
        + "X-Odd:\ta  b\r\n c\r\n\r\n\u00b9\u00fe\u00b9\u00fe \u0001\r\n.\r\n\r\n";

    @TempDir
    private Path home;

    @Test
    @DisplayName("lies with the catch-all team, unchanged and with a deadline, and header, ticket, log and metric say why in the same words")
    void sameWords() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger decisions = (Logger) LoggerFactory.getLogger("postern.mailets.Decisions");
        decisions.setLevel(Level.INFO);
        decisions.addAppender(log);
        try (TestGateway gateway = TestGateway.start(home); SmtpClient client = gateway.smtp();
             ImapDialogue agent = gateway.agent(gateway.gateway().desk().catchAllTeam().members().getFirst())) {
            String folder = gateway.gateway().desk().catchAllTeam().folder();
            client.send("wang@customer.example", List.of("service@shop.example"), SmtpClient.stuffed(MAIL.getBytes(StandardCharsets.ISO_8859_1)));
            await().atMost(Duration.ofSeconds(60)).until(() -> agent.count(folder) == 1 && gateway.deliveries().size() == 1);
            String message = message(agent, folder);
            assertThat(message).contains("\r\n" + MAIL).contains("X-Postern-Deadline: ");
            List<String> header = codes(field(message, "X-Postern-Why"));
            assertThat(header).isNotEmpty();
            assertThat(codes(event(gateway, field(message, "X-Postern-Ticket")))).containsAll(header);
            await().atMost(Duration.ofSeconds(60)).until(() -> !log.list.isEmpty());
            String line = log.list.getFirst().getFormattedMessage();
            assertThat(List.of(line.substring(line.indexOf("why=") + 4).split(","))).containsAll(header);
            assertThat(line).contains("ticket=" + field(message, "X-Postern-Ticket"));
            MeterRegistry meters = gateway.gateway().part(MeterRegistry.class);
            assertThat(meters.get("postern.acknowledgements").tag("reason", field(message, "X-Postern-Reply")).counter().count()).isEqualTo(1);
            assertThat(meters.get("postern.topics").tag("topic", field(message, "X-Postern-Topic")).counter().count()).isEqualTo(1);
        } finally {
            decisions.detachAppender(log);
            decisions.setLevel(null);
        }
    }

    private static String event(TestGateway gateway, String ticket) {
        return gateway.gateway().part(Tickets.class).events(new TicketId(ticket), 10).stream().filter(event -> event.kind().equals("decided"))
            .map(TicketEvent::detail).findFirst().orElseThrow();
    }

    private static String message(ImapDialogue agent, String folder) throws Exception {
        agent.ok("EXAMINE \"" + folder + "\"");
        agent.bareLine("x FETCH 1 BODY.PEEK[]");
        List<String> lines = new ArrayList<>();
        for (String line = agent.bareLine(); !line.startsWith("x "); line = agent.bareLine()) {
            lines.add(line);
        }
        return lines.stream().collect(Collectors.joining("\r\n"));
    }

    private static String field(String message, String name) {
        Matcher field = Pattern.compile("(?m)^" + name + ": ([^\r]*(?:\r\n[ \t][^\r]*)*)").matcher(message);
        assertThat(field.find()).as(name).isTrue();
        return field.group(1).replace("\r\n", "");
    }

    private static List<String> codes(String reasons) {
        return Stream.of(CODE.matcher(reasons)).flatMap(found -> found.results()).map(result -> result.group(1)).distinct().toList();
    }
}
