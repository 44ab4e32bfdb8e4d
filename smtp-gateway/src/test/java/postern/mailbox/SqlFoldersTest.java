package postern.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.mail.Flags;
import org.apache.james.core.Username;
import org.apache.james.events.Event;
import org.apache.james.events.EventBus;
import org.apache.james.events.EventListener;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.events.MailboxEvents.Added;
import org.apache.james.mailbox.events.MailboxIdRegistrationKey;
import org.apache.james.mailbox.model.FetchGroup;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.MessageResult;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.james.server.core.MimeMessageWrapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import postern.spool.StoredMessage;
import postern.store.Store;
import postern.tickets.Folders.Filing;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Guarantee 1 of the package: a filed mail is in its folder once, with the octets that came. */
class SqlFoldersTest {
    private static final Instant RECEIVED = Instant.parse("2026-03-02T08:59:58Z");
    private static final String ADDED = "X-Postern-Topic: returns\r\n";
    private static final String TRACE = "Received: from a by b;\r\n\tMon, 2 Mar 2026 08:59:58 +0000\r\n";
    private static final String MAIL = "Subject: =?gb2312?B?zcu7tQ==?=\r\nX-Odd:  kept \r\n\r\n退款\r\n.\r\n\r\nend\r\n";

    private final TestDesk desk = new TestDesk();
    private final SqlFolders folders = desk.get(SqlFolders.class);

    @AfterEach
    void close() {
        desk.close();
    }

    private Filing filing(String name, String folder) throws Exception {
        Store store = desk.mailbox().store();
        byte[] hash = store.writeAndWait(connection -> store.bodies().put(connection, octets(MAIL)));
        return filing(name, folder, StoredMessage.of(store, octets(TRACE), hash));
    }

    private static Filing filing(String name, String folder, MimeMessageWrapper message) throws Exception {
        MailImpl mail = MailImpl.builder().name(name).sender("customer@example.net").addRecipient("returns@shop.example").build();
        mail.setMessageNoCopy(message);
        return new Filing(mail, folder, ADDED, List.of("topic-returns", "$Urgent"), RECEIVED);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<MessageResult> messages(String agent, String folder, FetchGroup what) throws Exception {
        MailboxSession session = desk.session(agent);
        return Flux.from(desk.open(agent, folder).getMessagesReactive(MessageRange.all(), what, session)).collectList().block();
    }

    @Test
    void theMailLiesInTheFolderAsItCameBelowTheAddedLines() throws Exception {
        folders.file(filing("one", "Returns"));
        MessageResult filed = messages("alice", "Returns", FetchGroup.FULL_CONTENT).get(0);
        try (InputStream content = filed.getFullContent().getInputStream()) {
            assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(ADDED + TRACE + MAIL);
        }
        try (InputStream content = filed.getBody().getInputStream()) {
            assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("退款\r\n.\r\n\r\nend\r\n");
        }
        assertThat(filed.getInternalDate()).isEqualTo(Date.from(RECEIVED));
        assertThat(filed.getSize()).isEqualTo(octets(ADDED + TRACE + MAIL).length);
        assertThat(filed.getFlags().getUserFlags()).containsExactlyInAnyOrder("topic-returns", "$Urgent");
        assertThat(filed.getFlags().contains(Flags.Flag.SEEN)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\nonly a body\r\n", "Subject: no body", "Subject: empty body\r\n\r\n", "", "A: b\r\r\n\r\nx\r\n",
        "no header at all\r\nbut text\r\n\r\n"})
    void oddMailsKeepTheirOctets(String odd) throws Exception {
        Store store = desk.mailbox().store();
        byte[] hash = store.writeAndWait(connection -> store.bodies().put(connection, octets(odd)));
        folders.file(filing("odd", "Desk/Unparsed", StoredMessage.of(store, octets(TRACE), hash)));
        MessageResult filed = messages("alice", "Desk/Unparsed", FetchGroup.FULL_CONTENT).get(0);
        try (InputStream content = filed.getFullContent().getInputStream()) {
            assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(ADDED + TRACE + odd);
        }
    }

    @Test
    void aMailThatWasChangedIsFiledAsItIsNow() throws Exception {
        MimeMessageWrapper changed = new MimeMessageWrapper(
            MimeMessageInputStreamSource.create("changed", new ByteArrayInputStream(octets(MAIL))));
        changed.setHeader("X-Odd", "changed");
        changed.saveChanges();
        folders.file(filing("changed", "Returns", changed));
        changed.dispose();
        MessageResult filed = messages("alice", "Returns", FetchGroup.FULL_CONTENT).get(0);
        try (InputStream content = filed.getFullContent().getInputStream()) {
            assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8)).startsWith(ADDED).contains("X-Odd: changed");
        }
    }

    @Test
    void theFlowMayRunForAMailAsOftenAsItLikes() throws Exception {
        Filing filing = filing("again", "Returns");
        folders.file(filing);
        folders.file(filing);
        folders.file(filing("again", "Returns"));
        assertThat(messages("alice", "Returns", FetchGroup.MINIMAL)).hasSize(1);
    }

    @Test
    void aMailThatIsDecidedOtherwiseTheNextTimeStaysWhereItLies() throws Exception {
        folders.file(filing("twice", "Returns"));
        folders.file(filing("twice", "Desk/Unparsed"));
        assertThat(messages("alice", "Returns", FetchGroup.MINIMAL)).hasSize(1);
        assertThat(messages("alice", "Desk/Unparsed", FetchGroup.MINIMAL)).isEmpty();
    }

    @Test
    void aMailThatAnAgentRemovedIsNotFiledAgain() throws Exception {
        folders.file(filing("gone", "Returns"));
        MessageManager folder = desk.open("alice", "Returns");
        folder.delete(List.of(messages("alice", "Returns", FetchGroup.MINIMAL).get(0).getUid()), desk.session("alice"));
        folders.file(filing("gone", "Returns"));
        assertThat(messages("alice", "Returns", FetchGroup.MINIMAL)).isEmpty();
    }

    @Test
    void manyThreadsThatFileTheSameMailsFileEachOnce() throws Exception {
        List<Future<Void>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 160; i++) {
                Filing filing = filing("mail-" + i % 20, "Returns");
                all.add(threads.submit(() -> {
                    folders.file(filing);
                    return null;
                }));
            }
        }
        for (Future<Void> one : all) {
            one.get();
        }
        assertThat(messages("alice", "Returns", FetchGroup.MINIMAL)).hasSize(20);
        assertThat(desk.open("alice", "Returns").getMailboxCounters(desk.session("alice")).getUnseen()).isEqualTo(20);
    }

    @Test
    void aFolderThatIsMissingIsMadeWithTheRightsOfTheOneAbove() throws Exception {
        folders.file(filing("deep", "Returns/Suppliers/北方"));
        assertThat(messages("dora", "Returns/Suppliers/北方", FetchGroup.MINIMAL)).hasSize(1);
        assertThat(desk.get(Mailboxes.class).myRights(desk.path("dora", "Returns/Suppliers"), desk.session("dora")).serialize())
            .isEqualTo(desk.get(Mailboxes.class).myRights(desk.path("dora", "Returns"), desk.session("dora")).serialize());
    }

    @Test
    void whoWaitsInTheFolderIsTold() throws Exception {
        Mailbox folder = desk.open("alice", "Returns").getMailboxEntity();
        List<Event> heard = new CopyOnWriteArrayList<>();
        Mono.from(desk.get(EventBus.class).register(new EventListener.ReactiveEventListener() {
            @Override
            public Publisher<Void> reactiveEvent(Event event) {
                return Mono.fromRunnable(() -> heard.add(event));
            }
        }, new MailboxIdRegistrationKey(folder.getMailboxId()))).block();
        folders.file(filing("news", "Returns"));
        folders.file(filing("news", "Returns"));
        assertThat(heard).singleElement().isInstanceOfSatisfying(Added.class, added -> {
            assertThat(added.getUids()).hasSize(1);
            assertThat(added.isDelivery()).isTrue();
            assertThat(Optional.of(added.getUsername())).contains(Username.of("desk@shop.example"));
        });
    }
}
