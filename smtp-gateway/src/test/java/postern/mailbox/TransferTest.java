package postern.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import javax.mail.Flags;
import org.apache.james.events.Event;
import org.apache.james.events.EventBus;
import org.apache.james.events.EventListener;
import org.apache.james.events.Group;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager.AppendCommand;
import org.apache.james.mailbox.MessageManager.FlagsUpdateMode;
import org.apache.james.mailbox.MessageManager.MailboxMetaData;
import org.apache.james.mailbox.events.MailboxEvents.Added;
import org.apache.james.mailbox.events.MailboxEvents.Expunged;
import org.apache.james.mailbox.events.MessageMoveEvent;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.FetchGroup;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.MessageResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Guarantee 4 of the package: drags of agents, also of several at once. */
class TransferTest {
    private static final String[] FOLDERS = {"Returns", "Returns/alice", "Returns/dora", "Returns/Done"};

    private final TestDesk desk = new TestDesk();
    private final Mailboxes mailboxes = desk.get(Mailboxes.class);

    @AfterEach
    void close() {
        desk.close();
    }

    private MessageId append(String folder) throws Exception {
        return desk.open("alice", folder).appendMessage(AppendCommand.builder().withFlags(new Flags("ticket"))
            .build("A: b\r\n\r\nx\r\n"), desk.session("alice")).getId().getMessageId();
    }

    private List<MessageResult> in(String folder) throws Exception {
        return Flux.from(desk.open("alice", folder)
            .getMessagesReactive(MessageRange.all(), FetchGroup.MINIMAL, desk.session("alice"))).collectList().block();
    }

    @Test
    void aMessageKeepsItsIdAndItsKeywordsWhereverItGoes() throws Exception {
        MessageId id = append("Returns");
        MailboxSession alice = desk.session("alice");
        mailboxes.moveMessages(MessageRange.all(), desk.path("alice", "Returns"), desk.path("alice", "Returns/alice"), alice);
        mailboxes.copyMessages(MessageRange.all(), desk.path("alice", "Returns/alice"), desk.path("alice", "Returns/Done"), alice);
        assertThat(in("Returns")).isEmpty();
        for (String folder : List.of("Returns/alice", "Returns/Done")) {
            assertThat(in(folder)).singleElement().satisfies(message -> {
                assertThat(message.getMessageId()).isEqualTo(id);
                assertThat(message.getFlags().contains("ticket")).isTrue();
            });
        }
    }

    @Test
    void ofTwoWhoMoveTheSameMessageOneDoes() throws Exception {
        for (int i = 0; i < 20; i++) {
            append("Returns");
        }
        Set<MessageId> ids = in("Returns").stream().map(MessageResult::getMessageId).collect(Collectors.toSet());
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (String agent : List.of("alice", "dora", "chen", "alice")) {
                MailboxSession session = desk.session(agent);
                String target = agent.equals("chen") ? "Returns/Done" : "Returns/" + agent;
                all.add(threads.submit(() -> mailboxes.moveMessages(MessageRange.all(), desk.path(agent, "Returns"),
                    desk.path(agent, target), session)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        List<MessageId> found = new ArrayList<>();
        for (String folder : FOLDERS) {
            in(folder).forEach(message -> found.add(message.getMessageId()));
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(ids);
        for (String folder : FOLDERS) {
            assertThat(desk.open("alice", folder).getMailboxCounters(desk.session("alice")).getCount()).isEqualTo(in(folder).size());
        }
    }

    /** Hears all events. */
    private static final class Ear extends Group implements EventListener.ReactiveGroupEventListener {
        private final List<Event> heard = new CopyOnWriteArrayList<>();

        @Override
        public Group getDefaultGroup() {
            return this;
        }

        @Override
        public Publisher<Void> reactiveEvent(Event event) {
            return Mono.fromRunnable(() -> heard.add(event));
        }
    }

    @Test
    void aMoveTellsWhatWentWhereAndByWhom() throws Exception {
        MessageId id = append("Returns");
        Ear ear = new Ear();
        desk.get(EventBus.class).register(ear);
        mailboxes.moveMessages(MessageRange.all(), desk.path("alice", "Returns"), desk.path("alice", "Returns/Done"),
            desk.session("alice"));
        assertThat(ear.heard).hasSize(3).allSatisfy(event -> assertThat(event.getUsername()).isEqualTo(desk.agent("alice")));
        assertThat(ear.heard.get(0)).isInstanceOfSatisfying(Added.class, added ->
            assertThat(added.getMailboxPath().getName()).isEqualTo("Returns/Done"));
        assertThat(ear.heard.get(1)).isInstanceOfSatisfying(Expunged.class, expunged ->
            assertThat(expunged.getMailboxPath().getName()).isEqualTo("Returns"));
        assertThat(ear.heard.get(2)).isInstanceOfSatisfying(MessageMoveEvent.class, moved -> {
            assertThat(moved.getMessageIds()).containsExactly(id);
            assertThat(moved.isMoveTo(mailbox("Returns/Done"))).isTrue();
        });
    }

    private MailboxId mailbox(String folder) {
        try {
            return desk.open("alice", folder).getId();
        } catch (MailboxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void modseqsArePositiveAndRiseWithEachChange() throws Exception {
        assertThat(modseq("Returns")).isEqualTo(1);
        append("Returns");
        long first = modseq("Returns");
        assertThat(first).isGreaterThan(1);
        desk.open("alice", "Returns").setFlags(new Flags("ticket"), FlagsUpdateMode.ADD, MessageRange.all(), desk.session("alice"));
        assertThat(modseq("Returns")).isEqualTo(first);
        desk.open("alice", "Returns").setFlags(new Flags("more"), FlagsUpdateMode.ADD, MessageRange.all(), desk.session("alice"));
        assertThat(modseq("Returns")).isEqualTo(first + 1);
    }

    private long modseq(String folder) throws Exception {
        return desk.open("alice", folder).getMetaData(MailboxMetaData.RecentMode.IGNORE, desk.session("alice"),
            EnumSet.of(MailboxMetaData.Item.HighestModSeq)).getHighestModSeq().asLong();
    }
}
