package postern.letter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class LetterPropertiesTest {
    private static final List<String> BITS = List.of("From: a@b.example\n", "Subject: ", "=?utf-8?B?", "?=", "Content-Type: multipart/mixed; boundary=b\n\n", "--b\n", "--b--\n",
        "Content-Type: text/html\n\n", "Content-Transfer-Encoding: base64\n", "<div>", "</div>", "<blockquote type=cite>", "> ", "On 2025-01-01 a@b.example wrote:\n", "发件人: a\n",
        "主题: b\n", "Content-Type: message/rfc822\n\n", "Content-Type: message/delivery-status\n\n", "Status: 5.1.1\n", "begin 644 a\n", "end\n", "\n\n", "\r\n", "-- \n", "x");
    private final LetterReader reader = new LetterReader();
    private final DataPoints points = new DataPoints(List.of(Pattern.compile("\\bSO\\d{6}\\b")));

    @Property(tries = 500)
    void anyOctetsGiveALetter(@ForAll @Size(max = 2_000) byte[] mail) {
        Letter letter = reader.read(mail);
        assertThat(letter.subject()).doesNotContain("\n", "\r");
        assertThat(letter.headers().values()).allSatisfy(values -> assertThat(values).noneMatch(value -> value.contains("\n") && value.contains("\r")));
    }

    @Property(tries = 500)
    void bitsOfMailInAnyOrderGiveALetter(@ForAll("mails") String mail) {
        Letter letter = reader.read(mail.getBytes(StandardCharsets.UTF_8));
        assertThat(letter.language()).isNotEmpty();
        assertThat(letter.originReasons().isEmpty()).isEqualTo(letter.origin() == Origin.CUSTOMER);
        assertThat(letter.bounce().isPresent()).isEqualTo(letter.origin() == Origin.BOUNCE);
    }

    @Provide
    Arbitrary<String> mails() {
        return Arbitraries.of(BITS).list().ofMaxSize(60).map(bits -> String.join("", bits));
    }

    @Property(tries = 300)
    void aSubjectComesBackInAnyCharsetCutAnywhere(@ForAll("chinese") String subject, @ForAll("charsets") String charset, @ForAll int cut) {
        byte[] octets = subject.getBytes(Charset.forName(charset));
        int at = Math.floorMod(cut, octets.length);
        Base64.Encoder base64 = Base64.getEncoder();
        String mail = "Subject: =?" + charset + "?B?" + base64.encodeToString(Arrays.copyOfRange(octets, 0, at)) + "?=\r\n =?" + charset + "?B?"
            + base64.encodeToString(Arrays.copyOfRange(octets, at, octets.length)) + "?=\r\n\r\n";
        assertThat(reader.read(mail.getBytes(StandardCharsets.US_ASCII)).subject()).isEqualTo(subject);
    }

    @Provide
    Arbitrary<String> chinese() {
        return Arbitraries.strings().withChars("订单退款发票什么时候可以收到货物流信息你好客服中心问题").ofMinLength(2).ofMaxLength(30);
    }

    @Provide
    Arbitrary<String> charsets() {
        return Arbitraries.of("UTF-8", "GB18030", "GBK", "GB2312");
    }

    @Property(tries = 300)
    void textIsNeitherLostNorDoubledByParting(@ForAll("replies") String body) {
        Quotes quotes = Quotes.of(body, true);
        String parted = (quotes.text() + quotes.quoted() + quotes.signature()).replaceAll("\\s", "");
        assertThat(parted.chars().sorted().toArray()).isEqualTo(body.replaceAll("\\s", "").chars().sorted().toArray());
    }

    @Provide
    Arbitrary<String> replies() {
        Arbitrary<String> line = Arbitraries.of("你好", "> 旧", "On 2025-01-01 a@b.example wrote:", "发件人: a", "主题: b", "收件人: c", "-- ", "--", "", "发自我的iPhone", "Regards", "------ 原始邮件 ------",
            "Thanks", "________________________________", "在 2025-11-20 10:00，客服 写道：");
        return Combinators.combine(line.list().ofMaxSize(25), Arbitraries.of("\n", "\n\n")).as((lines, end) -> String.join(end, lines));
    }

    @Property(tries = 300)
    void dataPointsLieInTheTextAndDoNotOverlap(@ForAll String text) {
        int end = 0;
        String around = text + " 13800138000 " + text;
        for (DataPoint point : points.in(around)) {
            assertThat(point.from()).isGreaterThanOrEqualTo(end);
            assertThat(point.to()).isGreaterThan(point.from()).isLessThanOrEqualTo(around.length());
            end = point.to();
        }
    }
}
