package postern.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.Test;
import postern.letter.LetterReader;

/** What a stranger sends costs the index no more than its bounds. */
class HostileTextTest {
    private static final int MOST = 2_000_000;

    @Test
    void aVeryLongTextIsIndexedUpToTheBound() throws Exception {
        byte[] text = new byte[25 * 1024 * 1024];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) (i % 78 == 77 ? '\n' : 'a' + i % 26);
        }
        assertThat(indexed(mail("text/plain", "7bit", text))).isLessThan(MOST);
    }

    @Test
    void aMillionDifferentWordsAreIndexedUpToTheBound() throws Exception {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < 1_000_000; i++) {
            words.append(Integer.toString(i, 36)).append(i % 12 == 11 ? '\n' : ' ');
        }
        assertThat(indexed(mail("text/html", "7bit", words.toString().getBytes(StandardCharsets.US_ASCII)))).isLessThan(MOST);
    }

    @Test
    void octetsThatAreNoTextAreIndexedAsWhatTheyLookLike() throws Exception {
        byte[] noise = new byte[4 * 1024 * 1024];
        new Random(1).nextBytes(noise);
        assertThat(indexed(mail("text/plain; charset=gbk", "8bit", noise))).isLessThan(MOST);
    }

    @Test
    void aWordOfAMillionLettersIsIndexedByItsBeginning() throws Exception {
        byte[] word = new byte[1_000_000];
        Arrays.fill(word, (byte) 'x');
        MailText text = MailText.of(mail("text/plain", "7bit", word), new LetterReader());
        assertThat(text.spelt(Zone.BODY)).hasSize(Spelling.LONGEST_WORD);
    }

    @Test
    void anOfficeFileThatUnpacksToGigabytesIsReadUpToTheBound() throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("word/document.xml"));
            zip.write("<w:document xmlns:w='w'><w:p><w:t>beautiful banana ".getBytes(StandardCharsets.US_ASCII));
            byte[] blanks = new byte[1024 * 1024];
            Arrays.fill(blanks, (byte) 'b');
            for (int i = 0; i < 300; i++) {
                zip.write(blanks);
            }
        }
        String mail = "Subject: s\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nsee file\r\n--b\r\n"
            + "Content-Type: application/octet-stream; name=bomb.docx\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n\r\n"
            + Base64.getMimeEncoder().encodeToString(file.toByteArray()) + "\r\n--b--\r\n";
        MailText text = MailText.of(mail.getBytes(StandardCharsets.US_ASCII), new LetterReader());
        assertThat(text.spelt(Zone.ATTACHED)).startsWith("beautiful banana").hasSizeLessThan(MOST);
    }

    private static byte[] mail(String type, String encoding, byte[] text) {
        byte[] head = ("Subject: s\r\nContent-Type: " + type + "\r\nContent-Transfer-Encoding: " + encoding + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] mail = Arrays.copyOf(head, head.length + text.length);
        System.arraycopy(text, 0, mail, head.length, text.length);
        return mail;
    }

    /** @return octets of an index of this one mail */
    private static long indexed(byte[] mail) throws Exception {
        try (ByteBuffersDirectory directory = new ByteBuffersDirectory()) {
            try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
                writer.addDocument(Documents.of(1, MailText.of(mail, new LetterReader())));
            }
            long octets = 0;
            for (String file : directory.listAll()) {
                octets += directory.fileLength(file);
            }
            return octets;
        }
    }
}
