package postern.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.accounts.SampleDesk;
import postern.terminal.Terminal;

class CheckCommandTest {
    private final StringWriter out = new StringWriter();

    @TempDir
    private Path conf;

    @BeforeEach
    void flow() throws IOException {
        Files.copy(SampleDesk.conf().resolve("mailetcontainer.xml"), conf.resolve("mailetcontainer.xml"));
    }

    private int check(String desk) throws IOException {
        Files.writeString(conf.resolve("desk.yaml"), desk);
        PrintWriter writer = new PrintWriter(out, true);
        return Main.run(new Terminal(writer, writer, 200, false, false), "check", "--conf", conf.toString());
    }

    private static int line(String text, String of) {
        return text.substring(0, text.indexOf(of)).split("\n", -1).length;
    }

    @Test
    void rulesThatDoNothingAreRemarkedUponAndTheDeskCanBeUsed() throws IOException {
        String desk = SampleDesk.text().replace("      order-en:\n", "      refund-again: { words: [我的鲸] }\n      refund-more: { words: [我的鯨] }\n      order-en:\n");
        assertThat(check(desk)).isZero();
        assertThat(out.toString()).contains("desk.yaml:" + line(desk, "refund-more:") + ":7: rule 'refund-more': it asks the same as rule 'refund-again'; take one out")
            .contains("can be used, with the remarks above");
    }

    @Test
    void aFileOfCustomersThatIsNotThereIsAMistakeWithItsLine() throws IOException {
        String desk = SampleDesk.text().replace("customer-groups: {}\n", "customer-groups:\n  vip: { file: vip.csv }\n");
        assertThat(check(desk)).isEqualTo(2);
        assertThat(out.toString()).contains("desk.yaml:" + (line(desk, "\n  vip: {") + 1) + ":3: customer group 'vip': " + conf.resolve("vip.csv")
            + " cannot be read (NoSuchFileException); write the path of a CSV file");
        Files.writeString(conf.resolve("vip.csv"), "mail\nann@customer.example\n");
        assertThat(check(desk)).isZero();
        assertThat(out.toString()).contains("is right: ");
    }
}
