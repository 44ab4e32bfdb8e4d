package postern.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.mail.internet.MimeUtility;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Guarantee 7 of the design: nothing of the customer's becomes a header. Pitfall 39. */
class HeaderLinesTest {
    @Test
    void plainTextIsWrittenPlainAndFolded() {
        String block = new HeaderLines().text("X-Postern-Why", "rule-word(refund) ".repeat(10)).block();
        assertThat(block).startsWith("X-Postern-Why: rule-word(refund) rule-word(refund)").contains("\r\n rule-word(refund)");
        assertOneField(block);
    }

    @Test
    void chineseIsEncodedByWholeCharacters() throws Exception {
        String text = "退款申请：订单号二〇二四〇一一七，請盡快處理，謝謝。".repeat(6) + "😀";
        String block = new HeaderLines().text("Subject", text).block();
        assertOneField(block);
        for (String word : block.substring(9).split("\r\n ")) {
            assertThat(word.strip()).hasSizeLessThanOrEqualTo(75);
            assertThat(MimeUtility.decodeWord(word.strip())).doesNotContain("\ufffd");
        }
        assertThat(MimeUtility.decodeText(MimeUtility.unfold(block.substring(9).strip()))).isEqualTo(text);
    }

    @Test
    void textThatLooksLikeAnEncodedWordIsReadAsItStands() throws Exception {
        String block = new HeaderLines().text("Subject", "=?UTF-8?B?QmNj?=").block();
        assertThat(MimeUtility.decodeText(block.substring(9).strip())).isEqualTo("=?UTF-8?B?QmNj?=");
    }

    @Test
    void aDisplayNameCannotLeaveItsQuotes() {
        assertThat(new HeaderLines().mailbox("From", "Bob\" <evil@x.cn>, \"", "desk@example.cn").block())
            .isEqualTo("From: \"Bob\\\" <evil@x.cn>, \\\"\" <desk@example.cn>\r\n");
    }

    @Property(tries = 2000)
    void anyTextBecomesOneFieldOfAscii(@ForAll @StringLength(max = 300) String text) {
        assertOneField(new HeaderLines().text("X-Postern-Why", text).block());
        assertOneField(new HeaderLines().items("X-Postern-Why", List.of(text, "a" + text + "\r\nBcc: x@y.cn")).block());
        assertOneField(new HeaderLines().mailbox("X-Postern-Why", text, "a@b.cn").block());
    }

    @Test
    void naughtyStringsBecomeOneFieldEach() throws IOException {
        Path list = corpus().resolve("sec-naughty-strings");
        assumeTrue(Files.isDirectory(list), "no corpus of naughty strings beside the checkout");
        try (var files = Files.walk(list)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n")) {
                    assertOneField(new HeaderLines().text("X-Postern-Why", line).block());
                }
            }
        }
    }

    private static void assertOneField(String block) {
        assertThat(block).endsWith("\r\n").startsWith("X-Postern-Why: ".substring(0, 1).equals(block.substring(0, 1)) ? "X-Postern-Why: " : "Subject: ");
        assertThat(block.chars()).allMatch(c -> c >= 0x20 && c < 0x7f || c == '\r' || c == '\n');
        for (String line : block.substring(0, block.length() - 2).split("\r\n", -1)) {
            assertThat(line).doesNotContain("\r").doesNotContain("\n").hasSizeLessThanOrEqualTo(998).isNotBlank();
        }
        assertThat(block.substring(0, block.length() - 2).replace("\r\n ", "")).doesNotContain("\r").doesNotContain("\n");
    }

    private static Path corpus() {
        Path here = Path.of("").toAbsolutePath();
        Path root = Files.isDirectory(here.resolve("conf")) ? here : here.getParent();
        return root.resolve("../shared/corpora").normalize();
    }
}
