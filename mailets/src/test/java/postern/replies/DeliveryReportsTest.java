package postern.replies;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import postern.desk.Desk;
import postern.desk.file.DeskFile;
import postern.letter.Bounce;
import postern.letter.Letter;
import postern.letter.LetterReader;
import postern.letter.Origin;

/** Guarantee of the delivery reports, as our own reader understands them. */
class DeliveryReportsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
    private static final String HEADING = "Subject: caf\u00e9\r\nMessage-ID: <1@customer.example>\r\n";
    private final DeliveryReports reports = new DeliveryReports(new SecureRandom());

    private Letter report(String diagnostic, String heading) throws Exception {
        Desk desk = DeskFile.read("conf/desk.yaml", Files.readString(Path.of("").toAbsolutePath().resolveSibling("conf/desk.yaml"))).orThrow();
        Undelivered what = new Undelivered("m1", List.of("wang@customer.example"), diagnostic, NOW,
            Optional.of(heading).filter(text -> !text.isEmpty()).map(text -> text.getBytes(StandardCharsets.ISO_8859_1)));
        byte[] report = reports.compose(what, "alice@shop.example", desk, NOW);
        assertThat(new String(report, StandardCharsets.ISO_8859_1)).doesNotContainPattern("[^\r]\n").doesNotContain("Bcc:");
        return new LetterReader().read(report);
    }

    @ParameterizedTest
    @CsvSource({"550 5.1.1 No such user, 5.1.1", "452 4.2.2 Mailbox full, 5.2.2", "connection refused, 5.0.0", "'', 5.0.0"})
    void ourReaderTakesItForTheBounceOfThatMail(String diagnostic, String status) throws Exception {
        Letter letter = report(diagnostic, HEADING);
        assertThat(letter.origin()).isEqualTo(Origin.BOUNCE);
        Bounce bounce = letter.bounce().orElseThrow();
        assertThat(bounce.recipient()).contains("wang@customer.example");
        assertThat(bounce.action()).contains("failed");
        assertThat(bounce.originalMessageId()).contains("<1@customer.example>");
        assertThat(bounce.status()).hasValueSatisfying(said -> assertThat(said).startsWith(status.substring(0, 2)));
        assertThat(letter.text()).contains("邮件未能送达", "could not be delivered", "wang@customer.example");
    }

    @Test
    void nothingThatTheNextServerSaysBecomesAField() throws Exception {
        Letter letter = report("550 no\r\nBcc : x@example.com\r\n\r\n--report-\r\n\u0000=?utf-8?Q?a?=", HEADING);
        assertThat(letter.bounce().orElseThrow().recipient()).contains("wang@customer.example");
        assertThat(letter.attachments()).hasSizeLessThan(3);
    }

    @Test
    void whoMayNotSeeTheMailIsToldItsNameOnlyAndALongHeaderIsCutAtALine() throws Exception {
        assertThat(report("", "").text()).contains("under the name m1");
        assertThat(report("", HEADING + "X: y\r\n".repeat(20_000)).bounce().orElseThrow().originalMessageId()).contains("<1@customer.example>");
    }
}
