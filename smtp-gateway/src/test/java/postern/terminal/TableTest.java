package postern.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a command shows")
class TableTest {
    private final StringWriter shown = new StringWriter();

    private Terminal terminal(int columns, boolean terminal) {
        PrintWriter writer = new PrintWriter(shown, true);
        return new Terminal(writer, writer, columns, terminal, terminal);
    }

    @Test
    @DisplayName("keeps columns straight under Chinese text and puts the remark below its row")
    void columns() {
        Table table = new Table("mail", "topic", "team");
        table.add(List.of("订单没有发货", "order", "订单"), "rule-word(没有发货)");
        table.add(List.of("Refund", "refund", "Returns"), "");
        table.print(terminal(80, false));
        assertThat(shown.toString()).isEqualToNormalizingNewlines("""
            mail          topic   team
            订单没有发货  order   订单
                rule-word(没有发货)
            Refund        refund  Returns
            """);
    }

    @Test
    @DisplayName("cuts the first column on a narrow terminal, never in the middle of a wide character")
    void narrow() {
        Table table = new Table("mail", "topic");
        table.add(List.of("一二三四五六七八九十", "order question"), "");
        table.print(terminal(28, false));
        assertThat(shown.toString()).contains("一二三四五…").contains("  order question");
        assertThat(Width.of(Width.cut("一二三四五六七八九十", 12))).isLessThanOrEqualTo(12);
    }

    @Test
    @DisplayName("lets no escape sequence of a customer reach the terminal")
    void escapes() {
        Table table = new Table("mail");
        table.add(List.of("\u001b[2Jgone\u0007\u202e\r\n"), "\u009b31m");
        table.print(terminal(80, false));
        assertThat(shown.toString()).doesNotContain("\u001b", "\u0007", "\u202e", "\u009b", "\r");
    }

    @Test
    @DisplayName("has colours and progress on a terminal only")
    void colours() {
        Terminal file = terminal(80, false);
        file.say(file.in(Terminal.Colour.RED, "no"));
        try (ProgressBar bar = file.progress("sending", 10)) {
            bar.at(5, "");
        }
        assertThat(shown.toString()).isEqualToNormalizingNewlines("no\n");
        Terminal screen = terminal(80, true);
        try (ProgressBar bar = screen.progress("sending", 10)) {
            bar.at(5, "half");
        }
        assertThat(screen.in(Terminal.Colour.RED, "no")).contains("\u001b[31m");
        assertThat(shown.toString()).contains("5/10  half");
    }
}
