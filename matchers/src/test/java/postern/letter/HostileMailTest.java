package postern.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Mails of 25 MiB that are made to cost much, and mails cut and changed at random: each gives a Letter. The time limits are for hangs only. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HostileMailTest {
    private static final int SIZE = 25 * 1024 * 1024;
    private static final String HEAD = "From: a@b.example\nSubject: x\n";
    private static final String HTML = HEAD + "Content-Type: text/html; charset=utf-8\n\n";
    private static final String TEXT = HEAD + "Content-Type: text/plain; charset=utf-8\n\n";
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
    private final LetterReader reader = new LetterReader();

    private record Trap(String name, String head, String repeated, String tail) {
        byte[] mail() {
            byte[] unit = repeated.getBytes(StandardCharsets.ISO_8859_1);
            byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
            byte[] end = tail.getBytes(StandardCharsets.ISO_8859_1);
            byte[] mail = new byte[SIZE];
            System.arraycopy(start, 0, mail, 0, start.length);
            for (int at = start.length; at < SIZE; at += unit.length) {
                System.arraycopy(unit, 0, mail, at, Math.min(unit.length, SIZE - at));
            }
            System.arraycopy(end, 0, mail, SIZE - end.length, end.length);
            return mail;
        }
    }

    private static Trap trap(String name, String head, String repeated) {
        return new Trap(name, head, repeated, "");
    }

    private static List<Trap> traps() {
        String boundaries = IntStream.range(0, 29).mapToObj(i -> "Content-Type: multipart/mixed; boundary=b" + i + "\n\n--b" + i + "\n").reduce("", String::concat);
        List<Trap> traps = new ArrayList<>(List.of(
            trap("one header field without end", "Subject: ", "a"),
            trap("folded lines without end", "Subject: a\n", " b\n"),
            trap("a million header fields", HEAD, "X-A: b\n"),
            trap("header lines that are none", "", "x\n"),
            trap("encoded words that never end", "Subject: ", "=?utf-8?q?a"),
            trap("encoded words of half a character", "Subject: ", "=?utf-8?b?5Li=?= "),
            trap("encoded words cut anywhere", "Subject: ", "=?gb2312?B?zcu/7?= "),
            trap("opening brackets", "From: ", "<"),
            trap("opening quotes", "From: ", "\"a "),
            trap("opening comments", "From: ", "("),
            trap("commas", "From: ", ","),
            trap("addresses", "To: ", "a@b,"),
            trap("references", "References: ", "<a@b> "),
            trap("reference brackets", "References: ", "<"),
            trap("parameters", "Content-Type: text/plain", "; a=\"b"),
            trap("continued parameters", "Content-Type: text/plain", "; a*1=b"),
            trap("dashes under thirty boundaries", HEAD + boundaries, "--\n"),
            trap("near misses of thirty boundaries", HEAD + boundaries, "--b28x\n"),
            trap("ever deeper multiparts", HEAD + "Content-Type: multipart/mixed; boundary=b\n\n", "--b\nContent-Type: multipart/mixed; boundary=c\n\n"),
            trap("a million parts", HEAD + "Content-Type: multipart/mixed; boundary=b\n\n", "--b\n\n"),
            trap("ever deeper messages", HEAD, "Content-Type: message/rfc822\n\n"),
            trap("parts that are messages", HEAD + "Content-Type: multipart/digest; boundary=b\n\n", "--b\n\nSubject: a\n\nb\n"),
            trap("line feeds", TEXT, "\n"),
            trap("one line", TEXT, "a"),
            trap("quote marks", TEXT, "> a\n"),
            trap("quote marks without blanks", TEXT, ">"),
            trap("attributions", TEXT, "On Monday 2020-01-01 10:00 a@b.example wrote\n"),
            trap("attributions that never come", TEXT, "On a@b.example Am Le El\n"),
            trap("header blocks that never come", TEXT, "From: a\nx\nx\nx\n"),
            trap("separators", TEXT, "-----a"),
            trap("rules", TEXT, "--------------------------------\n"),
            trap("begin without end", TEXT, "begin 644 a\n"),
            new Trap("begin with a far end", TEXT, "begin 644 a\n", "\nend\n"),
            trap("closings", TEXT, "best best best best regards regards and and\n"),
            trap("addresses in text", TEXT, "a@a.a@a.a@a."),
            trap("digits in text", TEXT, "1234567890123456"),
            trap("urls in text", TEXT, "http://a/"),
            trap("deep divisions", HTML, "<div>"),
            trap("deep bold", HTML, "<b>"),
            trap("deep links", HTML, "<a href=x>"),
            trap("deep tables", HTML, "<table><tr><td>"),
            trap("deep lists", HTML, "<ul><li>"),
            trap("deep fonts in paragraphs", HTML, "<p><font><b><i>"),
            trap("deep quotes", HTML, "<blockquote type=cite>a"),
            trap("hidden in hidden", HTML, "<div style='display:none'>a"),
            trap("signatures in signatures", HTML, "<div id=Signature>a"),
            trap("open tags", HTML, "<"),
            trap("open attributes", HTML, "<a b"),
            trap("attributes", HTML + "<a ", "b=c d"),
            trap("entities", HTML, "&amp"),
            trap("comments in html", HTML, "<!--"),
            trap("selects", HTML, "<select><option>"),
            trap("forms out of place", HTML, "<table><b><table><form>a"),
            trap("closing tags", HTML, "</p></br>"),
            trap("base64", HEAD + "Content-Transfer-Encoding: base64\n\n", "YWFh\n"),
            trap("quoted-printable", HEAD + "Content-Transfer-Encoding: quoted-printable\n\n", "=\n"),
            trap("uuencode", HEAD + "Content-Transfer-Encoding: x-uuencode\n\n", "#86$@\n"),
            trap("zero octets", "", "\0"),
            trap("high octets", TEXT, "\u00FF"),
            trap("cut characters", TEXT, "\u00E4\u00B8"),
            trap("flowed lines", HEAD + "Content-Type: text/plain; format=flowed\n\n", "a \n")));
        traps.add(trap("a bounce of words", "From: mailer-daemon@b.example\nReturn-Path: <>\nSubject: failure notice\n\n", "5.5.5.5 a@b.c said: 550 5.1.1\n"));
        traps.add(trap("a bounce of groups", "From: mailer-daemon@b.example\nContent-Type: message/delivery-status\n\n", "Action: failed\n\n"));
        traps.add(trap("a calendar", HEAD + "Content-Type: text/calendar\n\n", "BEGIN:VEVENT\n"));
        traps.add(trap("a tnef of attributes", HEAD + "Content-Type: application/ms-tnef; name=winmail.dat\n\nx\237>\42\1\0", "\2\5\0\0\0\0\0\0\0\0\0"));
        return traps;
    }

    @TestFactory
    Stream<DynamicTest> a_mail_that_is_made_to_cost_much_is_read() {
        return traps().stream().map(trap -> DynamicTest.dynamicTest(trap.name(), () -> {
            byte[] mail = trap.mail();
            long start = CPU.getCurrentThreadCpuTime();
            Letter letter = reader.read(mail);
            long millis = TimeUnit.NANOSECONDS.toMillis(CPU.getCurrentThreadCpuTime() - start);
            if (Boolean.getBoolean("postern.misses")) {
                System.out.printf("%6d ms  %s%n", millis, trap.name());
            }
            assertThat(letter.text().length() + letter.quoted().length()).isLessThanOrEqualTo(3 * ReadLimits.DEFAULT.textChars());
            assertThat(letter.attachments().size()).isLessThanOrEqualTo(ReadLimits.DEFAULT.textChars());
        }));
    }

    @Test
    @Timeout(300)
    void the_corpus_cut_doubled_and_changed_is_read() {
        Random random = new Random(20_251_121);
        List<byte[]> mails = new ArrayList<>();
        for (String set : List.of("mime-mime4j", "mime-mikel-mail", "mime-enmime", "bounce-sisimai", "tnef-teamwork")) {
            for (Path file : Corpora.files(Corpora.folder(set))) {
                mails.add(Corpora.read(file));
            }
        }
        for (byte[] mail : mails) {
            if (mail.length == 0 || mail.length > 200_000) {
                continue;
            }
            for (int round = 0; round < 3; round++) {
                assertThat(reader.read(changed(mail, random))).isNotNull();
            }
        }
    }

    private static byte[] changed(byte[] mail, Random random) {
        byte[] copy = random.nextBoolean() ? Arrays.copyOf(mail, random.nextInt(mail.length) + 1) : mail.clone();
        for (int changes = random.nextInt(1 + copy.length / 50); changes > 0; changes--) {
            int at = random.nextInt(copy.length);
            switch (random.nextInt(4)) {
                case 0 -> copy[at] = (byte) random.nextInt(256);
                case 1 -> copy[at] = (byte) "\r\n:;=?<>\"-. ".charAt(random.nextInt(12));
                case 2 -> {
                    int length = Math.min(random.nextInt(40), copy.length - at);
                    int from = random.nextInt(copy.length - length + 1);
                    System.arraycopy(copy, from, copy, at, length);
                }
                default -> copy[at] ^= (byte) (1 << random.nextInt(8));
            }
        }
        return copy;
    }
}
