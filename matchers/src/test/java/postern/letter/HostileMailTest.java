package postern.letter;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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
    /** All that is allocated on the way, nearly all of it for a moment only. */
    private static final long ALLOCATED = 20L * SIZE;
    private static final ThreadMXBean CPU = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final LetterReader reader = new LetterReader();

    private record Trap(String name, Supplier<byte[]> mail) {
        Trap(String name, String head, String repeated, String tail) {
            this(name, () -> repeated(head, repeated, tail));
        }

        private static byte[] repeated(String head, String repeated, String tail) {
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

        /** Signed mails in messages in signed mails: each would be copied to be opened. */
        static byte[] signedInSigned() {
            byte[] signed = "Content-Type: application/pkcs7-mime; smime-type=signed-data\n\n\6\11\52\206\110\206\367\15\1\7\1\240\200\4\204".getBytes(StandardCharsets.ISO_8859_1);
            byte[] message = "Content-Type: message/rfc822\n\n".getBytes(StandardCharsets.ISO_8859_1);
            ByteBuffer mail = ByteBuffer.allocate(SIZE);
            while (mail.remaining() > 20 * 1024 * 1024) {
                mail.put(signed).putInt(mail.remaining() - 4).put(message);
            }
            return mail.array();
        }

        /** Messages in messages, each encoded once more. */
        static byte[] encodedInEncoded() {
            byte[] mail = new byte[100];
            for (int depth = 0; mail.length < SIZE / 4 * 3; depth++) {
                byte[] head = "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n".getBytes(StandardCharsets.ISO_8859_1);
                byte[] coded = Base64.getMimeEncoder().encode(depth == 0 ? new byte[1024 * 1024] : mail);
                mail = ByteBuffer.allocate(head.length + coded.length).put(head).put(coded).array();
            }
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
        String mixed = "Content-Type: multipart/mixed; boundary=b\n\n";
        traps.add(trap("parts of hidden text", HEAD + mixed, "--b\nContent-Type: text/html\n\n<p style='display:none'>" + "a ".repeat(25_000) + "\n"));
        traps.add(trap("parts of empty divisions", HEAD + mixed, "--b\nContent-Type: text/html\n\n" + "<div>".repeat(10_000) + "\n"));
        traps.add(trap("alternatives of nothing", HEAD + "Content-Type: multipart/alternative; boundary=b\n\n", "--b\nContent-Type: text/plain\n\n" + " \n".repeat(25_000)));
        traps.add(trap("parts of statuses", "From: mailer-daemon@b.example\n" + mixed, "--b\nContent-Type: message/delivery-status\n\n" + "Status: 5.1.1\n\n".repeat(3_000)));
        traps.add(trap("parts of headers", HEAD + mixed, "--b\nContent-Type: text/rfc822-headers\n\n" + "A: =?gb2312?B?zcu/7?=\n".repeat(2_000)));
        traps.add(trap("parts of packed text", HEAD + mixed, "--b\nContent-Type: application/ms-tnef\n\nx\237>\42\1\0\2\3\220\6\0\0\300\0\0\1\0\0\0\2\1\11\20\1\0\0\0\0\200\0\0\0\200\0\0\377\377\377\177LZFu0000"
            + "\377\0\17\0\17\0\17\0\17\0\17\0\17\0\17\0\17".repeat(2_900) + "\n"));
        traps.add(new Trap("signed mails in signed mails", Trap::signedInSigned));
        traps.add(new Trap("encoded mails in encoded mails", Trap::encodedInEncoded));
        traps.add(trap("a bounce of words", "From: mailer-daemon@b.example\nReturn-Path: <>\nSubject: failure notice\n\n", "5.5.5.5 a@b.c said: 550 5.1.1\n"));
        traps.add(trap("a bounce of groups", "From: mailer-daemon@b.example\nContent-Type: message/delivery-status\n\n", "Action: failed\n\n"));
        traps.add(trap("a calendar", HEAD + "Content-Type: text/calendar\n\n", "BEGIN:VEVENT\n"));
        traps.add(trap("a tnef of attributes", HEAD + "Content-Type: application/ms-tnef; name=winmail.dat\n\nx\237>\42\1\0", "\2\5\0\0\0\0\0\0\0\0\0"));
        return traps;
    }

    @TestFactory
    Stream<DynamicTest> a_mail_that_is_made_to_cost_much_is_read() {
        return traps().stream().map(trap -> DynamicTest.dynamicTest(trap.name(), () -> {
            byte[] mail = trap.mail().get();
            long start = CPU.getCurrentThreadCpuTime();
            long before = CPU.getCurrentThreadAllocatedBytes();
            Letter letter = reader.read(mail);
            long allocated = CPU.getCurrentThreadAllocatedBytes() - before;
            if (Boolean.getBoolean("postern.misses")) {
                System.out.printf("%6d ms %6d MiB  %s%n", TimeUnit.NANOSECONDS.toMillis(CPU.getCurrentThreadCpuTime() - start), allocated >> 20, trap.name());
            }
            assertThat(letter.text().length() + letter.quoted().length()).isLessThanOrEqualTo(3 * ReadLimits.DEFAULT.textChars());
            assertThat(letter.hidden().length()).isLessThanOrEqualTo(ReadLimits.DEFAULT.textChars());
            assertThat(letter.attachments().size()).isLessThanOrEqualTo(ReadLimits.DEFAULT.textChars());
            assertThat(allocated).as("octets allocated").isLessThanOrEqualTo(ALLOCATED);
        }));
    }

    @Test
    @Timeout(300)
    void our_own_mails_cut_doubled_and_changed_are_read() throws URISyntaxException {
        readChanged(Corpora.files(Path.of(getClass().getResource("golden").toURI())), 20);
    }

    @Test
    @Timeout(300)
    void the_corpus_cut_doubled_and_changed_is_read() {
        readChanged(Stream.of("mime-mime4j", "mime-mikel-mail", "mime-enmime", "bounce-sisimai", "tnef-teamwork")
            .flatMap(set -> Corpora.files(Corpora.folder(set)).stream()).toList(), 3);
    }

    private void readChanged(List<Path> files, int rounds) {
        Random random = new Random(20_251_121);
        int read = 0;
        for (Path file : files) {
            byte[] mail = Corpora.read(file);
            for (int round = 0; round < rounds && mail.length > 0 && mail.length < 200_000; round++) {
                assertThat(reader.read(changed(mail, random)).language()).as(file.toString()).isNotEmpty();
                read++;
            }
        }
        assertThat(read).isGreaterThan(1_000);
    }

    /** Cut, doubled or whole, and then with octets and stretches of it changed. */
    private static byte[] changed(byte[] mail, Random random) {
        byte[] copy = switch (random.nextInt(3)) {
            case 0 -> Arrays.copyOf(mail, random.nextInt(mail.length) + 1);
            case 1 -> ByteBuffer.allocate(2 * mail.length).put(mail).put(mail).array();
            default -> mail.clone();
        };
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
