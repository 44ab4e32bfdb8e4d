package postern.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.desk.Priority;
import postern.desk.Reason;
import postern.desk.TicketId;
import postern.tickets.Sql;
import postern.tickets.Ticket;
import postern.tickets.Tickets;
import postern.triage.Docket;
import postern.triage.Match;

/** Which mails of a customer who loses threads come together, and which do not. */
class JoiningTest {
    private static final String REFUND = "您好，我上周申请的退款还没有到账，请帮我查一下。谢谢！";

    @TempDir
    Path directory;
    private Rig rig;
    private String service;
    private int mails;

    @BeforeEach
    void open() throws Exception {
        rig = new Rig(directory);
        service = rig.desk.addresses().keySet().iterator().next();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private Docket ask(String recipient, String subject, String text, String more) {
        mails++;
        return rig.run("m" + mails, "wang.fang@example.com", List.of(recipient), """
            From: "王芳" <wang.fang@example.com>
            To: <%s>
            Subject: %s
            Date: Mon, 23 Nov 2026 10:00:00 +0800
            Message-ID: <%d@example.com>
            %sMIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            %s
            """.formatted(recipient, subject, mails, more, text));
    }

    private static TicketId ticket(Docket docket) {
        return docket.match().orElseThrow().ticket();
    }

    private static List<String> why(Docket docket) {
        return docket.match().orElseThrow().reasons().stream().map(Reason::code).toList();
    }

    @Test
    void theSameWordsAgainAreAChaserThatIsMoreUrgentAndNotAcknowledged() {
        Docket first = ask(service, "退款", REFUND, "");
        rig.now = rig.now.plus(Duration.ofHours(2));
        Docket second = ask(service, "再次询问退款", "第二次来信了！" + REFUND, "");
        assertThat(ticket(second)).isEqualTo(ticket(first));
        assertThat(why(second)).containsExactly("same-text", "address-not-proven");
        assertThat(((Match.Joined) second.match().orElseThrow()).chasers()).isEqualTo(1);
        assertThat(first.urgency().orElseThrow().priority()).isEqualTo(Priority.NORMAL);
        assertThat(second.urgency().orElseThrow().priority()).isEqualTo(Priority.HIGH);
        assertThat(second.urgency().orElseThrow().deadline()).isEqualTo(first.urgency().orElseThrow().deadline());
        assertThat(second.reply().orElseThrow().due()).isFalse();
        assertThat(rig.sent()).hasSize(1);
    }

    @Test
    void theSameOrderInOtherWordsJoinsAlsoWhenOnlyASecondMailNamedIt() {
        Docket first = ask(service, "退款", REFUND, "");
        Docket named = ask(service, "Re: 退款", "订单号 A20261101-0042", "In-Reply-To: <1@example.com>\n");
        Docket third = ask(service, "问题", "订单号：A20261101-0042 的包裹到底在哪里？急死人了。", "");
        assertThat(List.of(ticket(named), ticket(third))).containsOnly(ticket(first));
        assertThat(why(third)).containsExactly("same-order", "address-not-proven");
        assertThat(ticket(ask(service, "问题", "订单号：A20261101-0043 的包裹到底在哪里？急死人了。", ""))).isNotEqualTo(ticket(first));
    }

    @Test
    void aReplyAboutAnotherOrderOpensATicketThatNamesTheFirst() {
        Docket first = ask(service, "退款", "订单号 A20261101-0042 的退款还没有到账", "");
        Docket second = ask(service, "发票抬头写错了", "订单号 A20261102-0007 的发票抬头写错了", "In-Reply-To: <1@example.com>\n");
        assertThat(second.match()).get().isInstanceOf(Match.Opened.class);
        assertThat(why(second)).containsExactly("reference", "new-subject", "other-order");
        assertThat(predecessor(ticket(second))).contains(ticket(first));
        assertThat(second.classification().orElseThrow().topic().id()).isEqualTo("invoice");
    }

    @Test
    void aClosedCaseIsNotOpenedAgainBecauseItsOrderIsNamed() {
        Docket first = ask(service, "退款", "订单号 A20261101-0042 的退款还没有到账", "");
        rig.tickets.change(ticket(first), new Tickets.Change(Optional.empty(), Optional.empty(), Optional.of(Ticket.State.DONE), "alice", rig.now));
        Docket second = ask(service, "投诉", "订单号 A20261101-0042 的商品质量太差，我要投诉", "");
        assertThat(second.match()).get().isInstanceOf(Match.Opened.class);
        assertThat(predecessor(ticket(second))).contains(ticket(first));
        assertThat(rig.tickets.find(ticket(first)).orElseThrow().state()).isEqualTo(Ticket.State.DONE);
        assertThat(rig.sent()).hasSize(2);
    }

    @Test
    void aReplyToTheTicketsOwnAddressJoinsWithoutAnyHeader() {
        Docket first = ask(service, "退款", REFUND, "");
        Docket second = ask(rig.seal.address(ticket(first), service), "补充", "银行卡尾号是 8888", "");
        assertThat(ticket(second)).isEqualTo(ticket(first));
        assertThat(why(second)).containsExactly("signed-address");
    }

    @Test
    void otherWordsOfTheSameCustomerAreATicketOfTheirOwnAndSaySo() {
        Docket first = ask(service, "退款", REFUND, "");
        Docket second = ask(service, "咨询", "请问这款背包什么时候补货？有没有黑色的？", "");
        assertThat(ticket(second)).isNotEqualTo(ticket(first));
        assertThat(second.match().orElseThrow().reasons()).contains(Reason.of("other-words-than", ticket(first).value()));
    }

    private Optional<TicketId> predecessor(TicketId ticket) {
        return rig.store.read(connection -> Sql.first(connection,
            "select p.number from ticket t join ticket p on p.id = t.predecessor where t.number = ?",
            row -> TicketId.ofDigits(Long.toString(row.getLong(1))), Long.parseLong(ticket.value().replace("-", ""))));
    }
}
