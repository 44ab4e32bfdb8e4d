package postern.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import javax.mail.Session;
import javax.mail.internet.MimeMessage;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The load's mails")
class CorrespondenceTest {
    @Property(tries = 50)
    @Label("are the same for the same seed and number, and differ for another number")
    void seeded(@ForAll long seed, @ForAll @IntRange(min = 0, max = 100_000) int number) {
        Correspondence one = new Correspondence(seed, 2048, false, "service@shop.example");
        Correspondence same = new Correspondence(seed, 2048, false, "service@shop.example");
        assertThat(one.mail(number)).isEqualTo(same.mail(number)).isNotEqualTo(one.mail(number + 1));
        assertThat(one.sender(number)).isNotEqualTo(one.sender(number + 1));
    }

    @Test
    @DisplayName("are about as large as asked, in both languages, and every mail program can read them")
    void readable() throws Exception {
        Correspondence mails = new Correspondence(1, 4096, false, "service@shop.example");
        Set<String> subjects = new HashSet<>();
        Set<String> encodings = new HashSet<>();
        for (int number = 0; number < 200; number++) {
            byte[] mail = mails.mail(number);
            assertThat(mail.length).isBetween(3600, 4600);
            assertThat(new String(mail, StandardCharsets.UTF_8).replace("\r\n", "")).doesNotContain("\r", "\n");
            MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail));
            subjects.add(message.getSubject().replaceAll(" A\\d+$", ""));
            encodings.add(message.getEncoding());
            assertThat((String) message.getContent()).doesNotContain("\uFFFD").hasSizeGreaterThan(500);
        }
        assertThat(subjects).hasSize(10);
        assertThat(encodings).containsExactlyInAnyOrder("base64", "8bit");
    }
}
