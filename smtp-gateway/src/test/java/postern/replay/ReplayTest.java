package postern.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import postern.desk.Desk;
import postern.desk.file.Checked;
import postern.desk.file.DeskFile;
import postern.tickets.TicketEvent;
import postern.triage.Addresses;
import postern.triage.Seal;
import postern.triage.Triage;

@DisplayName("A replay over files")
class ReplayTest {
    /** Monday, 11:00 in Shanghai. */
    private static final Instant TODAY = Instant.parse("2026-11-16T03:00:00Z");
    private static final Seal SEAL = new Seal(new byte[32]);

    @TempDir
    private Path folder;

    private static Desk desk(String... replacements) throws IOException {
        String text = Files.readString(Path.of("../conf/desk.yaml"));
        for (int i = 0; i < replacements.length; i += 2) {
            assertThat(text).contains(replacements[i]);
            text = text.replace(replacements[i], replacements[i + 1]);
        }
        return ((Checked.Right) DeskFile.read("desk.yaml", text)).desk();
    }

    private static Tally run(Desk then, Desk now, List<Path> files) throws IOException {
        return Replay.run(side(then), side(now), SEAL, new MailFiles(files), TODAY, done -> { });
    }

    private static Replay.Side side(Desk desk) {
        return new Replay.Side(new Triage(desk), address -> Addresses.forDesk(desk, address));
    }

    /** Mails of Monday, 9:00; every third one asks again in the thread of another. */
    private Path mailbox(int mails) throws IOException {
        String[] words = {"I want my refund", "申请退款", "订单没有发货", "It is broken, urgent", "我要投诉", "Please send the invoice", "an error code E12", "hello"};
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < mails; i++) {
            int customer = i % 3 == 2 ? i - 2 : i;
            all.append("From x@y Mon Nov 16 09:00:00 2026\nFrom: c").append(customer).append("@a.example\nTo: service@shop.example\nSubject: question ")
                .append(customer).append("\nDate: Mon, 16 Nov 2026 09:0").append(i % 10).append(":00 +0800\nMessage-ID: <m").append(i).append("@a.example>\n")
                .append(i % 3 == 2 ? "In-Reply-To: <m" + customer + "@a.example>\n" : "")
                .append("Content-Type: text/plain; charset=utf-8\n\n").append(words[i % words.length]).append(", number ").append(i).append(".\n\n");
        }
        return Files.writeString(folder.resolve("mails.mbox"), all, StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("shows no difference between a desk and itself, whatever mails it is led through")
    void noDifference() throws IOException {
        List<Path> files = new ArrayList<>(List.of(mailbox(600)));
        Path corpora = corpora();
        for (String name : List.of("bounce-sisimai", "mime-mime4j", "mime-mikel-mail", "mime-enmime", "mime-cpython")) {
            try (Stream<Path> inside = Files.walk(corpora.resolve(name))) {
                inside.filter(Files::isRegularFile).sorted().forEach(files::add);
            }
        }
        Tally tally = run(desk(), desk(), files);
        assertThat(tally.mails()).isGreaterThan(1200);
        assertThat(tally.unreadable()).isZero();
        assertThat(tally.differing()).isZero();
    }

    private static Path corpora() {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            if (Files.isDirectory(up.resolveSibling("shared").resolve("corpora"))) {
                return up.resolveSibling("shared").resolve("corpora");
            }
        }
        Assumptions.abort("skipped: no ../shared/corpora beside the checkout");
        return Path.of("");
    }

    @Test
    @DisplayName("finds each kind of difference, with the change that makes it")
    void findsEachKind() throws IOException {
        List<Path> files = List.of(mailbox(240));
        assertThat(kinds(run(desk(), desk("standard: 4 h", "standard: 30 min"), files))).containsExactly(Kind.NEWLY_LATE);
        assertThat(kinds(run(desk("standard: 4 h", "standard: 30 min"), desk(), files))).containsExactly(Kind.NEWLY_IN_TIME);
        assertThat(kinds(run(desk("acknowledgements:\n  enabled: true", "acknowledgements:\n  enabled: false"), desk(), files)))
            .containsExactly(Kind.NEWLY_ACKNOWLEDGED);
        assertThat(kinds(run(desk(), desk("complaint\n    priority: high", "complaint\n    priority: low"), files))).contains(Kind.REPRIORITISED)
            .doesNotContain(Kind.MOVED, Kind.RECLASSIFIED, Kind.OTHER_TICKET);
        assertThat(kinds(run(desk(), desk("words: [投诉, 差评,", "words: [差评,"), files))).contains(Kind.RECLASSIFIED, Kind.MOVED).doesNotContain(Kind.OTHER_TICKET);
        Tally moved = run(desk(), desk("name: { zh: 退款, en: Refund }\n    team: returns", "name: { zh: 退款, en: Refund }\n    team: general"), files);
        assertThat(kinds(moved)).containsExactly(Kind.MOVED);
        assertThat(moved.examples(Kind.MOVED)).hasSize(3);
        // Further mails follow the mail that opened their ticket, whatever they say themselves.
        assertThat(moved.count(Kind.MOVED)).isEqualTo(60);
    }

    private static List<Kind> kinds(Tally tally) {
        return Stream.of(Kind.values()).filter(kind -> tally.count(kind) > 0).toList();
    }

    @Test
    @DisplayName("goes on when a mail cannot be had, and says so")
    void goesOn() throws IOException {
        Desk desk = desk();
        Mailbag bag = (taker, unread) -> {
            taker.accept(new Past("lost", Optional.of(TODAY), 100, () -> {
                throw new IOException("record 7 is not where it was");
            }));
            new MailFiles(List.of(mailbox(4))).each(taker, unread);
        };
        Tally tally = Replay.run(side(desk), side(desk), SEAL, bag, TODAY, done -> { });
        assertThat(tally.unreadable()).isEqualTo(1);
        assertThat(tally.mails()).isEqualTo(4);
    }

    @Test
    @DisplayName("calls late what was answered after the other deadline, or is not answered by today")
    void lateByRealAnswers() throws IOException {
        Mailbag bag = (taker, unread) -> {
            for (String answered : List.of("2026-11-16T01:20:00Z", "2026-11-16T02:30:00Z", "")) {
                byte[] mail = ("From: c" + answered.length() + "@a.example\r\nTo: service@shop.example\r\nSubject: hello " + answered + "\r\nMessage-ID: <m" + answered
                    + "@a.example>\r\n\r\nA question, " + answered + ".\r\n").getBytes(StandardCharsets.US_ASCII);
                Past.Known known = new Past.Known(Optional.empty(), Optional.empty(), Optional.of(answered).filter(at -> !at.isEmpty()).map(Instant::parse), Optional.empty());
                taker.accept(new Past("answered " + answered, Optional.of(Instant.parse("2026-11-16T01:10:00Z")), mail.length,
                    () -> new Past.Came(Optional.of(new Past.Way("c@a.example", List.of("service@shop.example"), Optional.empty())), mail, known)));
            }
        };
        Tally tally = Replay.run(side(desk()), side(desk("standard: 4 h", "standard: 30 min")), SEAL, bag, TODAY, done -> { });
        assertThat(tally.examples(Kind.NEWLY_LATE)).extracting(Difference::mail).containsExactly("answered 2026-11-16T02:30:00Z", "answered ");
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(delimiter = '|', textBlock = """
        moved alice, team billing                                                     | billing
        moved alice, team billing, open / moved bob, agent bob                        | billing
        moved alice, team billing / moved bob, team returns / undone bob              | billing
        moved alice, team billing / undone alice                                      | ''
        moved postern: escalated, team leads                                          | ''
        answered alice, team returns, waiting                                         | returns
        moved alice, agent alice                                                      | ''
        """)
    @DisplayName("takes for the right team where people brought a ticket at last")
    void whereItBelongs(String happened, String team) {
        List<TicketEvent> events = Stream.of(happened.split(" / ")).map(one -> one.split(" ", 2)).map(one -> new TicketEvent(TODAY, one[0], "", one[1])).toList();
        assertThat(ArchivedMails.moved(events).orElse("")).isEqualTo(team);
    }

    @ParameterizedTest(name = "{0} of 240 mails, 60 moved: over {1}")
    @CsvSource({"1%,true", "25%,false", "24.9%,true", "60,false", "59,true", "0,true", "100%,false"})
    @DisplayName("is held against limits in mails or per cent")
    void gates(String most, boolean over) throws IOException {
        Tally tally = run(desk(), desk("name: { zh: 退款, en: Refund }\n    team: returns", "name: { zh: 退款, en: Refund }\n    team: general"), List.of(mailbox(240)));
        assertThat(Gate.of(Kind.MOVED, most).isOver(tally)).isEqualTo(over);
    }

    @ParameterizedTest
    @CsvSource({"''", "x", "-1", "1.5", "1%%", "%"})
    @DisplayName("takes no limit that is neither")
    void refusesGates(String written) {
        assertThatThrownBy(() -> Gate.of(Kind.MOVED, written)).isInstanceOf(IllegalArgumentException.class);
    }
}
