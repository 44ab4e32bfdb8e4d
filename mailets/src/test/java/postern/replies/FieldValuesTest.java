package postern.replies;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import postern.letter.LetterReader;
import postern.letter.TextParts;

@DisplayName("Fields of a template")
class FieldValuesTest {
    private static FieldValues named(String customer) {
        return new FieldValues(Map.of("customer.name", customer, "ticket", "482-109-3765", "agent.name", "王雅琴"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        Dear {customer.name}, ticket {ticket}.       | false | Wang Fang                       | Dear Wang Fang, ticket 482-109-3765.
        {customer.name} {order} {x} { ticket }       | false | 王芳                            | 王芳 {order} {x} 482-109-3765
        {customer.name}                              | false | {ticket}                        | (ticket)
        {customer.name}                              | false | $1\\                            | $1\\
        {customer.name}                              | false | A\\r\\nBcc: x@y.example          | A Bcc: x@y.example
        <p>{customer.name}</p>                       | true  | <script>alert('1')</script>     | <p>&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;</p>
        <p>{customer.name}</p>                       | true  | \\" onclick=\\"x & {ticket}       | <p>\\&quot; onclick=\\&quot;x &amp; (ticket)</p>
        {ticket}\\n> {customer.name} {ticket}         | false | Li                              | 482-109-3765\\n> {customer.name} {ticket}
        Hi\\n\\nOn Monday Li wrote:\\n> {ticket}        | false | Li                              | Hi\\n\\nOn Monday Li wrote:\\n> {ticket}
        <p>{ticket}</p><blockquote>{ticket}</blockquote> | true | Li                           | <p>482-109-3765</p><blockquote>{ticket}</blockquote>
        <blockquote>{ticket}</blockquote><p>{ticket}</p> | true | Li                           | <blockquote>{ticket}</blockquote><p>482-109-3765</p>
        """)
    void areFilledWithTextInWhatIsNew(String text, boolean html, String customer, String filled) {
        assertThat(named(customer.replace("\\r\\n", "\r\n")).fill(text.replace("\\n", "\n"), html)).isEqualTo(filled.replace("\\n", "\n"));
    }

    @Test
    void areFilledInEachFormOfAMailWhateverItsCharset() {
        byte[] mail = ("From: a@shop.example\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\nDear {customer.name}\r\n"
            + "--x\r\nContent-Type: text/html; charset=us-ascii\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>Dear {customer.na=\r\nme}</p>\r\n--x--\r\n")
            .getBytes(StandardCharsets.US_ASCII);
        byte[] filled = named("王芳").fill(mail);
        assertThat(TextParts.shown(filled)).containsExactly("Dear 王芳", "Dear 王芳");
        assertThat(new LetterReader().read(filled).text()).isEqualTo("Dear 王芳");
        assertThat(named("王芳").fill(filled)).as("nothing more to fill").isSameAs(filled);
    }

    @Test
    void thatNobodyKnowsAreNamed() {
        assertThat(FieldValues.unknown("{customer.name} {customer.nme} {ticket} {foo}")).containsExactly("{customer.nme}", "{foo}");
    }
}
