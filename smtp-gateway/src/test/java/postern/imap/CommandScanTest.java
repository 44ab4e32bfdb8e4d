package postern.imap;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandScanTest {
    private static final CommandLimits LIMITS = new CommandLimits(100, 3, 1000, 5000, 4, 20);

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }

    private static CommandScan.Found scan(String text) {
        return new CommandScan(LIMITS).on(bytes(text));
    }

    @Test
    void endsAtTheEndOfALine() {
        assertThat(scan("a NOOP\r\nb NOOP\r\n")).isEqualTo(new CommandScan.Complete(8, true));
        assertThat(scan("a NOOP\nb")).isEqualTo(new CommandScan.Complete(7, false));
    }

    @Test
    void waitsForTheRestOfALine() {
        assertThat(scan("a NOO")).isEqualTo(new CommandScan.More());
    }

    @Test
    void givesLeaveForALiteralAndGoesOnBehindIt() {
        CommandScan scan = new CommandScan(LIMITS);
        ByteBuf in = bytes("a LOGIN {5}\r\n");
        assertThat(scan.on(in)).isEqualTo(new CommandScan.Literal(5, true));
        assertThat(scan.on(in)).isEqualTo(new CommandScan.More());
        in.writeBytes("al\r\ne x\r\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(scan.on(in)).isEqualTo(new CommandScan.Complete(22, true));
    }

    @Test
    void takesALiteralThatDoesNotWait() {
        CommandScan scan = new CommandScan(LIMITS);
        ByteBuf in = bytes("a LOGIN {5+}\r\nalice {0+}\r\n\r\n");
        assertThat(scan.on(in)).isEqualTo(new CommandScan.Literal(5, false));
        assertThat(scan.on(in)).isEqualTo(new CommandScan.Literal(0, false));
        assertThat(scan.on(in)).isEqualTo(new CommandScan.Complete(in.readableBytes(), true));
    }

    @Test
    void seesNoLiteralInsideALiteral() {
        CommandScan scan = new CommandScan(LIMITS);
        ByteBuf in = bytes("a LOGIN {9+}\r\nx {999}\r\n y\r\n");
        assertThat(scan.on(in)).isEqualTo(new CommandScan.Literal(9, false));
        assertThat(scan.on(in)).isEqualTo(new CommandScan.Complete(in.readableBytes(), true));
    }

    @ParameterizedTest
    @CsvSource({
        "a LOGIN {1001}, true", "a LOGIN {1001+}, false", "a LOGIN {99999999999999999999}, true",
        "a APPEND Sent {5001}, true", "a APPEND Sent {2147483648+}, false"})
    void refusesALiteralOverTheLimit(String line, boolean resumable) {
        assertThat(scan(line + "\r\n")).isInstanceOfSatisfying(CommandScan.TooMuch.class,
            tooMuch -> assertThat(tooMuch.resumable()).isEqualTo(resumable));
    }

    @Test
    void letsAppendBeLarger() {
        assertThat(scan("a APPEND Sent {4000}\r\n")).isEqualTo(new CommandScan.Literal(4000, true));
    }

    @Test
    void countsTheLiteralsOfACommandTogether() {
        CommandScan scan = new CommandScan(LIMITS);
        ByteBuf in = bytes("a X {600+}\r\n" + "x".repeat(600) + " {600+}\r\n");
        assertThat(scan.on(in)).isEqualTo(new CommandScan.Literal(600, false));
        assertThat(scan.on(in)).isInstanceOf(CommandScan.TooMuch.class);
    }

    @Test
    void refusesTooManyLiterals() {
        CommandScan scan = new CommandScan(LIMITS);
        ByteBuf in = bytes("a X {1+}\r\na {1+}\r\na {1+}\r\na {1+}\r\na\r\n");
        for (int i = 0; i < 3; i++) {
            assertThat(scan.on(in)).isEqualTo(new CommandScan.Literal(1, false));
        }
        assertThat(scan.on(in)).isInstanceOf(CommandScan.TooMuch.class);
    }

    @Test
    void refusesALineWithoutEnd() {
        assertThat(scan("a" + "x".repeat(200))).isInstanceOf(CommandScan.TooMuch.class);
    }

    @Test
    void refusesDeepParentheses() {
        assertThat(scan("a SEARCH ((((ALL))))\r\n")).isInstanceOf(CommandScan.Complete.class);
        assertThat(scan("a SEARCH (((((ALL)))))\r\n")).isInstanceOf(CommandScan.TooMuch.class);
        assertThat(scan("a SEARCH TEXT \"((((((((\\\"((((\"\r\n")).isInstanceOf(CommandScan.Complete.class);
    }

    @Test
    void refusesTooManyWords() {
        assertThat(scan("a SEARCH" + " NOT".repeat(21) + " ALL\r\n")).isInstanceOf(CommandScan.TooMuch.class);
    }

    @Test
    void knowsTheEndOfALiteralFromTheEndOfItsLine() {
        CommandScan scan = new CommandScan(LIMITS);
        ByteBuf in = bytes("a APPEND Sent {2+}\r\nx\r\n");
        assertThat(scan.on(in)).isEqualTo(new CommandScan.Literal(2, false));
        assertThat(scan.on(in)).isEqualTo(new CommandScan.Complete(in.readableBytes(), false));
    }

    @Property(tries = 500)
    void findsTheSameEndHoweverTheOctetsArrive(@ForAll @Size(min = 1, max = 20) byte[] sizes) {
        String command = "a APPEND Sent (\\Seen) {12+}\r\n0123\r\n{9}\r\n x {3}\r\nabc\r\n";
        CommandScan scan = new CommandScan(LIMITS);
        ByteBuf in = Unpooled.buffer();
        int sent = 0;
        for (int i = 0; sent < command.length(); i++) {
            int step = Math.min(command.length() - sent, 1 + (sizes[i % sizes.length] & 7));
            in.writeBytes(command.substring(sent, sent + step).getBytes(StandardCharsets.ISO_8859_1));
            sent += step;
            CommandScan.Found found = scan.on(in);
            while (found instanceof CommandScan.Literal) {
                found = scan.on(in);
            }
            assertThat(found).isEqualTo(sent == command.length() ? new CommandScan.Complete(sent, true) : new CommandScan.More());
        }
    }
}
