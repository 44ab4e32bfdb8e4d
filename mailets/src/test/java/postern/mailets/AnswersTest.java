package postern.mailets;

import static org.assertj.core.api.Assertions.assertThat;

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
import postern.desk.TicketId;
import postern.matchers.Dockets;
import postern.tickets.Ticket;
import postern.tickets.Tickets;
import postern.triage.Docket;
import postern.triage.Match;

/** What an agent's answer does to its ticket, and what comes back for it. */
class AnswersTest {
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
    void aReplyThatOvertakesItsQuestionWaitsForIt() {
        TicketId reply = rig.ask("m2", "<2@example.com>", "In-Reply-To: <1@example.com>\n").match().orElseThrow().ticket();
        Docket question = rig.ask("m1", "<1@example.com>", "");
        assertThat(question.match().orElseThrow().ticket()).isEqualTo(reply);
        Docket stranger = rig.run("m3", "evil@example.net", List.of(rig.service), rig.question("<1@example.com>", "").replace("wang.fang@example.com", "evil@example.net"));
        assertThat(stranger.match().orElseThrow().ticket()).isNotEqualTo(reply);
    }

    @Test
    void anAgentsAnswerStopsTheClockAndBringsTheNextQuestionBack() throws Exception {
        TicketId ticket = rig.ask("m1", "<1@example.com>", "").match().orElseThrow().ticket();
        Answer answer = rig.answer();
        for (int i = 0; i < 2; i++) {
            answer.service(fromAgent("a1", ""));
        }
        assertThat(rig.tickets.find(ticket).orElseThrow().state()).isEqualTo(Ticket.State.WAITING);
        assertThat(rig.tickets.events(ticket, 10)).extracting("kind").containsExactly("opened", "decided", "acknowledged", "answered", "moved");
        assertThat(rig.tickets.find(ticket).orElseThrow().agent()).as("who answers a ticket of nobody's has it").contains("alice");
        assertThat(rig.tickets.answeredBefore("wang.fang@example.com")).isTrue();
        Docket next = rig.ask("m2", "<2@example.com>", "In-Reply-To: <a1@shop.example>\n");
        assertThat(next.match().orElseThrow().ticket()).isEqualTo(ticket);
        assertThat(((Match.Joined) next.match().orElseThrow()).chasers()).isZero();
    }

    @Test
    void anAnswerWithACopyToTheDeskIsFiledWithItsTicketAndMovesNoClock() throws Exception {
        TicketId ticket = rig.ask("m1", "<1@example.com>", "").match().orElseThrow().ticket();
        Mail answer = fromAgent("a1", "");
        answer.setAttribute(new Attribute(Dockets.RECIPIENTS, AttributeValue.of("wang.fang@example.com," + rig.service)));
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
    @CsvSource({"failed, 5.1.1, OPEN", "delayed, 4.4.1, WAITING"})
    void theBounceOfAnAgentsAnswerComesBackToItsTicketWhichIsOpenAgainIfItFailedForGood(String action, String status, Ticket.State state)
            throws Exception {
        TicketId ticket = rig.ask("m1", "<1@example.com>", "").match().orElseThrow().ticket();
        Mail answer = fromAgent("a1", "");
        rig.answer().service(answer);
        rig.now = rig.now.plus(Duration.ofDays(1));
        Docket bounce = rig.run("b1", "", List.of(rig.service), bounce(action, status));
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
            """.formatted(rig.service, action, status);
    }

    @Test
    void anAgentsVacationNoteAnswersNothing() throws Exception {
        TicketId ticket = rig.ask("m1", "<1@example.com>", "").match().orElseThrow().ticket();
        rig.answer().service(fromAgent("a1", "Auto-Submitted: auto-replied\n"));
        assertThat(rig.tickets.find(ticket).orElseThrow().state()).isEqualTo(Ticket.State.OPEN);
    }

    @Test
    void whatIsSentWithoutALogInAnswersNothing() throws Exception {
        TicketId ticket = rig.ask("m1", "<1@example.com>", "").match().orElseThrow().ticket();
        Mail forged = fromAgent("a1", "");
        forged.removeAttribute(Dockets.LOGIN);
        rig.answer().service(forged);
        assertThat(rig.tickets.find(ticket).orElseThrow().state()).isEqualTo(Ticket.State.OPEN);
    }

    @Test
    void anAccountWithoutAnAgentAnswersNothing() throws Exception {
        TicketId ticket = rig.ask("m1", "<1@example.com>", "").match().orElseThrow().ticket();
        Mail other = fromAgent("a1", "");
        other.setAttribute(new Attribute(Dockets.LOGIN, AttributeValue.of("ledger@shop.example")));
        rig.answer().service(other);
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
    void aQuestionAfterAnAnswerStartsTheClockAgain() {
        TicketId ticket = rig.ask("m1", "<1@example.com>", "").match().orElseThrow().ticket();
        rig.tickets.change(ticket, new Tickets.Change(Optional.empty(), Optional.empty(),
            Optional.of(Ticket.State.WAITING), "alice", rig.now));
        rig.now = rig.now.plus(Duration.ofDays(1));
        Docket again = rig.ask("m2", "<2@example.com>", "In-Reply-To: <1@example.com>\n");
        assertThat(((Match.Joined) again.match().orElseThrow()).chasers()).isZero();
        assertThat(rig.tickets.find(ticket).orElseThrow().state()).isEqualTo(Ticket.State.OPEN);
        assertThat(rig.tickets.find(ticket).orElseThrow().deadline()).contains(again.urgency().orElseThrow().deadline());
        assertThat(rig.tickets.answeredBefore("wang.fang@example.com")).isTrue();
    }
}
