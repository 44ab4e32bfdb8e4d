package postern.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import postern.desk.Outgoing;
import postern.desk.Team;
import postern.desk.TicketId;
import postern.letter.Origin;
import postern.tickets.Sql;
import postern.tickets.Ticket;
import postern.tickets.Tickets;
import postern.triage.Docket;
import postern.triage.Match;

/** What becomes of whole mails, and of mails whose flow was cut off. */
class FlowTest {
    @TempDir
    Path directory;
    private Rig rig;

    @BeforeEach
    void open() throws Exception {
        rig = new Rig(directory);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aQuestionIsFiledWithReasonsAndAcknowledgedOnce() {
        Docket docket = rig.ask("m1", "<1@example.com>", "");
        TicketId ticket = docket.match().orElseThrow().ticket();
        Rig.Filed filed = rig.filed().getFirst();
        assertThat(rig.filed()).hasSize(1);
        assertThat(filed.folder()).isEqualTo(docket.assignment().orElseThrow().team().folder());
        assertThat(filed.header()).startsWith("Return-Path: <wang.fang@example.com>\r\n").contains("X-Postern-Ticket: " + ticket + "\r\n",
            "X-Postern-Topic: " + docket.classification().orElseThrow().topic().id() + "\r\n", "X-Postern-Language: zh-Hans\r\n", "X-Postern-Reply: safe\r\n");
        assertThat(filed.keywords()).contains(ticket.keyword(), "priority-", "lang-zh");
        assertThat(new String(filed.body(), StandardCharsets.UTF_8)).isEqualTo(rig.question("<1@example.com>", "").replace("\n", "\r\n"));
        assertThat(rig.sent()).hasSize(1);
        assertThat(rig.sent().getFirst().recipients()).isEqualTo("wang.fang@example.com");
        assertThat(rig.sent().getFirst().message()).contains("Auto-Submitted: auto-replied\r\n", "In-Reply-To: <1@example.com>\r\n");
        assertThat(rig.tickets.find(ticket).orElseThrow().team()).contains(docket.assignment().orElseThrow().team().id());
        assertThat(rig.tickets.events(ticket, 10)).extracting("kind").containsExactly("opened", "decided", "acknowledged");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void aFlowThatIsCutOffBehindAnyActEndsAsOneThatRanThrough(int acts) {
        Mail first = rig.mail("m1", "wang.fang@example.com", List.of(rig.service), rig.question("<1@example.com>", ""));
        rig.run(first, acts);
        Docket docket = rig.ask("m1", "<1@example.com>", "");
        rig.ask("m1", "<1@example.com>", "");
        TicketId ticket = docket.match().orElseThrow().ticket();
        assertThat(docket.match()).get().isInstanceOf(Match.Opened.class);
        assertThat(rig.rows("ticket")).isEqualTo(1);
        assertThat(rig.filed()).hasSize(1);
        assertThat(rig.sent()).hasSize(1);
        assertThat(rig.tickets.events(ticket, 10)).extracting("kind").containsExactly("opened", "decided", "acknowledged");
    }

    @Test
    void theSameMailInTwoTransactionsIsOneTicketAndOneAcknowledgement() {
        Docket first = rig.ask("m1", "<1@example.com>", "");
        Docket second = rig.run("m2", "wang.fang@example.com", List.of(rig.service),
            "Received: from elsewhere by relay; Mon, 23 Nov 2026 10:00:03 +0800\n" + rig.question("<1@example.com>", ""));
        assertThat(second.match()).get().isInstanceOf(Match.Twin.class);
        assertThat(second.match().orElseThrow().ticket()).isEqualTo(first.match().orElseThrow().ticket());
        assertThat(second.reply().orElseThrow().reason().code()).isEqualTo("twin");
        assertThat(rig.filed()).hasSize(1);
        assertThat(rig.sent()).hasSize(1);
        assertThat(rig.tickets.events(first.match().orElseThrow().ticket(), 10)).extracting("kind")
            .containsExactly("opened", "decided", "acknowledged", "twin");
    }

    @Test
    void theSameMessageIdWithOtherWordsIsAnotherMail() {
        rig.ask("m1", "<1@example.com>", "");
        Docket second = rig.run("m2", "wang.fang@example.com", List.of(rig.service), rig.question("<1@example.com>", "").replace("退款还没有到账", "发票还没有开"));
        assertThat(second.match()).get().isInstanceOf(Match.Opened.class);
        assertThat(rig.filed()).hasSize(2);
    }

    @Test
    void aFurtherMailJoinsChasesAndIsNotAcknowledged() {
        Docket first = rig.ask("m1", "<1@example.com>", "");
        Docket second = rig.ask("m2", "<2@example.com>", "In-Reply-To: <1@example.com>\n");
        assertThat(second.match()).get().isInstanceOf(Match.Joined.class);
        assertThat(((Match.Joined) second.match().orElseThrow()).chasers()).isEqualTo(1);
        assertThat(second.match().orElseThrow().ticket()).isEqualTo(first.match().orElseThrow().ticket());
        assertThat(second.urgency().orElseThrow().deadline()).isEqualTo(first.urgency().orElseThrow().deadline());
        assertThat(second.urgency().orElseThrow().priority()).isGreaterThan(first.urgency().orElseThrow().priority());
        assertThat(second.reply().orElseThrow().reason().code()).isEqualTo("follow-up");
        assertThat(rig.filed().get(1).keywords()).contains("chaser");
        assertThat(rig.sent()).hasSize(1);
    }

    /** The opener's decisions come with its last commit: a chaser that overtook it lay with the catch-all team for good, and its clock was lost. */
    @Test
    void aFurtherMailThatOvertakesTheFirstOneComesToItsTeamAndKeepsItsPriorityAndDeadline() {
        rig.holds = true;
        Docket first = rig.ask("m1", "<1@example.com>", "");
        rig.holds = false;
        rig.now = rig.now.minusSeconds(1800);
        Docket second = rig.ask("m2", "<2@example.com>", "In-Reply-To: <1@example.com>\n");
        rig.letGo();
        Ticket ticket = rig.tickets.find(first.match().orElseThrow().ticket()).orElseThrow();
        assertThat(second.match().orElseThrow().ticket()).isEqualTo(ticket.id());
        assertThat(second.urgency().orElseThrow().priority()).isGreaterThan(first.urgency().orElseThrow().priority());
        assertThat(second.urgency().orElseThrow().deadline()).isBefore(first.urgency().orElseThrow().deadline());
        assertThat(ticket.team()).contains(first.assignment().orElseThrow().team().id()).isNotEqualTo(Optional.of(rig.desk.catchAll()));
        assertThat(ticket.priority()).contains(second.urgency().orElseThrow().priority());
        assertThat(ticket.deadline()).contains(second.urgency().orElseThrow().deadline());
        String priority = "priority-" + ticket.priority().orElseThrow().name().toLowerCase(Locale.ROOT);
        assertThat(rig.filed()).hasSize(2).allSatisfy(filed -> {
            assertThat(filed.folder()).startsWith(first.assignment().orElseThrow().team().folder());
            assertThat(filed.keywords()).contains(priority);
        });
    }

    @Test
    void aMailThatCannotBeReadForItsFolderIsNotDecidedEither() {
        rig.holds = true;
        rig.unreadable = true;
        assertThatThrownBy(() -> rig.ask("m1", "<1@example.com>", "")).hasRootCauseMessage("a read error");
        rig.letGo();
        assertThat(rig.filed()).isEmpty();
        assertThat(rig.store.<Integer>read(connection -> Sql.first(connection, "select decided from ticket_mail", row -> row.getInt(1)).orElseThrow())).isZero();
    }

    @Test
    void aReplyToTheAcknowledgementJoinsByItsSignedId() {
        Docket first = rig.ask("m1", "<1@example.com>", "");
        String ack = rig.sent().getFirst().message();
        String id = ack.replaceAll("(?s).*\r\nMessage-ID:\\s+(<[^>]+>).*", "$1");
        Docket second = rig.ask("m2", "<2@example.com>", "References: <unknown@x> " + id + "\n");
        assertThat(second.match().orElseThrow().ticket()).isEqualTo(first.match().orElseThrow().ticket());
        assertThat(second.match().orElseThrow().reasons()).extracting("code").containsExactly("signed-reference");
    }

    @Test
    void aVacationNoteIsFiledWithItsTicketAndMovesNoClock() {
        Docket first = rig.ask("m1", "<1@example.com>", "");
        TicketId ticket = first.match().orElseThrow().ticket();
        rig.tickets.change(ticket, new Tickets.Change(Optional.empty(), Optional.empty(),
            Optional.of(Ticket.State.WAITING), "alice", rig.now));
        Docket note = rig.ask("m2", "<2@example.com>", "In-Reply-To: <1@example.com>\nAuto-Submitted: auto-replied (vacation)\n");
        assertThat(note.match()).get().isInstanceOf(Match.Joined.class);
        assertThat(rig.tickets.find(ticket).orElseThrow().state()).isEqualTo(Ticket.State.WAITING);
        assertThat(rig.filed()).hasSize(2);
        assertThat(rig.sent()).hasSize(1);
    }

    @Test
    void aBounceOfNobodysMailLiesWithTheCatchAllTeamWithoutTicketOrAnswer() {
        Docket docket = rig.run("b1", "", List.of(rig.service), """
            From: MAILER-DAEMON@mx.example.com
            To: <%s>
            Subject: Undelivered Mail Returned to Sender
            Message-ID: <b1@mx.example.com>
            Auto-Submitted: auto-replied
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="b"

            --b
            Content-Type: text/plain

            It failed.
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.com

            Final-Recipient: rfc822; x@example.com
            Action: failed
            Status: 5.1.1
            --b--
            """.formatted(rig.service));
        assertThat(docket.match()).isEmpty();
        assertThat(rig.filed()).singleElement().extracting("folder").isEqualTo(rig.desk.catchAllTeam().folder());
        assertThat(rig.rows("ticket")).isZero();
        assertThat(rig.sent()).isEmpty();
    }

    @Test
    void oneMailToTwoOfOurAddressesIsOneTicket() {
        List<String> two = rig.desk.addresses().keySet().stream().limit(2).toList();
        assertThat(two).hasSize(2);
        rig.run("m1", "wang.fang@example.com", two, rig.question("<1@example.com>", ""));
        assertThat(rig.rows("ticket")).isEqualTo(1);
        assertThat(rig.filed()).hasSize(1);
        assertThat(rig.sent()).hasSize(1);
    }

    @Test
    void forgedControlHeadersAreGoneFromWhatIsFiled() {
        rig.ask("m1", "<1@example.com>", "X-Postern-Priority: urgent\n");
        assertThat(new String(rig.filed().getFirst().body(), StandardCharsets.UTF_8)).isEqualTo(rig.question("<1@example.com>", "").replace("\n", "\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"List-Unsubscribe: <https://example.com/u>", "Precedence: bulk"})
    void aFollowUpThatLooksLikeAListStartsTheClockAgain(String header) {
        TicketId ticket = rig.ask("m1", "<1@example.com>", header + "\n").match().orElseThrow().ticket();
        rig.tickets.change(ticket, new Tickets.Change(Optional.empty(), Optional.empty(), Optional.of(Ticket.State.WAITING), "alice", rig.now));
        Docket again = rig.ask("m2", "<2@example.com>", "In-Reply-To: <1@example.com>\n" + header + "\n");
        assertThat(again.letter().orElseThrow().origin()).isEqualTo(Origin.LIST);
        assertThat(rig.tickets.find(ticket).orElseThrow().state()).isEqualTo(Ticket.State.OPEN);
        assertThat(rig.tickets.find(ticket).orElseThrow().deadline()).contains(again.urgency().orElseThrow().deadline());
    }

    @Test
    void aMailToThePostmasterIsFiledOnceAndNotAcknowledgedWhateverItsHeaderSays() {
        Docket docket = rig.run("m1", "wang.fang@example.com", List.of("postmaster@" + rig.desk.domain()), rig.question("<1@example.com>", ""));
        assertThat(docket.reply().orElseThrow().reason().code()).isEqualTo("not-addressed");
        assertThat(rig.filed()).hasSize(1);
        assertThat(rig.sent()).isEmpty();
    }

    @Test
    void whatPeopleChangedStaysWhenTheMailIsHandledAgain() {
        TicketId ticket = rig.ask("m1", "<1@example.com>", "").match().orElseThrow().ticket();
        rig.tickets.change(ticket, new Tickets.Change(Optional.of("complaints"), Optional.of("bob"), Optional.of(Ticket.State.DONE), "bob", rig.now));
        Ticket changed = rig.tickets.find(ticket).orElseThrow();
        rig.ask("m1", "<1@example.com>", "");
        assertThat(rig.tickets.find(ticket)).contains(changed);
        assertThat(changed.team()).contains("complaints");
    }

    @Test
    void aFurtherMailGoesToThoseWhoHaveTheTicketNow() {
        TicketId ticket = rig.ask("m1", "<1@example.com>", "").match().orElseThrow().ticket();
        Team complaints = rig.desk.teams().get("complaints");
        String agent = complaints.members().getFirst();
        rig.tickets.change(ticket, new Tickets.Change(Optional.of("complaints"), Optional.of(agent), Optional.empty(), agent, rig.now));
        rig.ask("m2", "<2@example.com>", "In-Reply-To: <1@example.com>\n");
        assertThat(rig.filed().get(1).folder()).isEqualTo(complaints.folder() + "/" + agent);
    }

    @Test
    void theCompanysServerGetsItsCopyOnceAndNoCopyOfATwin() {
        rig.close();
        rig = new Rig(directory, rig.desk.with(new Outgoing(Optional.empty(), 8, List.of(), List.of("archive@corp.example"), rig.desk.outgoing().retries())));
        rig.ask("m1", "<1@example.com>", "");
        rig.ask("m1", "<1@example.com>", "");
        rig.ask("m2", "<1@example.com>", "");
        assertThat(rig.sent()).filteredOn(sent -> sent.recipients().equals("archive@corp.example")).singleElement()
            .satisfies(copy -> assertThat(copy.message()).isEqualTo(rig.question("<1@example.com>", "").replace("\n", "\r\n")));
    }

    @Test
    void whoIsNotTheDesksIsLeftForTheProcessorsBehind() {
        String agent = rig.desk.agents().values().iterator().next().login();
        Mail mail = rig.mail("m1", "wang.fang@example.com", List.of(rig.service, agent, "else@relay.example", "gone@" + rig.desk.domain()), rig.question("<1@x.cn>", ""));
        rig.run(mail, rig.acts.size());
        assertThat(mail.getRecipients()).extracting(recipient -> recipient.asString()).containsExactly(agent, "else@relay.example");
        assertThat(mail.attributes()).allMatch(attribute -> attribute.getValue().toJson().isPresent());
    }
}
