package postern.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever octets come in, the peer gets well-formed replies and nothing of our inside, the session ends, and no mail comes from nowhere. */
class AnyOctetsTest {
    private static TestEdge edge;

    @BeforeContainer
    static void open() throws IOException {
        edge = new TestEdge().limits(limits -> Limits.times(limits, Duration.ofSeconds(5), Duration.ofSeconds(5))).start();
    }

    @AfterContainer
    static void close() {
        edge.close();
    }

    @Property(tries = 300, seed = "20261121")
    void anyOctetsAsCommandsAreAnsweredInOrderAndNeverBecomeAMail(@ForAll("octets") String octets) throws IOException {
        edge.arrivals.clear();
        converse(octets);
        assertThat(edge.arrivals).isEmpty();
    }

    @Property(tries = 300, seed = "20261121")
    void anyOrderOfCommandsWithAnyArgumentsIsAnswered(@ForAll("dialogues") List<String> lines) throws IOException {
        edge.arrivals.clear();
        converse(String.join("\r\n", lines) + "\r\n");
        assertThat(edge.arrivals).allSatisfy(arrival -> {
            assertThat(arrival.recipients()).isNotEmpty().isSubsetOf("orders@postern.example", "returns@postern.example");
            assertThat(arrival.sender()).isIn("", "customer@elsewhere.example");
        });
    }

    private static void converse(String octets) throws IOException {
        try (Client client = edge.to(Door.RECEPTION)) {
            client.expect("220 *");
            try {
                client.send(octets);
                client.endSending();
            } catch (IOException e) {
                // The edge has had enough; what it said before is still read.
                assertThat(e).isNotNull();
            }
            for (String line = client.line(); line != null; line = client.line()) {
                assertThat(line).matches("[2-5][0-9]{2}[ -][ -~]*").doesNotContain("Exception", "java.", "postern.edge");
            }
        }
    }

    @Provide
    Arbitrary<String> octets() {
        return Arbitraries.strings().withCharRange('\u0000', '\u00ff').withChars("\r\n<>@:. ").ofMaxLength(300);
    }

    @Provide
    Arbitrary<List<String>> dialogues() {
        Arbitrary<String> argument = Arbitraries.strings().withCharRange(' ', '\u00ff').ofMaxLength(60);
        Arbitrary<String> verb = Arbitraries.of("EHLO ", "HELO ", "MAIL FROM:", "RCPT TO:", "DATA", "RSET", "NOOP ", "AUTH PLAIN ", "VRFY ", "HELP ",
            "BDAT ", "EXPN ");
        Arbitrary<String> good = Arbitraries.of("EHLO client.example", "HELO client.example", "MAIL FROM:<customer@elsewhere.example>", "MAIL FROM:<>",
            "RCPT TO:<orders@postern.example>", "RCPT TO:<returns@postern.example>", "RCPT TO:<nobody@postern.example>", "DATA", ".", "RSET");
        Arbitrary<String> odd = verb.flatMap(word -> argument.map(text -> word + text));
        return Arbitraries.frequencyOf(Tuple.of(5, good), Tuple.of(1, odd)).list().ofMaxSize(25);
    }
}
