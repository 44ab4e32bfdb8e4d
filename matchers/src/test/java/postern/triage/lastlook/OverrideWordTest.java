package postern.triage.lastlook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import postern.letter.TextParts;

@DisplayName("The word that sends all the same")
class OverrideWordTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        #send\\n\\nHello\\n                                  | false | Hello\\n
        \\n ＃SEND \\nHello                                  | false | Hello
        # 发送\\n您好                                         | false | 您好
        #發送\\n您好                                          | false | 您好
        #sender\\nHello                                       | false | #sender\\nHello
        Hello\\n#send                                         | false | Hello\\n#send
        <p>#send</p><p>Hello</p>                              | true  | <p></p><p>Hello</p>
        <html><head><title>#send</title></head><body>&nbsp;<!-- a > b -->#Send<br>Hi | true | <html><head><title>#send</title></head><body>&nbsp;<!-- a > b --><br>Hi
        <p>Hello</p>#send                                     | true  | <p>Hello</p>#send
        <div><span>#发送</span></div>您好                      | true  | <div><span></span></div>您好
        """)
    void goesFromTheFirstLineOnly(String text, boolean html, String without) {
        assertThat(OverrideWord.without(text.replace("\\n", "\n"), html)).isEqualTo(without.replace("\\n", "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<", "<p>", "&nbsp;", "<!--", "<style", " ", "<p"})
    void hostileHtmlComesToAnEnd(String piece) {
        String html = piece.repeat(500_000 / piece.length());
        assertThat(OverrideWord.without(html, true)).isEqualTo(html);
    }

    @Test
    void allOtherOctetsOfTheMailStayAsTheyAre() {
        String mail = "Subject: a\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain;\r\n charset=gbk\r\nX-Part: 1\r\n\r\n#send\r\nHi\r\n--x\r\n"
            + "Content-Type: application/pdf; name=#send.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nI3NlbmQ=\r\n--x--\r\ntail";
        String changed = new String(TextParts.changed(mail.getBytes(StandardCharsets.US_ASCII), OverrideWord::without), StandardCharsets.US_ASCII);
        assertThat(changed).isEqualTo("Subject: a\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nX-Part: 1\r\nContent-Type: text/plain; charset=utf-8\r\n"
            + "Content-Transfer-Encoding: base64\r\n\r\nSGk=\r\n--x\r\nContent-Type: application/pdf; name=#send.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nI3NlbmQ=\r\n--x--\r\ntail");
        byte[] signed = mail.replace("multipart/mixed", "multipart/signed").getBytes(StandardCharsets.US_ASCII);
        assertThat(TextParts.changed(signed, OverrideWord::without)).isSameAs(signed);
    }
}
