package postern.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import postern.accounts.SampleDesk;
import postern.server.Main;
import postern.terminal.Terminal;

/** The first command of README, as a newcomer runs it. */
class DemoCommandTest {
    private final StringWriter out = new StringWriter();

    @Test
    void allSampleMailsEndWhereTheyBelong() {
        PrintWriter writer = new PrintWriter(out, true);
        int status = Main.run(new Terminal(writer, writer, 120, false, false), "demo", "--once", "--conf", SampleDesk.conf().toString());
        assertThat(out.toString()).contains("All 16 mails are where they belong; 10 acknowledgements left")
            .containsPattern("order question, Chinese, QQ Mail +[0-9-]{12} +delivery +normal +Orders ")
            .containsPattern("broken in six ways +[0-9-]{12} +other +normal +General ");
        assertThat(status).isZero();
    }
}
