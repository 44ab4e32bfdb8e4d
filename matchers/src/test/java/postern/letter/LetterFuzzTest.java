package postern.letter;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Fuzz targets of the readers. Each build runs them over the inputs beside them; by name they look for more:
 * {@code JAZZER_FUZZ=1 mvn -pl matchers -am -Dtest=LetterFuzzTest#header -Dsurefire.failIfNoSpecifiedTests=false test}. What they find
 * becomes a case of {@code FuzzFixesTest}.
 */
class LetterFuzzTest {
    private static final LetterReader READER = new LetterReader();
    private static final DataPoints POINTS = new DataPoints(List.of(Pattern.compile("\\bSO\\d{6}\\b")));

    @FuzzTest(maxDuration = "2m")
    void mail(byte[] octets) {
        READER.read(octets);
    }

    @FuzzTest(maxDuration = "2m")
    void header(byte[] octets) {
        HeaderBlock header = HeaderBlock.parse(octets, 0, octets.length, ReadLimits.DEFAULT, new Defects());
        for (Field field : header.fields()) {
            field.decoded();
            Addresses.parse(field.raw());
            Parameters.parse(field.raw());
            Ids.all(field.raw());
            Dates.parse(field.raw());
            Subjects.bare(field.decoded());
        }
    }

    @FuzzTest(maxDuration = "2m")
    void quote(byte[] octets) {
        String text = new String(octets, StandardCharsets.UTF_8);
        Quotes.of(text, true);
        POINTS.in(Quotes.of(text, false).text());
    }

    @FuzzTest(maxDuration = "2m")
    void bounce(byte[] octets) {
        byte[] head = "From: mailer-daemon@b.example\nReturn-Path: <>\nSubject: failure notice\nContent-Type: message/delivery-status\n\n".getBytes(StandardCharsets.US_ASCII);
        byte[] mail = new byte[head.length + octets.length];
        System.arraycopy(head, 0, mail, 0, head.length);
        System.arraycopy(octets, 0, mail, head.length, octets.length);
        READER.read(mail);
    }

    @FuzzTest(maxDuration = "2m")
    void packed(byte[] octets) {
        byte[] tnef = new byte[octets.length + 6];
        System.arraycopy(octets, 0, tnef, 6, octets.length);
        System.arraycopy(new byte[] {0x78, (byte) 0x9F, 0x3E, 0x22, 1, 0}, 0, tnef, 0, 6);
        Tnef.read(tnef, 1_000);
        OpaqueSignature.content(octets);
    }
}
