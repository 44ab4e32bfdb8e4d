package postern.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 5321 §4.1.2 and §4.1.3. */
class MailPathTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
        "<a@b.example>, a@b.example, ``",
        "<>, ``, ``",
        "<Postmaster>, Postmaster, ``",
        "<a.b+c@b.example> SIZE=1, a.b+c@b.example, SIZE=1",
        "<\"a b\"@b.example>, `\"a b\"@b.example`, ``",
        "<\"ab\"@b.example>, ab@b.example, ``",
        "<\"a\\b\"@b.example>, ab@b.example, ``",
        "<\"a>b\"@b.example>, `\"a>b\"@b.example`, ``",
        "<\"a\\\"b\"@b.example>, `\"a\\\"b\"@b.example`, ``",
        "<@x.example:a@b.example>, a@b.example, ``",
        "`<@x.example,@y.example:a@b.example>`, a@b.example, ``",
        "<a@[192.0.2.1]>, a@[192.0.2.1], ``",
        "<a@localhost>, a@localhost, ``",
        "<a@xn--fiqs8s.example>, a@xn--fiqs8s.example, ``"})
    void whatIsAPathIsRead(String text, String address, String rest) {
        assertThat(MailPath.read(text)).contains(new MailPath(address, rest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a@b.example", "<a@b.example", "a@b.example>", "<a>", "<@b.example>", "<a@>", "<a@b@c.example>", "<a b@c.example>",
        "<a..b@c.example>", "<.a@c.example>", "<a.@c.example>", "<a@c..example>", "<a@.example>", "<a@example.>", "<a@-b.example>",
        "<a@b-.example>", "<a@b.example>x", "<<a@b.example>>", "< a@b.example>", "<a@b.example >", "<\"a@b.example>", "<\"a\"b@c.example>",
        "<a@[192.0.2.256]>", "<a@[192.0.2]>", "<a@[IPv6:::1::2]>", "<a@[IPv6:1:2:3:4:5:6:7:8:9]>", "<a@[IPv6:g::]>", "<a@[x]>", "<a@[192.0.2.1>",
        "<@x.example:>", "<@x.example>", "<a\t@b.example>", "<a@b.example\u0000>", "<a@b/c.example>", "<(c)a@b.example>", "<a,b@c.example>", "<a@b_c.example>", "<\"\"@b.example>"})
    void whatIsNoneIsNot(String text) {
        assertThat(MailPath.read(text)).isEmpty();
    }

    /** RFC 5321 §4.1.3 has them; the server behind us does not, so a mail of such a sender could not go on. */
    @ParameterizedTest
    @ValueSource(strings = {"a@[IPv6:2001:db8::1]", "a@[IPv6:::ffff:192.0.2.1]", "a@[IPv6:1:2:3:4:5:6:7:8]"})
    void anIpv6LiteralIsUnderstoodButNotTaken(String address) {
        assertThat(MailPath.isDomain(address.substring(2))).isTrue();
        assertThat(MailPath.mailbox(address)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"64, true", "65, false"})
    void aLocalPartHas64OctetsAtMost(int length, boolean fits) {
        assertThat(MailPath.mailbox("x".repeat(length) + "@b.example").isPresent()).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({"63, true", "64, false"})
    void aLabelHas63OctetsAtMost(int length, boolean fits) {
        assertThat(MailPath.mailbox("a@" + "x".repeat(length) + ".example").isPresent()).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({"126, true", "127, false"})
    void aPathHas256OctetsAtMostWithItsBrackets(int labels, boolean fits) {
        assertThat(MailPath.mailbox("aa@b" + ".c".repeat(labels - 1)).isPresent()).isEqualTo(fits);
    }
}
