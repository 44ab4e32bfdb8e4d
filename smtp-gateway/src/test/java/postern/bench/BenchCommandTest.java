package postern.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import postern.accounts.SampleDesk;
import postern.server.Main;
import postern.terminal.Terminal;

/** That the load can be run and prints what README says of it; how fast it is, no test asks. */
class BenchCommandTest {
    private final StringWriter out = new StringWriter();

    private int bench(String... options) {
        PrintWriter writer = new PrintWriter(out, true);
        return Main.run(new Terminal(writer, writer, 120, false, false), options);
    }

    @Test
    void aLoadOfMailIsSentAndFoundInTheFolder() {
        assertThat(bench("bench", "--mails", "40", "--warm-up", "20", "--size", "2048", "--sessions", "4", "--conf", SampleDesk.conf().toString())).as("%s", out).isZero();
        assertThat(out.toString()).contains("accepted").contains("in the folder").contains("CPU");
    }
}
