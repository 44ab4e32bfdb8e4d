package postern.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import postern.letter.LetterReader;

@DisplayName("A PDF that hangs on a mail")
class PdfTextTest {
    private static final String LATIN = "/Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding";
    /** Without the font itself, as many invoices are: each sign by its place in Unicode. */
    private static final String CHINESE = "/Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [ << /Type /Font"
        + " /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000"
        + " /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800"
        + " /Descent -200 /CapHeight 700 /StemV 80 >> >> ]";

    private static byte[] pdf(String font, String content) {
        return pdf(font, "", content.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] pdf(String font, String filter, byte[] content) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(("%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n"
            + "3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >> endobj\n"
            + "5 0 obj << " + font + " >> endobj\n4 0 obj << " + filter + " /Length " + content.length + " >> stream\n").getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(content);
        file.writeBytes("\nendstream endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n".getBytes(StandardCharsets.US_ASCII));
        return file.toByteArray();
    }

    private static byte[] chinese(String text) {
        return pdf(CHINESE, "BT /F1 12 Tf 50 700 Td <" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_16BE)) + "> Tj ET");
    }

    private static String attached(byte[]... files) {
        StringBuilder mail = new StringBuilder("From: a@b.example\r\nSubject: invoice\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
            + "--b\r\nContent-Type: text/plain\r\n\r\nsee file\r\n");
        for (byte[] file : files) {
            mail.append("--b\r\nContent-Type: application/octet-stream; name=\"invoice.pdf\"\r\nContent-Disposition: attachment\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n").append(Base64.getMimeEncoder().encodeToString(file)).append("\r\n");
        }
        return MailText.of(mail.append("--b--\r\n").toString().getBytes(StandardCharsets.US_ASCII), new LetterReader()).spelt(Zone.ATTACHED);
    }

    @Test
    @DisplayName("is found by its words, Chinese ones without their font, too")
    void words() {
        assertThat(attached(pdf(LATIN, "BT /F1 12 Tf 50 700 Td (Invoice for the kettle) Tj ET"))).contains("kettle");
        assertThat(attached(chinese("增值税发票：电热水壶"))).contains("发票").contains("电热水壶");
    }

    @Test
    @DisplayName("keeps nobody from reading the next one, however far it unpacks and however broken it is")
    void hostile() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            byte[] blanks = " 0 0 m".repeat(200_000).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 500; i++) {
                deflater.write(blanks);
            }
        }
        byte[] endless = pdf(LATIN, "/Filter /FlateDecode", packed.toByteArray());
        byte[] words = pdf(LATIN, "BT /F1 12 Tf 50 700 Td (Invoice for the toaster) Tj ET");
        // A mail costs one such file, however many it brings; what stands before is read.
        assertThat(attached(words, endless, chinese("不再读"))).contains("toaster").doesNotContain("不再读");
        assertThat(attached("%PDF-1.7 and nothing else".getBytes(StandardCharsets.US_ASCII))).isBlank();
        assertThat(attached(chinese("还能读"))).contains("还能读");
    }
}
