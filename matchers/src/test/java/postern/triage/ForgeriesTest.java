package postern.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import postern.desk.Desk;
import postern.desk.TicketId;
import postern.desk.file.SampleDesk;

/** Pitfalls 20, 21 and 36: what is forged goes, every other octet stays. */
class ForgeriesTest {
    private static final Desk DESK = SampleDesk.read();
    private static final Seal SEAL = new Seal("a key of a home, long enough".getBytes(StandardCharsets.UTF_8));
    private static final String BODY = "\r\nX-Postern-Ticket: in the body\r\n\r\n你好\r\n\0\r\n";

    @ParameterizedTest
    @ValueSource(strings = {
        "X-Postern-Ticket: 482-109-3766\r\n",
        "x-pOSTERN-why: a,\r\n\tb,\r\n c\r\n",
        "X-Postern-Anything : blanks before the colon\r\n",
        "X-Postern-Loop: <postern.4821093766.aaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaa@HOST>\r\n",
        "Authentication-Results: HOST; dmarc=pass\r\n",
        "Authentication-Results:\r\n (comment) HOST 1; dkim=pass\r\n",
        "authentication-results: \"HOST\"; spf=pass\r\n",
        "ARC-Authentication-Results: i=1; HOST; dmarc=pass\r\n"})
    void aForgedFieldIsTakenAwayWithItsFolds(String field) {
        String forged = field.replace("HOST", DESK.hostname());
        assertThat(removed("From: a@b.cn\r\n" + forged + "Subject: x\r\n" + BODY)).isEqualTo("From: a@b.cn\r\nSubject: x\r\n" + BODY);
    }

    @Test
    void resultsOfOthersStay() {
        String mail = "Authentication-Results: mx.elsewhere.example; dmarc=pass\r\nX-Other: 1\r\n" + BODY;
        assertThat(removed(mail)).isEqualTo(mail);
    }

    @Test
    void aLoopMarkThatWeSignedStays() {
        String mail = "X-Postern-Loop: " + SEAL.messageId(TicketId.ofDigits("4821093766"), DESK.hostname(), new SecureRandom()) + "\r\n" + BODY;
        assertThat(removed(mail)).isEqualTo(mail);
    }

    @Test
    void whatOurEdgeWroteAboveItsReceivedStays() {
        String ours = "Authentication-Results: " + DESK.hostname() + "; spf=pass\r\nReceived: from a ([1.2.3.4])\r\n by " + DESK.hostname() + " with ESMTP\r\n";
        assertThat(removed(ours + "X-Postern-Team: x\r\nFrom: a@b.cn\r\n" + BODY)).isEqualTo(ours + "From: a@b.cn\r\n" + BODY);
    }

    @Test
    void aForgedReceivedProtectsNothingAboveWhichOursStands() {
        String ours = "Received: from a by " + DESK.hostname() + " with ESMTP\r\n";
        String forged = "X-Postern-Team: x\r\nReceived: from a by " + DESK.hostname() + " with ESMTP\r\n";
        assertThat(removed(ours + forged + BODY)).isEqualTo(ours + ours + BODY);
    }

    @Test
    void aCleanMailIsNotCopied() {
        byte[] mail = ("From: a@b.cn\r\n" + BODY).getBytes(StandardCharsets.UTF_8);
        assertThat(Forgeries.removed(mail, DESK, SEAL)).isSameAs(mail);
    }

    @Property(tries = 400)
    void allOtherOctetsStayInTheirOrder(@ForAll("fields") List<String> fields, @ForAll byte[] body) {
        List<String> honest = fields.stream().filter(field -> !field.startsWith("X-Postern")).toList();
        byte[] end = concat("\r\n".getBytes(StandardCharsets.ISO_8859_1), body);
        byte[] expected = concat(String.join("", honest).getBytes(StandardCharsets.ISO_8859_1), end);
        byte[] mail = concat(String.join("", fields).getBytes(StandardCharsets.ISO_8859_1), end);
        assertThat(Forgeries.removed(mail, DESK, SEAL)).isEqualTo(expected);
        assertThat(Forgeries.removed(expected, DESK, SEAL)).isSameAs(expected);
    }

    @Property(tries = 400)
    void anyOctetsAreReadWithoutAnExceptionAndShrinkOnly(@ForAll byte[] octets) {
        assertThat(Forgeries.removed(octets, DESK, SEAL).length).isLessThanOrEqualTo(octets.length);
    }

    @Provide
    Arbitrary<List<String>> fields() {
        Arbitrary<String> name = Arbitraries.of("From", "Subject", "X-Postern-Topic", "X-Posternish", "X-Postern-", "DKIM-Signature", "Received");
        Arbitrary<String> value = Arbitraries.strings().withCharRange('\u0001', '\u00ff').excludeChars('\r', '\n').ofMaxLength(40);
        Arbitrary<String> fold = Arbitraries.of("", "\r\n ", "\r\n\t", "\n ");
        return name.flatMap(n -> value.flatMap(v -> fold.map(f -> (n + ":" + v + f + v + "\r\n").replace("X-Posternish", "Y-Posternish")))).list().ofMaxSize(12);
    }

    private static String removed(String mail) {
        return new String(Forgeries.removed(mail.getBytes(StandardCharsets.UTF_8), DESK, SEAL), StandardCharsets.UTF_8);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
