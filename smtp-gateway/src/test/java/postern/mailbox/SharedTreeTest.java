package postern.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import javax.mail.Flags;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager.AppendCommand;
import org.apache.james.mailbox.SubscriptionManager;
import org.apache.james.mailbox.exception.InsufficientRightsException;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxNameException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.model.FetchGroup;
import org.apache.james.mailbox.model.MailboxACL.Rfc4314Rights;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.search.MailboxQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import postern.desk.Desk;
import reactor.core.publisher.Flux;

/** What each agent sees of the team folders, and that no one but the desk makes or removes them. */
class SharedTreeTest {
    private final TestDesk desk = new TestDesk();
    private final Mailboxes mailboxes = desk.get(Mailboxes.class);

    @AfterEach
    void close() {
        desk.close();
    }

    private List<String> listed(String agent) {
        MailboxSession session = desk.session(agent);
        return mailboxes.search(MailboxQuery.privateMailboxesBuilder(session).matchesAllMailboxNames().build(), session)
            .map(found -> found.getPath().getName()).collectList().block();
    }

    private String rights(String agent, String folder) throws MailboxException {
        return mailboxes.myRights(desk.path(agent, folder), desk.session(agent)).serialize();
    }

    private static String sorted(String rights) throws MailboxException {
        return Rfc4314Rights.deserialize(rights).serialize();
    }

    private void apply(Desk other) {
        new SharedTree(desk.mailbox().store(), desk.get(TeamTree.class), () -> other).apply();
    }

    /** The rows kept the old name and the tree got the new one, so that all team folders were out of sight. */
    @Test
    void theFoldersKeepTheirOwnerWhenTheDeskGetsAnotherDomain() {
        assertThat(SharedTree.owner(desk.mailbox().store(), "other.example")).isEqualTo(desk.get(TeamTree.class).account())
            .isEqualTo(Username.of("desk@shop.example"));
    }

    @Test
    void aMemberSeesTheTeamsFoldersAndTheTopFoldersOfOthers() {
        assertThat(listed("hao")).containsExactlyInAnyOrder("Technical", "Technical/feng", "Technical/hao", "Technical/Waiting",
            "Technical/Done", "Technical/Snoozed", "Orders", "Returns", "Complaints", "General", "Desk", "Desk/Templates", "Desk/Templates/Technical", "Snooze",
            "Snooze/1小时后", "Snooze/3小时后", "Snooze/明天 9:00", "Snooze/后天 9:00", "Snooze/下周一 9:00", "Merge", "Act", "Act/紧急", "Act/提高优先级", "Act/降低优先级",
            "Act/升级", "Act/拆分", "Act/为什么", "Act/撤销");
    }

    @Test
    void whatIsListedOpensAndOfOthersNothingIsSeen() throws Exception {
        desk.open("dora", "Returns").appendMessage(AppendCommand.builder().build("A: b\r\n\r\nx\r\n"), desk.session("dora"));
        for (String folder : listed("hao")) {
            assertThat(rights("hao", folder)).as(folder).contains("l", "r");
        }
        assertThat(desk.open("hao", "Returns").getMailboxCounters(desk.session("hao")).getCount()).isZero();
        assertThat(desk.open("hao", "Returns").getId()).isNotEqualTo(desk.open("dora", "Returns").getId());
    }

    @Test
    void whatOnceWasForAllToLayMailsIntoIsEachAgentsOwnUnlessSomethingLiesThere() throws Exception {
        MailboxSession owner = mailboxes.createSystemSession(desk.account());
        desk.get(SharedTree.class).folder("Snooze/empty");
        desk.get(SharedTree.class).folder("Snooze/full");
        mailboxes.getMailbox(MailboxPath.forUser(desk.account(), "Snooze/full"), owner)
            .appendMessage(AppendCommand.builder().build("A: b\r\n\r\nx\r\n"), owner);
        apply(desk.desk());
        assertThat(desk.get(TeamTree.class).folder("Snooze/empty")).isEmpty();
        assertThat(desk.get(TeamTree.class).folder("Snooze/full")).isPresent();
        assertThat(rights("hao", "Snooze/明天 9:00")).contains("l", "r", "i");
    }

    private String rightsBeyond(String agent, String folder) {
        TeamTree tree = desk.get(TeamTree.class);
        return tree.rights(desk.session(agent).getUser(), tree.folder(folder).orElseThrow()).serialize();
    }

    @Test
    void leadsAndTheCatchAllTeamLookAfterTheDesk() {
        assertThat(listed("feng")).contains("Desk/Overdue", "Desk/Due soon", "Desk/Held", "Desk/Reports", "Desk/Unparsed");
        assertThat(listed("ivy")).contains("Desk/Unparsed").doesNotContain("Desk/Held", "Desk/Overdue");
    }

    @Test
    void aMemberWorksInTheTeamsFoldersAndOthersDropIntoItsTopFolder() throws Exception {
        assertThat(rights("hao", "Technical")).isEqualTo(sorted("lrswite"));
        assertThat(rights("hao", "Technical/feng")).isEqualTo(sorted("lrswite"));
        assertThat(rightsBeyond("bob", "Technical")).isEqualTo(sorted("swi"));
        assertThatThrownBy(() -> rights("bob", "Technical/feng")).isInstanceOf(MailboxNotFoundException.class);
    }

    @Test
    void aDragToAnotherTeamKeepsTheKeywords() throws Exception {
        MailboxSession hao = desk.session("hao");
        Flags flags = new Flags("ticket-ABC");
        desk.open("hao", "Technical").appendMessage(AppendCommand.builder().withFlags(flags).build("A: b\r\n\r\nx\r\n"), hao);
        mailboxes.moveMessages(MessageRange.all(), desk.path("hao", "Technical"), desk.path("hao", "Returns"), hao);
        desk.get(TeamDoors.class).clear();
        assertThat(Flux.from(desk.open("dora", "Returns").getMessagesReactive(MessageRange.all(),
            FetchGroup.MINIMAL, desk.session("dora"))).collectList().block())
            .singleElement().satisfies(moved -> assertThat(moved.getFlags().contains("ticket-ABC")).isTrue());
        assertThat(desk.open("hao", "Technical").getMailboxCounters(hao).getCount()).isZero();
    }

    @Test
    void howeverManyMailsAreLaidIntoAnotherTeamsFolderNoneStaysBehind() throws Exception {
        MailboxSession hao = desk.session("hao");
        for (int i = 0; i < 501; i++) {
            desk.open("hao", "Returns").appendMessage(AppendCommand.builder().build("A: b\r\n\r\n" + i + "\r\n"), hao);
        }
        desk.get(TeamDoors.class).clear();
        assertThat(desk.open("hao", "Returns").getMailboxCounters(hao).getCount()).isZero();
        assertThat(desk.open("dora", "Returns").getMailboxCounters(desk.session("dora")).getCount()).isEqualTo(501);
    }

    @Test
    void whatAnAgentMayReadIsSubscribed() throws Exception {
        assertThat(subscriptions("hao")).contains("Technical", "Technical/hao", "Desk/Templates", "Returns", "Act/拆分").doesNotContain("Returns/Done");
    }

    private List<String> subscriptions(String agent) throws Exception {
        return Flux.from(desk.get(SubscriptionManager.class).subscriptionsReactive(desk.session(agent)))
            .map(MailboxPath::getName).collectList().block();
    }

    @Test
    void applyingTheSameDeskAgainChangesNothing() throws Exception {
        List<String> before = listed("alice");
        MailboxId id = desk.open("alice", "Returns").getId();
        apply(desk.desk());
        assertThat(listed("alice")).isEqualTo(before);
        assertThat(desk.open("alice", "Returns").getId()).isEqualTo(id);
    }

    @Test
    void whoLeavesATeamLosesItsFoldersAndTheMailStays() throws Exception {
        MailboxSession hao = desk.session("hao");
        desk.open("hao", "Technical/hao").appendMessage(AppendCommand.builder().build("A: b\r\n\r\nx\r\n"), hao);
        apply(TestDesk.sample("members: [feng, hao]", "members: [feng]"));
        assertThat(listed("hao")).contains("Technical").doesNotContain("Technical/Done");
        assertThat(rightsBeyond("hao", "Technical")).isEqualTo(sorted("swi"));
        assertThat(subscriptions("hao")).contains("Technical").doesNotContain("Technical/Done");
        assertThat(desk.open("hao", "Technical").getMailboxCounters(hao).getCount()).isZero();
        assertThat(desk.open("feng", "Technical/hao").getMailboxCounters(desk.session("feng")).getCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Returns", "Returns/new", "returns", "RETURNS/x", "Ｒｅｔｕｒｎｓ", "Ret\u200Burns", " Returns", "Desk/new",
        "Returns/Done/x"})
    void noAgentMakesAFolderThatIsOrLooksLikeATeams(String name) throws Exception {
        MailboxSession alice = desk.session("alice");
        mailboxes.createMailbox(desk.path("alice", "own"), alice);
        List<String> before = listed("alice");
        assertThatThrownBy(() -> mailboxes.createMailbox(desk.path("alice", name), alice))
            .isInstanceOf(InsufficientRightsException.class);
        assertThatThrownBy(() -> mailboxes.renameMailbox(desk.path("alice", "own"), desk.path("alice", name), alice))
            .isInstanceOf(InsufficientRightsException.class);
        assertThat(listed("alice")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Returns", "Returns/alice", "Returns/Done", "Desk", "Desk/Templates"})
    void noAgentRemovesOrRenamesATeamsFolder(String name) throws Exception {
        MailboxSession alice = desk.session("alice");
        List<String> before = listed("alice");
        assertThatThrownBy(() -> mailboxes.deleteMailbox(desk.path("alice", name), alice))
            .isInstanceOf(InsufficientRightsException.class);
        assertThatThrownBy(() -> mailboxes.deleteMailboxReactive(desk.path("alice", name), alice).block())
            .hasCauseInstanceOf(InsufficientRightsException.class);
        assertThatThrownBy(() -> mailboxes.deleteMailbox(desk.open("alice", name).getId(), alice))
            .isInstanceOf(MailboxNotFoundException.class);
        assertThatThrownBy(() -> mailboxes.renameMailbox(desk.path("alice", name), desk.path("alice", "taken"), alice))
            .isInstanceOf(InsufficientRightsException.class);
        assertThatThrownBy(() -> mailboxes.renameMailbox(desk.open("alice", name).getId(), desk.path("alice", "taken"), alice))
            .isInstanceOf(MailboxNotFoundException.class);
        assertThat(listed("alice")).isEqualTo(before);
    }

    @Test
    void noAgentRemovesOrRenamesTheOwnFolderThatLeadsToAnotherTeam() throws Exception {
        MailboxSession alice = desk.session("alice");
        assertThatThrownBy(() -> mailboxes.deleteMailbox(desk.path("alice", "Technical"), alice)).isInstanceOf(InsufficientRightsException.class);
        assertThatThrownBy(() -> mailboxes.renameMailbox(desk.path("alice", "Technical"), desk.path("alice", "taken"), alice))
            .isInstanceOf(InsufficientRightsException.class);
        mailboxes.renameMailbox(desk.path("alice", "Act/撤销"), desk.path("alice", "Act/undo"), alice);
        assertThat(listed("alice")).contains("Technical", "Act/undo").doesNotContain("taken");
    }

    @Test
    void anAgentsFolderOfANewTeamsNameIsMovedAside() throws Exception {
        MailboxSession bob = desk.session("bob");
        MailboxPath warranty = desk.path("bob", "Warranty/2025");
        mailboxes.createMailbox(warranty, bob);
        mailboxes.getMailbox(warranty, bob).appendMessage(AppendCommand.builder().build("A: b\r\n\r\nx\r\n"), bob);
        apply(TestDesk.sample("teams:\n  orders:", "teams:\n  warranty:\n    name: { zh: 保修组, en: Warranty }\n"
            + "    folder: Warranty\n    calendar: shanghai\n    members: [hao]\n  orders:"));
        assertThat(listed("bob")).contains("Warranty", "Warranty (own)", "Warranty (own)/2025");
        assertThat(desk.open("bob", "Warranty (own)/2025").getMailboxCounters(bob).getCount()).isEqualTo(1);
    }

    @Test
    void personalFoldersWorkAsUsual() throws Exception {
        MailboxSession bob = desk.session("bob");
        mailboxes.createMailbox(desk.path("bob", "收件归档/二〇二六"), bob);
        mailboxes.renameMailbox(desk.path("bob", "收件归档"), desk.path("bob", "归档 v1.2"), bob);
        assertThat(listed("bob")).contains("归档 v1.2", "归档 v1.2/二〇二六").doesNotContain("收件归档");
        mailboxes.deleteMailbox(desk.path("bob", "归档 v1.2/二〇二六"), bob);
        assertThat(listed("bob")).contains("归档 v1.2").doesNotContain("归档 v1.2/二〇二六");
        assertThat(listed("chen")).doesNotContain("归档 v1.2");
    }

    @Test
    void aNameThatDiffersOnlyByUnicodeNormalisationIsRefused() throws Exception {
        MailboxSession bob = desk.session("bob");
        mailboxes.createMailbox(desk.path("bob", "Caf\u00e9"), bob);
        assertThatThrownBy(() -> mailboxes.createMailbox(desk.path("bob", "Cafe\u0301"), bob))
            .isInstanceOf(MailboxNameException.class);
        assertThatThrownBy(() -> mailboxes.createMailbox(desk.path("bob", "Cafe\u0301/menu"), bob))
            .isInstanceOf(MailboxNameException.class);
        assertThatThrownBy(() -> mailboxes.createMailbox(desk.path("bob", "a\u0007b"), bob))
            .isInstanceOf(MailboxNameException.class);
    }

    @Test
    void thereIsOneInboxHoweverItIsSpelt() throws Exception {
        MailboxSession bob = desk.session("bob");
        mailboxes.createMailbox(desk.path("bob", "InBox/offers"), bob);
        assertThat(listed("bob")).contains("INBOX", "INBOX/offers").doesNotContain("InBox", "InBox/offers");
        assertThat(mailboxes.getMailbox(desk.path("bob", "inbox/offers"), bob).getMailboxPath().getName())
            .isEqualTo("INBOX/offers");
    }

    @Test
    void noOneElseSeesAnAgentsOwnFolders() throws Exception {
        mailboxes.createMailbox(desk.path("bob", "private"), desk.session("bob"));
        assertThatThrownBy(() -> mailboxes.getMailbox(desk.path("bob", "private"), desk.session("alice")))
            .isInstanceOf(MailboxNotFoundException.class);
        assertThatThrownBy(() -> mailboxes.createMailbox(MailboxPath.forUser(Username.of("desk@shop.example"), "x"),
            desk.session("alice"))).isInstanceOf(InsufficientRightsException.class);
    }
}
