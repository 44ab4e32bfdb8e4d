package postern.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.mail.MessagingException;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetConfig;
import org.apache.mailet.MailetContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import postern.letter.LetterReader;
import postern.matchers.Dockets;
import postern.store.StoreException;
import postern.tickets.Ticket;
import postern.triage.Docket;

/** What becomes of mails that the flow cannot handle, now or ever. */
class TroubleTest {
    private static final String BROKEN = "Subject: x\nFrom: wang@example.com\n\nhello\n";

    @TempDir
    Path directory;
    private Rig rig;
    private final List<Long> pauses = new ArrayList<>();
    private final List<String> states = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        rig = new Rig(directory);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private Mail failed(Throwable trouble) {
        Mail mail = rig.mail("m1", "wang@example.com", List.of(rig.desk.addresses().keySet().iterator().next()), BROKEN);
        return failAgain(mail, trouble);
    }

    private static Mail failAgain(Mail mail, Throwable trouble) {
        mail.setState(Mail.ERROR);
        mail.setAttribute(new Attribute(Mail.MAILET_ERROR, AttributeValue.ofUnserializable(trouble)));
        return mail;
    }

    private Retry retry() throws MessagingException {
        return retry(null);
    }

    private Retry retry(String untiring) throws MessagingException {
        MailetContext context = (MailetContext) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {MailetContext.class},
            (proxy, method, arguments) -> {
                assertThat(method.getName()).isEqualTo("sendMail");
                states.add((String) arguments[1]);
                pauses.add((Long) arguments[2]);
                return null;
            });
        Retry retry = new Retry(rig.meters);
        retry.init((MailetConfig) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {MailetConfig.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "getMailetContext" -> context;
                case "getInitParameter" -> untiring;
                default -> null;
            }));
        return retry;
    }

    @Test
    void aFullDiskIsWaitedForWithGrowingPausesAndThenPeopleDecide() throws Exception {
        Mail mail = failed(new MessagingException("cannot file", new StoreException("full", null, true)));
        Retry retry = retry();
        while (mail.getState().equals(Mail.ERROR)) {
            retry.service(mail);
            if (mail.getState().equals(Mail.GHOST)) {
                failAgain(mail, new StoreException("full", null, true));
            } else {
                break;
            }
        }
        assertThat(pauses).isSorted().hasSize(9);
        assertThat(mail.getState()).isEqualTo(Mail.ERROR);
    }

    @Test
    void otherTroubleOfTheStoreIsTriedForMinutesOnly() throws Exception {
        Mail mail = failed(new StoreException("busy", new IOException(), false));
        Retry retry = retry();
        for (int i = 0; i < 20; i++) {
            retry.service(failAgain(mail, new StoreException("busy", null, false)));
        }
        assertThat(pauses).hasSize(4);
    }

    @Test
    void aMistakeOfOursIsNotTriedAgain() throws Exception {
        Mail mail = failed(new NullPointerException());
        retry().service(mail);
        assertThat(pauses).isEmpty();
        assertThat(mail.getState()).isEqualTo(Mail.ERROR);
    }

    @Test
    void aPrivateMailIsTriedForHoursWhateverTheTroubleWhereItFailed() throws Exception {
        Mail mail = failed(new NullPointerException());
        mail.setState("local");
        Deliver deliver = new Deliver((which, to, added) -> {
            throw new MessagingException("no");
        });
        assertThatThrownBy(() -> deliver.service(mail)).isInstanceOf(MessagingException.class);
        Retry retry = retry("true");
        for (int i = 0; i < 20; i++) {
            retry.service(failAgain(mail, new NullPointerException()));
        }
        assertThat(pauses).hasSize(9);
        assertThat(states).containsOnly("local");
    }

    @Test
    void whatIsPutBackCarriesNothingThatTheSpoolCannotStore() throws Exception {
        Mail mail = failed(new StoreException("full", null, true));
        Dockets.put(mail, Dockets.of(mail));
        retry().service(mail);
        assertThat(mail.attributes()).allMatch(attribute -> attribute.getValue().toJson().isPresent());
    }

    @Test
    void aParkedMailLiesUntouchedInUnparsedOnceWithTicketAndClock() throws Exception {
        Park park = new Park(rig.tickets, rig.folders, rig.seal, () -> rig.desk, rig.meters);
        for (int i = 0; i < 3; i++) {
            park.service(failed(new IllegalStateException("poison")));
        }
        assertThat(rig.filed()).singleElement().satisfies(filed -> {
            assertThat(filed.folder()).isEqualTo("Desk/Unparsed");
            assertThat(filed.header()).contains("X-Postern-Why: flow-failed(IllegalStateException)");
            assertThat(filed.keywords()).contains("ticket-");
            assertThat(new String(filed.body(), StandardCharsets.UTF_8)).isEqualTo(BROKEN.replace("\n", "\r\n"));
        });
        List<Ticket> due = rig.tickets.dueBefore(rig.now.plus(Duration.ofDays(14)), 10);
        assertThat(due).singleElement().satisfies(ticket -> {
            assertThat(ticket.team()).contains(rig.desk.catchAll());
            assertThat(ticket.customer()).isEqualTo("wang@example.com");
        });
        assertThat(rig.sent()).isEmpty();
    }

    @Test
    void aMailThatFailsBehindItsTicketIsParkedWithThatTicket() throws Exception {
        Mail mail = failed(new IllegalStateException("poison"));
        Docket decided = rig.run(mail, 6);
        new Park(rig.tickets, rig.folders, rig.seal, () -> rig.desk, rig.meters).service(failAgain(mail, new IllegalStateException("poison")));
        assertThat(rig.rows("ticket")).isEqualTo(1);
        assertThat(rig.filed().getFirst().header()).contains("X-Postern-Ticket: " + decided.match().orElseThrow().ticket());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000\u0001\u0002", "", "\n", "no header at all, only words", "Content-Type: multipart/mixed\n\n\n",
        "Received: from x by y; Mon, 23 Nov 2026 10:00:00 +0800\nonly words\n"})
    void aMailThatCannotBeUnderstoodIsTrouble(String message) throws Exception {
        Mail mail = rig.mail("m1", "wang@example.com", List.of("x@example.com"), message);
        new Read(new LetterReader(), rig.room).service(mail);
        assertThat(Dockets.of(mail).trouble()).as("%s", Dockets.of(mail).letter()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"From: wang@example.com\nTo: x@example.com\nSubject: \n\n\n", "Subject: hello\n\n",
        "From: wang@example.com\nSubject: ?\nthis is no header\n\n你好\n"})
    void aMailThatSaysLittleIsNoTrouble(String message) throws Exception {
        Mail mail = rig.mail("m1", "wang@example.com", List.of("x@example.com"), message);
        new Read(new LetterReader(), rig.room).service(mail);
        assertThat(Dockets.of(mail).trouble()).isEmpty();
    }
}
