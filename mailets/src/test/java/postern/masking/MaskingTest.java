package postern.masking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of other people's mail changes when li@customer.example is erased. */
class MaskingTest {
    private static final Charset GBK = Charset.forName("GBK");
    private static final Traces TRACES = new Traces(List.of("li@customer.example"), List.of("Li Lei"), List.of("李雷"),
        Written.of(List.of("紫砂壶 到货破损", "The teapot arrived broken and the lid is missing.\nPlease send another one.", "我买的紫砂壶碎了，请尽快退款。")),
        List.of("<li-1@mail.example>"));

    private static Optional<Masking.Masked> mask(byte[] mail) {
        return Masking.of(mail, TRACES, part -> false);
    }

    private static String masked(String mail) {
        return mask(mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)).map(masked -> new String(masked.octets(), StandardCharsets.UTF_8).replace("\r\n", "\n"))
            .orElse("as it was");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Ask li@customer.example again.                    | Ask erased@erased.invalid again.
        Ask Li@Customer.Example, or <LI  LEI>.            | Ask erased@erased.invalid, or <[erased]>.
        https://x.example/?to=li%40customer.example&a=1   | https://x.example/?to=erased@erased.invalid&a=1
        bounces+li=customer.example@list.example          | as it was
        Ask wali@customer.example.                        | as it was
        Ask li@customer.example.net.                      | as it was
        李雷 is a name that others have.                  | as it was
        The teapot arrived broken and the lid is missing. | as it was
        李雷 <li@customer.example> has it.                | [erased] <erased@erased.invalid> has it.
        """)
    void onlyThePersonIsMasked(String text, String expected) {
        String head = "From: wang@customer.example\nSubject: tea\n\n";
        assertThat(masked(head + text + "\n")).isEqualTo(expected.equals("as it was") ? expected : head + expected + "\n");
    }

    @Test
    void aNameWithAnyNumberOfBlanksIsFound() {
        String head = "From: wang@customer.example\nSubject: tea\n\n";
        assertThat(masked(head + "Li" + " \n".repeat(50_000) + "Lei\n")).isEqualTo(head + "[erased]\n");
        assertThat(masked(head + "Li" + "&nbsp;".repeat(50_000) + "x\nli@customer.example\n")).endsWith("x\nerased@erased.invalid\n");
    }

    @Test
    void quotedLinesGoAndTheWritersOwnStay() {
        assertThat(masked("""
            From: wang@customer.example
            Subject: Re: 紫砂壶 到货破损
            References: <a@b.example>
             <li-1@mail.example>

            The same with mine. Please send another one, too.
            Thanks.

            On Monday, Li Lei wrote:
            > The teapot arrived broken
            > and the lid is missing. Please
            > Thanks.
            >> 我买的紫砂壶碎了，
            The teapot arrived broken and the lid is missing.
            """)).isEqualTo("""
            From: wang@customer.example
            Subject: Re: [erased]
            References: <a@b.example>
             <li-1@mail.example>

            The same with mine. Please send another one, too.
            Thanks.

            On Monday, [erased] wrote:
            > [erased]
            > [erased]
            > Thanks.
            >> [erased]
            [erased]
            """);
    }

    @Test
    void eachPartKeepsItsWritingAndWhatHasNoTraceItsOctets() {
        String gbk = Base64.getMimeEncoder().encodeToString("李雷说：\r\n> 我买的紫砂壶碎了\r\n找 li@customer.example\r\n".getBytes(GBK));
        String untouched = "--b\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nodd =3d encoding=20\r\n";
        String file = "--b\r\nContent-Type: application/octet-stream; name=li.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n";
        String mail = "From: =?gb2312?B?" + Base64.getEncoder().encodeToString("王芳".getBytes(GBK)) + "?= <wang@customer.example>\r\n"
            + "Cc: =?utf-8?B?" + Base64.getEncoder().encodeToString("李雷".getBytes(StandardCharsets.UTF_8)) + "?= <li@customer.example>\r\n"
            + "DKIM-Signature: v=1; bh=x\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\npreamble\r\n" + untouched
            + "--b\r\nContent-Type: text/plain; charset=gbk\r\nContent-Transfer-Encoding: base64\r\n\r\n" + gbk + "\r\n"
            + "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p title=\"li@customer.example\">&#26446;&#38647;</p><blockquote>我买的紫砂壶<b>碎</b></blockquote>\r\n"
            + file + Base64.getEncoder().encodeToString("x li@customer.example".getBytes(StandardCharsets.UTF_16LE)) + "\r\n"
            + file + "AAECAw==\r\n--b--\r\nepilogue\r\n";
        Masking.Masked masked = mask(mail.getBytes(StandardCharsets.UTF_8)).orElseThrow();
        String text = new String(masked.octets(), StandardCharsets.UTF_8);
        assertThat(masked.unsigned()).isTrue();
        assertThat(masked.files()).isEqualTo(1);
        assertThat(text).startsWith(mail.substring(0, mail.indexOf("\r\n"))).contains("Cc: erased <erased@erased.invalid>\r\nContent-Type: multipart/mixed")
            .contains("\r\npreamble\r\n" + untouched + "--b\r\n").contains(file + "AAECAw==\r\n--b--\r\nepilogue\r\n")
            .contains("<p title=\"erased@erased.invalid\">[erased]</p><blockquote>[erased]<b>碎</b></blockquote>").contains("已一并删除");
        String written = text.substring(text.indexOf("charset=gbk")).replaceFirst("(?s).*?\r\n\r\n", "").replaceFirst("(?s)--b.*", "");
        assertThat(new String(Base64.getMimeDecoder().decode(written), GBK)).isEqualTo("[erased]说：\r\n> [erased]\r\n找 erased@erased.invalid\r\n");
        assertThat(mask(masked.octets())).as("nothing is left to mask").isEmpty();
    }

    @Test
    void aForwardedMailIsMaskedInsideAndASignedOneIsSignedNoLonger() {
        assertThat(masked("""
            From: alice@shop.example
            Content-Type: multipart/signed; boundary=s; micalg=sha-256; protocol="application/pkcs7-signature"

            --s
            Content-Type: message/rfc822

            From: Li Lei <li@customer.example>
            Subject: help

            The teapot arrived broken and the lid is missing.
            --s
            Content-Type: application/pkcs7-signature

            MIIB
            --s--
            """)).contains("Content-Type: multipart/mixed;").contains("From: erased <erased@erased.invalid>\nSubject: help\n\n[erased]\n--s\n");
    }

    @Test
    void anyOctetsComeThrough() {
        byte[] octets = new byte[4096];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) (i * 31 + i / 256);
        }
        assertThat(mask(octets)).isEmpty();
        assertThat(mask(new byte[0])).isEmpty();
        assertThat(mask("--\n\nContent-Type: multipart/x; boundary=".getBytes(StandardCharsets.US_ASCII))).isEmpty();
    }
}
