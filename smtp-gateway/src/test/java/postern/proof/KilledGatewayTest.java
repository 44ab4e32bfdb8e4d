package postern.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.wire.CompanyServer;

/** Guarantees 1 and 2: a gateway that is killed while 20 sessions send loses nothing and does nothing twice. */
@DisplayName("A gateway killed at random moments")
class KilledGatewayTest {
    private static final int ROUNDS = 5;
    private static final int SESSIONS = 20;
    private static final Path CONF = Path.of("..", "conf");
    private static final Pattern IN_REPLY_TO = Pattern.compile("(?im)^in-reply-to:\\s*(<[^>]+>)");

    @TempDir
    private Path home;

    @Test
    @DisplayName("has every mail it answered 250 in a folder, or in the inboxes it is for, in the archive and in the index, exactly once, with one ticket and at most one acknowledgement")
    void keepsItsWord() throws Exception {
        Random random = new Random(20261116);
        ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
        NumberedMails mails = new NumberedMails(2048);
        try (CompanyServer company = CompanyServer.start(Duration.ofMinutes(2), delivery -> answers(delivery).forEach(acknowledged::add))) {
            for (int round = 0; round < ROUNDS; round++) {
                ChildGateway gateway = ChildGateway.start(home, CONF, company.address().getPort(), home.resolve("gateway.log"));
                mails.alsoTo(gateway.agents());
                sendAndKill(gateway, mails, mails.accepted().size() + 20 + random.nextInt(200), random.nextInt(20));
            }
            ChildGateway gateway = ChildGateway.start(home, CONF, company.address().getPort(), home.resolve("gateway.log"));
            try {
                check(gateway, mails, acknowledged);
            } finally {
                gateway.kill();
            }
            try (ArchivedIds archive = ArchivedIds.of(home)) {
                List<String> archived = archive.accepted();
                assertThat(archived).as("mails in the archive").containsAll(ids(mails.accepted(), number -> true)).doesNotHaveDuplicates();
                assertThat(archive.findings()).isEmpty();
            }
        }
    }

    /** Kills the gateway a few milliseconds after so many mails were accepted in all: in the middle of what comes next. */
    private static void sendAndKill(ChildGateway gateway, NumberedMails mails, int accepted, int millis) throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> sessions = mails.send(gateway.edge(), SESSIONS, stop);
        await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(1 + millis)).until(() -> mails.accepted().size() >= accepted);
        gateway.kill();
        stop.set(true);
        for (Thread session : sessions) {
            session.join();
        }
    }

    private static void check(ChildGateway gateway, NumberedMails mails, ConcurrentLinkedQueue<String> acknowledged) throws Exception {
        try (Mailroom mailroom = gateway.mailroom()) {
            Set<String> promised = ids(mails.accepted(), NumberedMails::isForDesk);
            await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(200)).until(() -> mailroom.count() >= promised.size());
            // Acknowledgements still on their way might be second ones.
            await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(200)).until(new Quiet(acknowledged::size));
            assertThat(mails.refusedForGood()).isEmpty();
            List<Mailroom.Found> found = mailroom.all();
            assertOnce(found, promised, ids(mails.unanswered(), NumberedMails::isForDesk));
            assertThat(found).as("mails without a ticket").noneMatch(mail -> mail.ticket().isEmpty());
            assertThat(found.stream().map(Mailroom.Found::ticket).distinct()).as("tickets").hasSameSizeAs(found);
            assertThat(mailroom.search("waiting for a week")).as("mails found by their words").extracting(Mailroom.Found::messageId)
                .containsAll(promised).doesNotHaveDuplicates();
            Set<String> privately = ids(mails.accepted(), NumberedMails::isPrivate);
            await().atMost(Duration.ofSeconds(120)).until(() -> mailroom.inboxes().stream().allMatch(inbox -> inbox.size() >= privately.size()));
            for (List<Mailroom.Found> inbox : mailroom.inboxes()) {
                assertOnce(inbox, privately, ids(mails.unanswered(), NumberedMails::isPrivate));
            }
            assertAcknowledgedOnce(acknowledged, found);
        }
    }

    private static Set<String> ids(Set<Integer> numbers, IntPredicate some) {
        return numbers.stream().filter(some::test).map(NumberedMails::messageId).collect(Collectors.toSet());
    }

    private static void assertOnce(List<Mailroom.Found> found, Set<String> promised, Set<String> unanswered) {
        Map<String, Long> copies = found.stream().collect(Collectors.groupingBy(Mailroom.Found::messageId, Collectors.counting()));
        Set<String> possible = new HashSet<>(promised);
        possible.addAll(unanswered);
        assertThat(promised).as("mails that were sent").isNotEmpty();
        assertThat(copies.keySet()).as("mails in folders").containsAll(promised);
        assertThat(possible).as("mails that were sent").containsAll(copies.keySet());
        assertThat(copies.values()).as("copies of each").containsOnly(1L);
    }

    private static void assertAcknowledgedOnce(ConcurrentLinkedQueue<String> acknowledged, List<Mailroom.Found> found) {
        assertThat(acknowledged).as("acknowledgements").isNotEmpty();
        Set<String> once = new HashSet<>();
        List<String> twice = acknowledged.stream().filter(id -> !once.add(id)).toList();
        assertThat(twice).as("mails acknowledged twice").isEmpty();
        assertThat(found.stream().map(Mailroom.Found::messageId)).as("mails acknowledged").containsAll(once);
    }

    private static List<String> answers(CompanyServer.Delivery delivery) {
        Matcher matcher = IN_REPLY_TO.matcher(new String(delivery.content(), java.nio.charset.StandardCharsets.ISO_8859_1));
        return matcher.find() ? List.of(matcher.group(1)) : List.of();
    }
}
