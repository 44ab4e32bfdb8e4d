package postern.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.mail.Flags;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.MessageManager.AppendCommand;
import org.apache.james.mailbox.MessageManager.FlagsUpdateMode;
import org.apache.james.mailbox.MessageManager.MailboxMetaData;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.exception.InsufficientRightsException;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.model.FetchGroup;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxACL.EntryKey;
import org.apache.james.mailbox.model.MailboxACL.Rfc4314Rights;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.MessageResult;
import org.apache.james.mailbox.model.SearchQuery;
import org.apache.james.mailbox.model.search.MailboxQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** RFC 4314 §4, each right against each act: guarantee 5 of the package. */
class RightsTest {
    private static final String FOLDER = "Technical/Waiting";
    private static final byte[] MAIL = "Subject: s\r\n\r\nbody\r\n".getBytes(StandardCharsets.UTF_8);

    private final TestDesk desk = new TestDesk();
    private final Mailboxes mailboxes = desk.get(Mailboxes.class);
    private final MailboxSession owner = mailboxes.createSystemSession(desk.account());

    @BeforeEach
    void fill() throws Exception {
        for (String folder : List.of(FOLDER, "Desk/Held")) {
            mailboxes.getMailbox(MailboxPath.forUser(desk.account(), folder), owner)
                .appendMessage(AppendCommand.builder().withFlags(new Flags("kept")).build(MAIL), owner);
        }
        mailboxes.createMailbox(desk.path("bob", "mine"), desk.session("bob"));
        desk.open("bob", "mine").appendMessage(AppendCommand.builder().build(MAIL), desk.session("bob"));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    /** What bob does; each throws if it is refused. */
    @FunctionalInterface
    private interface Act {
        void run() throws Exception;
    }

    private Map<String, Act> acts() {
        MailboxSession bob = desk.session("bob");
        Map<String, Act> acts = new TreeMap<>();
        acts.put("list", () -> {
            assertThat(mailboxes.search(MailboxQuery.privateMailboxesBuilder(bob)
                    .matchesAllMailboxNames().build(), bob).map(found -> found.getPath().getName()).collectList().block())
                .contains(FOLDER);
        });
        acts.put("select", () -> folder().getMetaData(MailboxMetaData.RecentMode.RETRIEVE, bob,
            EnumSet.allOf(MailboxMetaData.Item.class)));
        acts.put("fetch", () -> fetch(folder(), bob));
        acts.put("search", () -> Flux.from(folder().search(SearchQuery.matchAll(), bob)).collectList().block());
        acts.put("seen", () -> store(new Flags(Flags.Flag.SEEN), bob));
        acts.put("flagged", () -> store(new Flags(Flags.Flag.FLAGGED), bob));
        acts.put("keyword", () -> store(new Flags("done"), bob));
        acts.put("deleted", () -> store(new Flags(Flags.Flag.DELETED), bob));
        acts.put("append", () -> folder().appendMessage(AppendCommand.builder().build(MAIL), bob));
        acts.put("expunge", () -> folder().expunge(MessageRange.all(), bob));
        acts.put("copy in", () -> mailboxes.copyMessages(MessageRange.all(), desk.path("bob", "mine"), at(FOLDER), bob));
        acts.put("copy out", () -> mailboxes.copyMessages(MessageRange.all(), at(FOLDER), desk.path("bob", "mine"), bob));
        acts.put("move out", () -> mailboxes.moveMessages(MessageRange.all(), at(FOLDER), desk.path("bob", "mine"), bob));
        acts.put("setacl", () -> mailboxes.applyRightsCommand(at(FOLDER), MailboxACL.command().forUser(desk.agent("bob"))
            .rights(MailboxACL.FULL_RIGHTS).asReplacement(), bob));
        acts.put("rename", () -> mailboxes.renameMailbox(at(FOLDER), desk.path("bob", "stolen"), bob));
        acts.put("delete", () -> mailboxes.deleteMailbox(at(FOLDER), bob));
        acts.put("create", () -> mailboxes.createMailbox(at(FOLDER + "/new"), bob));
        return acts;
    }

    private MailboxPath at(String folder) {
        return desk.path("bob", folder);
    }

    private MessageManager folder() throws MailboxException {
        return desk.open("bob", FOLDER);
    }

    private static void fetch(MessageManager folder, MailboxSession session) throws IOException, MailboxException {
        List<MessageResult> found =
            Flux.from(folder.getMessagesReactive(MessageRange.all(), FetchGroup.FULL_CONTENT, session)).collectList().block();
        assertThat(found).hasSize(1);
        try (var content = found.get(0).getFullContent().getInputStream()) {
            assertThat(content.readAllBytes()).isEqualTo(MAIL);
        }
    }

    /** On all messages, as a STORE that no FETCH could have meant. */
    private void store(Flags flags, MailboxSession session) throws MailboxException {
        assertThat(folder().setFlags(flags, FlagsUpdateMode.ADD, MessageRange.all(), session).values())
            .allSatisfy(now -> assertThat(now.contains(flags)).isTrue()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        ''         |
        l          | list
        r          |
        lr         | list, select, fetch, search, copy out
        lswte      | list
        li         | list, append, copy in
        lrs        | list, select, fetch, search, copy out, seen
        lrw        | list, select, fetch, search, copy out, flagged, keyword
        lrte       | list, select, fetch, search, copy out, move out, deleted, expunge
        lrt        | list, select, fetch, search, copy out, deleted
        lre        | list, select, fetch, search, copy out, expunge
        lrswite    | list, select, fetch, search, copy out, move out, deleted, expunge, seen, flagged, keyword, append, copy in
        lkxap      | list
        lrswitekxap | list, select, fetch, search, copy out, move out, deleted, expunge, seen, flagged, keyword, append, copy in
        """)
    void eachRightAllowsItsActsAndNoOther(String rights, String allowed) {
        List<String> did = new ArrayList<>();
        // What changes the folder comes last and is tried on a folder of its own.
        for (String act : acts().keySet().stream().sorted(Comparator.comparing("move out"::equals)).toList()) {
            desk.grant(FOLDER, "bob", rights);
            if (succeeds(acts().get(act))) {
                did.add(act);
            }
            restore();
        }
        assertThat(did).containsExactlyInAnyOrder(allowed == null ? new String[0] : allowed.split(", "));
    }

    private void restore() {
        try {
            MessageManager folder = mailboxes.getMailbox(MailboxPath.forUser(desk.account(), FOLDER), owner);
            folder.setFlags(new Flags("kept"), FlagsUpdateMode.REPLACE, MessageRange.all(), owner);
            List<MessageUid> uids = Flux.from(folder.search(SearchQuery.matchAll(), owner)).collectList().block();
            folder.delete(uids, owner);
            folder.appendMessage(AppendCommand.builder().build(MAIL), owner);
        } catch (MailboxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean succeeds(Act act) {
        try {
            act.run();
            return true;
        } catch (AssertionError | MailboxException e) {
            return false;
        } catch (Exception e) {
            if (e.getCause() instanceof MailboxException) {
                return false;
            }
            throw new AssertionError(e);
        }
    }

    @Test
    void withoutLookupAFolderIsNotThere() {
        desk.grant(FOLDER, "bob", "rswite");
        assertThatThrownBy(this::folder).isInstanceOf(MailboxNotFoundException.class);
    }

    @Test
    void aStoreChangesWhatTheUserMayChangeAndLeavesTheRest() throws Exception {
        desk.grant(FOLDER, "bob", "lrs");
        Flags wanted = new Flags(Flags.Flag.SEEN);
        wanted.add(Flags.Flag.DELETED);
        wanted.add("mine");
        Map<?, Flags> now = folder().setFlags(wanted, FlagsUpdateMode.REPLACE, MessageRange.all(), desk.session("bob"));
        assertThat(now.values()).singleElement().satisfies(flags -> {
            assertThat(flags.contains(Flags.Flag.SEEN)).isTrue();
            assertThat(flags.contains(Flags.Flag.DELETED)).isFalse();
            assertThat(flags.getUserFlags()).containsExactly("kept");
        });
    }

    @Test
    void aReaderWithoutTheSeenRightMayFetchAndMarksNothing() throws Exception {
        desk.grant(FOLDER, "bob", "lr");
        MailboxSession bob = desk.session("bob");
        MessageResult one = Flux.from(folder().getMessagesReactive(MessageRange.all(), FetchGroup.MINIMAL, bob)).blockFirst();
        // This is how James' FETCH marks a message as seen.
        Mono.from(folder().setFlagsReactive(new Flags(Flags.Flag.SEEN), FlagsUpdateMode.ADD, MessageRange.one(one.getUid()), bob))
            .block();
        assertThat(Flux.from(folder().getMessagesReactive(MessageRange.all(), FetchGroup.MINIMAL, bob)).blockFirst().getFlags()
            .contains(Flags.Flag.SEEN)).isFalse();
    }

    @Test
    void flagsThatMayNotBeSetInTheTargetAreLeftBehind() throws Exception {
        desk.grant(FOLDER, "bob", "liw");
        MailboxSession bob = desk.session("bob");
        Flags flags = new Flags(Flags.Flag.SEEN);
        flags.add("ticket");
        desk.open("bob", "mine").setFlags(flags, FlagsUpdateMode.REPLACE, MessageRange.all(), bob);
        mailboxes.moveMessages(MessageRange.all(), at("mine"), at(FOLDER), bob);
        List<Flags> there = Flux.from(mailboxes.getMailbox(MailboxPath.forUser(desk.account(), FOLDER), owner)
            .getMessagesReactive(MessageRange.all(), FetchGroup.MINIMAL, owner)).map(MessageResult::getFlags).collectList().block();
        assertThat(there).hasSize(2).last().satisfies(moved -> {
            assertThat(moved.contains("ticket")).isTrue();
            assertThat(moved.contains(Flags.Flag.SEEN)).isFalse();
        });
    }

    @Test
    void aReaderSelectsReadOnly() throws Exception {
        desk.grant(FOLDER, "bob", "lr");
        MailboxSession bob = desk.session("bob");
        MailboxMetaData selected = folder().getMetaData(MailboxMetaData.RecentMode.RESET, bob,
            EnumSet.allOf(MailboxMetaData.Item.class));
        assertThat(selected.isWriteable()).isFalse();
        assertThat(selected.getPermanentFlags()).isEqualTo(new Flags());
        assertThat(selected.getMessageCount()).isEqualTo(1);
    }

    @Test
    void aRightTakenAwayCountsForAFolderThatIsOpen() throws Exception {
        desk.grant(FOLDER, "bob", "lrswite");
        MessageManager open = folder();
        desk.grant(FOLDER, "bob", "l");
        assertThatThrownBy(() -> fetch(open, desk.session("bob"))).hasCauseInstanceOf(InsufficientRightsException.class);
    }

    @Test
    void whatIsListedIsNotTakenForTheAgentsOwn() throws Exception {
        desk.grant(FOLDER, "bob", "l");
        MailboxSession bob = desk.session("bob");
        assertThat(mailboxes.search(MailboxQuery.privateMailboxesBuilder(bob).matchesAllMailboxNames().build(), bob)
            .filter(found -> found.getPath().getName().equals(FOLDER)).single().block()).satisfies(found -> {
                // James' LIST tells the rights by these two.
                assertThat(found.getPath().belongsTo(bob)).isFalse();
                assertThat(found.getResolvedAcls().getEntries()).containsOnlyKeys(EntryKey.createUserEntryKey(bob.getUser()));
                assertThat(found.getPath()).isEqualTo(at(FOLDER));
            });
    }

    @Test
    void myRightsTellsTheAclAndNotTheNameSpace() throws Exception {
        desk.grant(FOLDER, "bob", "lrs");
        assertThat(mailboxes.myRights(at(FOLDER), desk.session("bob"))).isEqualTo(Rfc4314Rights.deserialize("lrs"));
        assertThat(mailboxes.myRights(at("mine"), desk.session("bob"))).isEqualTo(MailboxACL.FULL_RIGHTS);
    }
}
