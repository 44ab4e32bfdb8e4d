package postern.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * A mail that hides another one behind an end of data that only some servers know (CVE-2023-51764 and its kind). Symptom: the
 * second mail leaves us with a sender that nobody checked. Cause: this server and the next disagree where the first one ends.
 */
class SmugglingTest {
    private static final String HIDDEN = "MAIL FROM:<admin@postern.example>\r\nRCPT TO:<orders@postern.example>\r\nDATA\r\nSubject: hidden\r\n\r\nhi";

    @TestFactory
    Stream<DynamicTest> noOtherEndOfDataEndsAMailOrReachesTheServerBehind() {
        return Stream.of("\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r", "\r.\r\n", "\r\n.\r", "\r\n.\r\r\n", "\r\r\n.\r\r\n", "\n.\r\r\n").map(end -> DynamicTest.dynamicTest(printable(end), () -> isRefused(end)));
    }

    private static void isRefused(String end) throws Exception {
        try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
            client.data().send("Subject: shown\r\n\r\nx" + end + HIDDEN + "\r\n.\r\n").expect("550 5.5.2 Bare CR or LF in the message");
            assertThat(edge.arrivals).isEmpty();
            client.data().send("Subject: next\r\n.\r\n").expect("250 *");
        }
    }

    @Test
    void dotsAndNulsThatLookLikeAnEndPassAsTheyAre() throws Exception {
        String content = "a\r\n\0.\r\n..\r\n...\r\n.x\r\n\u0085.\u0085\r\n";
        try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
            client.data().send(content.replace("\r\n.", "\r\n..") + ".\r\n").expect("250 *");
            assertThat(edge.arrivals.getFirst().content()).asString(StandardCharsets.ISO_8859_1).isEqualTo(content);
            assertThat(edge.count("postern.edge.mails.with", "oddity", "nul")).isEqualTo(1);
        }
    }

    @Test
    void anEndOfDataIsFoundWhereverThePacketsAreCut() throws Exception {
        String content = "Subject: x\r\n\r\n.\r\n..\r\nend\r\n";
        String wire = "Subject: x\r\n\r\n..\r\n...\r\nend\r\n.\r\n";
        try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
            for (int cut = 1; cut < wire.length(); cut++) {
                client.data().send(wire.substring(0, cut)).send(wire.substring(cut)).expect("250 *");
            }
            assertThat(edge.arrivals).hasSize(wire.length() - 1)
                .allSatisfy(arrival -> assertThat(arrival.content()).asString(StandardCharsets.ISO_8859_1).isEqualTo(content));
        }
    }

    @Test
    void aCommandWithABareLineEndEndsTheSession() throws Exception {
        for (String end : new String[] {"\n", "\r", "\r\r\n"}) {
            try (TestEdge edge = TestEdge.open(); Client client = edge.greeted()) {
                client.send("NOOP" + end + HIDDEN + "\r\n.\r\n").expect("500 5.5.2 Lines end in CR LF only").expectEnd();
                assertThat(edge.arrivals).isEmpty();
            }
        }
    }

    private static String printable(String end) {
        return end.replace("\r", "<CR>").replace("\n", "<LF>");
    }
}
