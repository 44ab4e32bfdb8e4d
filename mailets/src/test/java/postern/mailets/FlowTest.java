package postern.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import postern.desk.Outgoing;
import postern.desk.Team;
import postern.desk.TicketId;
import postern.letter.LetterReader;
import postern.letter.Origin;
import postern.matchers.Dockets;
import postern.tickets.Ticket;
import postern.tickets.Tickets;
import postern.triage.Docket;
import postern.triage.Match;

/** What becomes of whole mails, and of mails whose flow was cut off. */
class FlowTest {
    @TempDir
    Path directory;
    private Rig rig;
    private String service;

    @BeforeEach
    void open() throws Exception {
        rig = new Rig(directory);
        service = rig.desk.addresses().keySet().iterator().next();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private String question(String messageId, String more) {
        return """
            From: "王芳" <wang.fang@example.com>
            To: <%s>
            Subject: 退款什么时候到账
            Date: Mon, 23 Nov 2026 10:00:00 +0800
            Message-ID: %s
            %sMIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            您好，我上周申请的退款还没有到账，请帮我查一下。谢谢！
            """.formatted(service, messageId, more);
    }

    private Docket ask(String name, String messageId, String more) {
        return rig.run(name, "wang.fang@example.com", List.of(service), question(messageId, more));
    }

    @Test
    void aQuestionIsFiledWithReasonsAndAcknowledgedOnce() {
        Docket docket = ask("m1", "<1@example.com>", "");
        TicketId ticket = docket.match().orElseThrow().ticket();
        Rig.Filed filed = rig.filed().getFirst();
        assertThat(rig.filed()).hasSize(1);
        assertThat(filed.folder()).isEqualTo(docket.assignment().orElseThrow().team().folder());
        assertThat(filed.header()).startsWith("Return-Path: <wang.fang@example.com>\r\n").contains("X-Postern-Ticket: " + ticket + "\r\n",
            "X-Postern-Topic: " + docket.classification().orElseThrow().topic().id() + "\r\n", "X-Postern-Language: zh-Hans\r\n", "X-Postern-Reply: safe\r\n");
        assertThat(filed.keywords()).contains(ticket.keyword(), "priority-", "lang-zh");
        assertThat(new String(filed.body(), StandardCharsets.UTF_8)).isEqualTo(question("<1@example.com>", "").replace("\n", "\r\n"));
        assertThat(rig.sent()).hasSize(1);
        assertThat(rig.sent().getFirst().recipients()).isEqualTo("wang.fang@example.com");
        assertThat(rig.sent().getFirst().message()).contains("Auto-Submitted: auto-replied\r\n", "In-Reply-To: <1@example.com>\r\n");
        assertThat(rig.tickets.find(ticket).orElseThrow().team()).contains(docket.assignment().orElseThrow().team().id());
        assertThat(rig.tickets.events(ticket, 10)).extracting("kind").containsExactly("opened", "decided", "acknowledged");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void aFlowThatIsCutOffBehindAnyActEndsAsOneThatRanThrough(int acts) {
        Mail first = rig.mail("m1", "wang.fang@example.com", List.of(service), question("<1@example.com>", ""));
        rig.run(first, acts);
        Docket docket = ask("m1", "<1@example.com>", "");
        ask("m1", "<1@example.com>", "");
        TicketId ticket = docket.match().orElseThrow().ticket();
        assertThat(docket.match()).get().isInstanceOf(Match.Opened.class);
        assertThat(rig.rows("ticket")).isEqualTo(1);
        assertThat(rig.filed()).hasSize(1);
        assertThat(rig.sent()).hasSize(1);
        assertThat(rig.tickets.events(ticket, 10)).extracting("kind").containsExactly("opened", "decided", "acknowledged");
    }

    @Test
    void theSameMailInTwoTransactionsIsOneTicketAndOneAcknowledgement() {
        Docket first = ask("m1", "<1@example.com>", "");
        Docket second = rig.run("m2", "wang.fang@example.com", List.of(service),
            "Received: from elsewhere by relay; Mon, 23 Nov 2026 10:00:03 +0800\n" + question("<1@example.com>", ""));
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
        ask("m1", "<1@example.com>", "");
        Docket second = rig.run("m2", "wang.fang@example.com", List.of(service), question("<1@example.com>", "").replace("退款还没有到账", "发票还没有开"));
        assertThat(second.match()).get().isInstanceOf(Match.Opened.class);
        assertThat(rig.filed()).hasSize(2);
    }

    @Test
    void aFurtherMailJoinsChasesAndIsNotAcknowledged() {
        Docket first = ask("m1", "<1@example.com>", "");
        Docket second = ask("m2", "<2@example.com>", "In-Reply-To: <1@example.com>\n");
        assertThat(second.match()).get().isInstanceOf(Match.Joined.class);
        assertThat(((Match.Joined) second.match().orElseThrow()).chasers()).isEqualTo(1);
        assertThat(second.match().orElseThrow().ticket()).isEqualTo(first.match().orElseThrow().ticket());
        assertThat(second.urgency().orElseThrow().deadline()).isEqualTo(first.urgency().orElseThrow().deadline());
        assertThat(second.urgency().orElseThrow().priority()).isGreaterThan(first.urgency().orElseThrow().priority());
        assertThat(second.reply().orElseThrow().reason().code()).isEqualTo("follow-up");
        assertThat(rig.filed().get(1).keywords()).contains("chaser");
        assertThat(rig.sent()).hasSize(1);
    }

    @Test
    void aReplyToTheAcknowledgementJoinsByItsSignedId() {
        Docket first = ask("m1", "<1@example.com>", "");
        String ack = rig.sent().getFirst().message();
        String id = ack.replaceAll("(?s).*\r\nMessage-ID:\\s+(<[^>]+>).*", "$1");
        Docket second = ask("m2", "<2@example.com>", "References: <unknown@x> " + id + "\n");
        assertThat(second.match().orElseThrow().ticket()).isEqualTo(first.match().orElseThrow().ticket());
        assertThat(second.match().orElseThrow().reasons()).extracting("code").containsExactly("signed-reference");
    }

    @Test
    void aVacationNoteIsFiledWithItsTicketAndMovesNoClock() {
        Docket first = ask("m1", "<1@example.com>", "");
        TicketId ticket = first.match().orElseThrow().ticket();
        rig.tickets.change(ticket, new Tickets.Change(Optional.empty(), Optional.empty(),
            Optional.of(Ticket.State.WAITING), "alice", rig.now));
        Docket note = ask("m2", "<2@example.com>", "In-Reply-To: <1@example.com>\nAuto-Submitted: auto-replied (vacation)\n");
        assertThat(note.match()).get().isInstanceOf(Match.Joined.class);
        assertThat(rig.tickets.find(ticket).orElseThrow().state()).isEqualTo(Ticket.State.WAITING);
        assertThat(rig.filed()).hasSize(2);
        assertThat(rig.sent()).hasSize(1);
    }

    @Test
    void aQuestionAfterAnAnswerStartsTheClockAgain() {
        TicketId ticket = ask("m1", "<1@example.com>", "").match().orElseThrow().ticket();
        rig.tickets.change(ticket, new Tickets.Change(Optional.empty(), Optional.empty(),
            Optional.of(Ticket.State.WAITING), "alice", rig.now));
        rig.now = rig.now.plus(Duration.ofDays(1));
        Docket again = ask("m2", "<2@example.com>", "In-Reply-To: <1@example.com>\n");
        assertThat(((Match.Joined) again.match().orElseThrow()).chasers()).isZero();
        assertThat(rig.tickets.find(ticket).orElseThrow().state()).isEqualTo(Ticket.State.OPEN);
        assertThat(rig.tickets.find(ticket).orElseThrow().deadline()).contains(again.urgency().orElseThrow().deadline());
        assertThat(rig.tickets.answeredBefore("wang.fang@example.com")).isTrue();
    }

    @Test
    void aBounceOfNobodysMailLiesWithTheCatchAllTeamWithoutTicketOrAnswer() {
        Docket docket = rig.run("b1", "", List.of(service), """
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
            """.formatted(service));
        assertThat(docket.match()).isEmpty();
        assertThat(rig.filed()).singleElement().extracting("folder").isEqualTo(rig.desk.catchAllTeam().folder());
        assertThat(rig.rows("ticket")).isZero();
        assertThat(rig.sent()).isEmpty();
    }

    @Test
    void oneMailToTwoOfOurAddressesIsOneTicket() {
        List<String> two = rig.desk.addresses().keySet().stream().limit(2).toList();
        assertThat(two).hasSize(2);
        rig.run("m1", "wang.fang@example.com", two, question("<1@example.com>", ""));
        assertThat(rig.rows("ticket")).isEqualTo(1);
        assertThat(rig.filed()).hasSize(1);
        assertThat(rig.sent()).hasSize(1);
    }

    @Test
    void forgedControlHeadersAreGoneFromWhatIsFiled() {
        ask("m1", "<1@example.com>", "X-Postern-Priority: urgent\n");
        assertThat(new String(rig.filed().getFirst().body(), StandardCharsets.UTF_8)).isEqualTo(question("<1@example.com>", "").replace("\n", "\r\n"));
    }

    @Test
    void aReplyThatOvertakesItsQuestionWaitsForIt() {
        TicketId reply = ask("m2", "<2@example.com>", "In-Reply-To: <1@example.com>\n").match().orElseThrow().ticket();
        Docket question = ask("m1", "<1@example.com>", "");
        assertThat(question.match().orElseThrow().ticket()).isEqualTo(reply);
        Docket stranger = rig.run("m3", "evil@example.net", List.of(service), question("<1@example.com>", "").replace("wang.fang@example.com", "evil@example.net"));
        assertThat(stranger.match().orElseThrow().ticket()).isNotEqualTo(reply);
    }

    @Test
    void anAgentsAnswerStopsTheClockAndBringsTheNextQuestionBack() throws Exception {
        TicketId ticket = ask("m1", "<1@example.com>", "").match().orElseThrow().ticket();
        Answer answer = rig.answer();
        for (int i = 0; i < 2; i++) {
            answer.service(fromAgent("a1", ""));
        }
        assertThat(rig.tickets.find(ticket).orElseThrow().state()).isEqualTo(Ticket.State.WAITING);
        assertThat(rig.tickets.events(ticket, 10)).extracting("kind").containsExactly("opened", "decided", "acknowledged", "answered", "moved");
        assertThat(rig.tickets.find(ticket).orElseThrow().agent()).as("who answers a ticket of nobody's has it").contains("alice");
        assertThat(rig.tickets.answeredBefore("wang.fang@example.com")).isTrue();
        Docket next = ask("m2", "<2@example.com>", "In-Reply-To: <a1@shop.example>\n");
        assertThat(next.match().orElseThrow().ticket()).isEqualTo(ticket);
        assertThat(((Match.Joined) next.match().orElseThrow()).chasers()).isZero();
    }

    @Test
    void anAnswerWithACopyToTheDeskIsFiledWithItsTicketAndMovesNoClock() throws Exception {
        TicketId ticket = ask("m1", "<1@example.com>", "").match().orElseThrow().ticket();
        Mail answer = fromAgent("a1", "");
        answer.setAttribute(new Attribute(Dockets.RECIPIENTS, AttributeValue.of("wang.fang@example.com," + service)));
        rig.answer().service(answer);
        Ticket answered = rig.tickets.find(ticket).orElseThrow();
        Docket copy = rig.run(answer, rig.acts.size());
        assertThat(copy.match()).get().isInstanceOf(Match.Joined.class);
        assertThat(copy.urgency()).isEmpty();
        assertThat(rig.filed()).hasSize(2);
        assertThat(rig.tickets.find(ticket)).contains(answered);
        assertThat(answered.state()).isEqualTo(Ticket.State.WAITING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"List-Unsubscribe: <https://example.com/u>", "Precedence: bulk"})
    void aFollowUpThatLooksLikeAListStartsTheClockAgain(String header) {
        TicketId ticket = ask("m1", "<1@example.com>", header + "\n").match().orElseThrow().ticket();
        rig.tickets.change(ticket, new Tickets.Change(Optional.empty(), Optional.empty(), Optional.of(Ticket.State.WAITING), "alice", rig.now));
        Docket again = ask("m2", "<2@example.com>", "In-Reply-To: <1@example.com>\n" + header + "\n");
        assertThat(again.letter().orElseThrow().origin()).isEqualTo(Origin.LIST);
        assertThat(rig.tickets.find(ticket).orElseThrow().state()).isEqualTo(Ticket.State.OPEN);
        assertThat(rig.tickets.find(ticket).orElseThrow().deadline()).contains(again.urgency().orElseThrow().deadline());
    }

    @Test
    void aMailToThePostmasterIsFiledOnceAndNotAcknowledgedWhateverItsHeaderSays() {
        Docket docket = rig.run("m1", "wang.fang@example.com", List.of("postmaster@" + rig.desk.domain()), question("<1@example.com>", ""));
        assertThat(docket.reply().orElseThrow().reason().code()).isEqualTo("not-addressed");
        assertThat(rig.filed()).hasSize(1);
        assertThat(rig.sent()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"failed, 5.1.1, OPEN", "delayed, 4.4.1, WAITING"})
    void theBounceOfAnAgentsAnswerComesBackToItsTicketWhichIsOpenAgainIfItFailedForGood(String action, String status, Ticket.State state)
            throws Exception {
        TicketId ticket = ask("m1", "<1@example.com>", "").match().orElseThrow().ticket();
        Mail answer = fromAgent("a1", "");
        rig.answer().service(answer);
        rig.now = rig.now.plus(Duration.ofDays(1));
        Docket bounce = rig.run("b1", "", List.of(service), bounce(action, status));
        assertThat(bounce.match().orElseThrow().ticket()).isEqualTo(ticket);
        assertThat(rig.filed()).hasSize(3);
        assertThat(rig.sent()).hasSize(1);
        Ticket after = rig.tickets.find(ticket).orElseThrow();
        assertThat(after.state()).isEqualTo(state);
        assertThat(after.deadline().filter(deadline -> deadline.isAfter(rig.now)).isPresent()).isEqualTo(state == Ticket.State.OPEN);
    }

    private String bounce(String action, String status) {
        return """
            From: postmaster@shop.example
            To: <%s>
            Subject: Re: x
            Message-ID: <b1@shop.example>
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="b"

            --b
            Content-Type: text/plain

            It could not be delivered.
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; shop.example

            Final-Recipient: rfc822; wang.fang@example.com
            Action: %s
            Status: %s
            --b
            Content-Type: text/rfc822-headers

            From: alice@shop.example
            To: wang.fang@example.com
            Message-ID: <a1@shop.example>

            --b--
            """.formatted(service, action, status);
    }

    @Test
    void anAgentsVacationNoteAnswersNothing() throws Exception {
        TicketId ticket = ask("m1", "<1@example.com>", "").match().orElseThrow().ticket();
        rig.answer().service(fromAgent("a1", "Auto-Submitted: auto-replied\n"));
        assertThat(rig.tickets.find(ticket).orElseThrow().state()).isEqualTo(Ticket.State.OPEN);
    }

    @Test
    void whatIsSentWithoutALogInAnswersNothing() throws Exception {
        TicketId ticket = ask("m1", "<1@example.com>", "").match().orElseThrow().ticket();
        Mail forged = fromAgent("a1", "");
        forged.removeAttribute(Dockets.LOGIN);
        rig.answer().service(forged);
        assertThat(rig.tickets.find(ticket).orElseThrow().state()).isEqualTo(Ticket.State.OPEN);
    }

    private Mail fromAgent(String name, String more) {
        Mail mail = rig.mail(name, "alice@shop.example", List.of("wang.fang@example.com"), """
            From: alice@shop.example
            To: wang.fang@example.com
            Subject: Re: x
            Message-ID: <a1@shop.example>
            In-Reply-To: <1@example.com>
            %s
            您好，退款明天到账。
            """.formatted(more));
        mail.setAttribute(new Attribute(Dockets.LOGIN, AttributeValue.of("alice@shop.example")));
        return mail;
    }

    @Test
    void whatPeopleChangedStaysWhenTheMailIsHandledAgain() {
        TicketId ticket = ask("m1", "<1@example.com>", "").match().orElseThrow().ticket();
        rig.tickets.change(ticket, new Tickets.Change(Optional.of("complaints"), Optional.of("bob"), Optional.of(Ticket.State.DONE), "bob", rig.now));
        Ticket changed = rig.tickets.find(ticket).orElseThrow();
        ask("m1", "<1@example.com>", "");
        assertThat(rig.tickets.find(ticket)).contains(changed);
        assertThat(changed.team()).contains("complaints");
    }

    @Test
    void aFurtherMailGoesToThoseWhoHaveTheTicketNow() {
        TicketId ticket = ask("m1", "<1@example.com>", "").match().orElseThrow().ticket();
        Team complaints = rig.desk.teams().get("complaints");
        String agent = complaints.members().getFirst();
        rig.tickets.change(ticket, new Tickets.Change(Optional.of("complaints"), Optional.of(agent), Optional.empty(), agent, rig.now));
        ask("m2", "<2@example.com>", "In-Reply-To: <1@example.com>\n");
        assertThat(rig.filed().get(1).folder()).isEqualTo(complaints.folder() + "/" + agent);
    }

    @Test
    void theCompanysServerGetsItsCopyOnceAndNoCopyOfATwin() {
        rig.close();
        rig = new Rig(directory, rig.desk.with(new Outgoing(Optional.empty(), List.of(), List.of("archive@corp.example"), rig.desk.outgoing().retries())));
        ask("m1", "<1@example.com>", "");
        ask("m1", "<1@example.com>", "");
        ask("m2", "<1@example.com>", "");
        assertThat(rig.sent()).filteredOn(sent -> sent.recipients().equals("archive@corp.example")).singleElement()
            .satisfies(copy -> assertThat(copy.message()).isEqualTo(question("<1@example.com>", "").replace("\n", "\r\n")));
    }

    @Test
    void whoIsNotTheDesksIsLeftForTheProcessorsBehind() {
        String agent = rig.desk.agents().values().iterator().next().login();
        Mail mail = rig.mail("m1", "wang.fang@example.com", List.of(service, agent, "else@relay.example", "gone@" + rig.desk.domain()), question("<1@x.cn>", ""));
        rig.run(mail, rig.acts.size());
        assertThat(mail.getRecipients()).extracting(recipient -> recipient.asString()).containsExactly(agent, "else@relay.example");
        assertThat(mail.attributes()).allMatch(attribute -> attribute.getValue().toJson().isPresent());
    }
}
