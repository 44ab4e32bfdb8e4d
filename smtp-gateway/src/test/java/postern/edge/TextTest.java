package postern.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The reader of DATA against a plain reading of RFC 5321 §4.5.2 and §2.3.8, wherever the packets are cut. */
class TextTest {
    private static final Memory PLENTY = new Memory(1L << 40);

    @Property(tries = 5_000, seed = "20261121")
    void aTextIsReadAsTheRfcSaysWhereverPacketsAreCut(@ForAll("texts") String stuffed, @ForAll @IntRange(min = 1, max = 7) int packet)
        throws IOException {
        String rest = "NOOP\r\n";
        Wire wire = wire(stuffed + "\r\n.\r\n" + rest, packet);
        Text text = new Text(wire, PLENTY, 1_000);

        Refusal refusal = text.read();

        int end = ("\r\n" + stuffed + "\r\n.\r\n").indexOf("\r\n.\r\n");
        String whole = ("\r\n" + stuffed + "\r\n").substring(2, Math.max(2, end + 2));
        boolean bare = whole.replace("\r\n", "").matches("(?s).*[\r\n].*");
        if (bare) {
            assertThat(refusal).isEqualTo(Refusal.BARE_CR_LF);
        } else {
            assertThat(refusal).isNull();
            assertThat(new String(text.octets(), StandardCharsets.ISO_8859_1)).isEqualTo(("\r\n" + whole).replace("\r\n.", "\r\n").substring(2));
        }
        assertThat(remaining(wire)).isEqualTo(("\r\n" + stuffed + "\r\n.\r\n" + rest).substring(end + 5));
    }

    @Test
    void aTextThatEndsEarlyIsNoText() throws IOException {
        String whole = "Subject: x\r\n\r\nbody\r\n.\r\n";
        assertThat(IntStream.range(0, whole.length())).allSatisfy(cut -> org.assertj.core.api.Assertions.assertThatThrownBy(() ->
            new Text(wire(whole.substring(0, cut), 3), PLENTY, 1_000).read()).isInstanceOf(IOException.class));
    }

    @Test
    void aRefusedTextTakesNoMemoryWhileItsRestIsRead() throws IOException {
        Memory memory = new Memory(1 << 20);
        Text text = new Text(wire("x".repeat(300_000) + "\r\n.\r\n", 4_096), memory, 100_000);
        assertThat(text.read()).isEqualTo(Refusal.TOO_BIG);
        assertThat(memory.left()).isEqualTo(1 << 20);
    }

    private static String remaining(Wire wire) throws IOException {
        StringBuilder rest = new StringBuilder();
        for (int octet = wire.read(); octet >= 0; octet = wire.read()) {
            rest.append((char) octet);
        }
        return rest.toString();
    }

    private static Wire wire(String octets, int packet) throws IOException {
        InputStream whole = new ByteArrayInputStream(octets.getBytes(StandardCharsets.ISO_8859_1));
        Wire wire = new Wire(new Socket() {
            @Override
            public void setTcpNoDelay(boolean on) {
            }

            @Override
            public void setSoTimeout(int milliseconds) {
            }

            @Override
            public InputStream getInputStream() {
                return new InputStream() {
                    @Override
                    public int read() throws IOException {
                        return whole.read();
                    }

                    @Override
                    public int read(byte[] into, int at, int length) throws IOException {
                        return whole.read(into, at, Math.min(length, packet));
                    }
                };
            }

            @Override
            public OutputStream getOutputStream() {
                return OutputStream.nullOutputStream();
            }
        });
        wire.allow(Duration.ofSeconds(20));
        return wire;
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> piece = Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.of("\r\n", ".", "a", "\r\n.", "\r\n..", "\0", "\u00e9")),
            Tuple.of(1, Arbitraries.of("\r", "\n", "\n.\n", "\r.\r", "\r\n.\r", "\r\n.\n", "\r\n.\r\n")));
        return piece.list().ofMaxSize(12).map((List<String> pieces) -> String.join("", pieces));
    }
}
