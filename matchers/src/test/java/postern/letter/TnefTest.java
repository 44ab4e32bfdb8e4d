package postern.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TnefTest {
    private static byte[] unpacked(String hex, int most) {
        byte[] octets = HexFormat.of().parseHex(hex.replace(" ", ""));
        return CompressedRtf.read(octets, 0, octets.length, most).orElseThrow();
    }

    private static RtfText rtf(String text) {
        return RtfText.of(text.getBytes(StandardCharsets.ISO_8859_1), 1_000);
    }

    /** The examples of MS-OXRTFCP §4. */
    @Test
    void compressed_rtf_is_unpacked() {
        assertThat(unpacked("2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232 0af32068656c090020627705b06c647d0a800fa0", 1_000))
            .asString(StandardCharsets.US_ASCII).isEqualTo("{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
        assertThat(unpacked("1a0000001c0000004c5a4675e2d44b5141000420 5758595a0d6e7d010eb0", 1_000))
            .asString(StandardCharsets.US_ASCII).isEqualTo("{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}");
    }

    @Test
    void few_octets_that_stand_for_many_give_no_more_than_wanted() {
        byte[] bomb = new byte[100_000];
        System.arraycopy(HexFormat.of().parseHex("ffffff7fffffff7f4c5a467500000000"), 0, bomb, 0, 16);
        for (int i = 16; i + 17 <= bomb.length; i += 17) {
            bomb[i] = (byte) 0xFF;
            for (int k = 1; k < 17; k += 2) {
                bomb[i + k + 1] = 0x0F;
            }
        }
        assertThat(CompressedRtf.read(bomb, 0, bomb.length, 50_000).orElseThrow()).hasSizeLessThanOrEqualTo(50_000);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        {\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}\\f0 Hello\\par world}                                    | Hello;world
        {\\rtf1\\ansi\\ansicpg936 \\'cd\\'cb\\'bf\\'ee}                                               | 退款
        {\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f1\\fcharset134 x;}}{\\f1 \\'cd\\'cb\\'bf\\'ee} \\'e9} | 退款 é
        {\\rtf1\\uc2 \\u-28160?? \\u27454\\'bf\\'ee!}                                                 | 鈀 款!
        {\\rtf1 a{\\*\\secret b}{\\pict 0123}{\\info{\\title c}}d}                                    | ad
        {\\rtf1 a\\bin3 {}}b\\{c\\}                                                                   | ab{c}
        {\\rtf1 cell\\cell next\\row}                                                                 | cell~next;
        """)
    void rtf_is_read(String written, String text) {
        assertThat(rtf(written).text()).isEqualTo(text.replace(';', '\n').replace('~', '\t'));
    }

    @Test
    void html_wrapped_into_rtf_comes_out_as_html() {
        RtfText text = rtf("{\\rtf1\\ansi\\ansicpg936\\fromhtml1 {\\*\\htmltag19 <html>}{\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 \\'cd\\'cb\\'bf\\'ee &amp; more\\htmlrtf\\par}\\htmlrtf0 {\\*\\htmltag72 </p>}{\\*\\htmltag27 </html>}}");
        assertThat(text.html()).isTrue();
        assertThat(text.text()).isEqualTo("<html><p>退款 &amp; more</p></html>");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        rtf                   | 1  | -- Greg
        body                  | 1  | THE BILL OF RIGHTS
        attachments           | 3  | Casdasdfasdfasd
        MAPI_ATTACH_DATA_OBJ  | 4  | bodødamene
        two-files             | 3  |
        data-before-name      | 4  | asdf
        multi-value-attribute | 2  | voice mail
        unicode-mapi-attr     | 2  | hello world
        """)
    void files_and_text_are_found_in_winmail_dat(String name, int attachments, String text) {
        Path folder = Corpora.folder("tnef-teamwork");
        ByteArrayOutputStream mail = new ByteArrayOutputStream();
        mail.writeBytes("Content-Type: application/ms-tnef\nContent-Transfer-Encoding: binary\n\n".getBytes(StandardCharsets.US_ASCII));
        mail.writeBytes(Corpora.read(folder.resolve("testdata").resolve(name + ".tnef")));
        Letter letter = new LetterReader().read(mail.toByteArray());
        assertThat(letter.attachments()).hasSize(attachments);
        assertThat(letter.text()).contains(text == null ? "" : text);
    }
}
