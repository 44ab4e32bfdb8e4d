package postern.custody;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.mail.internet.MimeMessage;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.server.core.MailImpl;
import postern.archive.Archivist;
import postern.desk.TicketId;
import postern.learning.SqlLessons;
import postern.server.ImapDialogue;
import postern.server.TestGateway;
import postern.spool.SqlMailQueueFactory;
import postern.store.Store;
import postern.tickets.Sql;

/** A desk with mail of Li Lei, who is to be forgotten, and of others, one of whom quotes him. */
final class TwoCustomers {
    static final String LI = "li.lei@customer.example";
    /** What only Li Lei's mail brought. */
    static final List<String> WORDS = List.of("li.lei", "李雷", "Li Lei", "紫砂壶", "porcelain teapot", "crackedspout7731", "青花瓷碗");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Charset GBK = Charset.forName("GBK");

    private TwoCustomers() {
    }

    static void send(TestGateway gateway, String from, String headers, String text) throws IOException {
        gateway.send(from, "returns@shop.example", "From: " + headers + "\nTo: returns@shop.example\nMIME-Version: 1.0\n" + text);
    }

    private static String word(String text) {
        return "=?gbk?B?" + Base64.getEncoder().encodeToString(text.getBytes(GBK)) + "?=";
    }

    /** What there is of two customers: questions in two languages, files, an answer, quotes, a lesson, a mail that waits. */
    static TicketId fill(TestGateway gateway, ImapDialogue alice) throws Exception {
        String gbk = Base64.getMimeEncoder().encodeToString("您好，我买的紫砂壶不想要了，请给我办理退款。李雷\r\n".getBytes(GBK));
        send(gateway, LI, word("李雷") + " <" + LI + ">", "Message-ID: <li-1@customer.example>\nSubject: " + word("申请退款 紫砂壶") + "\nContent-Type: multipart/mixed; boundary=b\n\n"
            + "--b\nContent-Type: text/plain; charset=gbk\nContent-Transfer-Encoding: base64\n\n" + gbk
            + "\n--b\nContent-Type: text/plain; charset=utf-8; name=note.txt\nContent-Disposition: attachment; filename=note.txt\n\n青花瓷碗也要退款 crackedspout7731\n--b--\n");
        send(gateway, LI, "Li Lei <" + LI + ">", "Message-ID: <li-2@customer.example>\nSubject: refund for a porcelain teapot\n\nMy porcelain teapot is back at yours, see crackedspout7731.\nPlease refund it.\n");
        send(gateway, "wang@other.example", word("王芳") + " <wang@other.example>", "Message-ID: <wang-1@other.example>\nSubject: refund for a lamp\nContent-Type: multipart/mixed; boundary=c\n\n"
            + "--c\n\nThe lamp is back at yours.  Please refund it.\n--c\nContent-Type: application/pdf; name=bill.pdf\nContent-Transfer-Encoding: base64\n\nAAECAwQF\n--c--\n");
        send(gateway, "zhao@other.example", "<zhao@other.example>", "Message-ID: <zhao-1@other.example>\nCc: Li Lei <" + LI + ">\nReferences: <li-2@customer.example>\n"
            + "Subject: Re: refund for a porcelain teapot\nContent-Type: text/plain; charset=utf-8\n\n我也一样，请退款。\n\nLi Lei wrote:\n> My porcelain teapot is back at yours, see crackedspout7731.\n");
        await().atMost(PATIENCE).until(() -> alice.count("Returns") >= 4);
        alice.ok("SELECT Returns");
        TicketId ticket = TicketId.find(String.join("", alice.ok("UID FETCH " + uid(alice, "HEADER Message-ID li-1") + " (BODY.PEEK[HEADER.FIELDS (X-Postern-Ticket)])"))).getFirst();
        gateway.submit("alice", List.of(LI), "From: alice@shop.example\nTo: " + LI + "\nSubject: Re: refund\nMessage-ID: <a-1@shop.example>\nIn-Reply-To: <li-1@customer.example>\n"
            + "Content-Type: text/plain; charset=utf-8\n\nWe send another one.\n\n> 紫砂壶\n");
        await().atMost(PATIENCE).until(() -> gateway.deliveries().stream().anyMatch(one -> new String(one.content(), StandardCharsets.UTF_8).contains("another one")));
        alice.append("INBOX", "From: bob@shop.example\nTo: alice@shop.example\nSubject: who is that\n\nIt is " + LI + ", or Li Lei for friends.\n");
        Store store = gateway.gateway().part(Store.class);
        gateway.gateway().part(SqlLessons.class);
        store.writeAndWait(connection -> Sql.update(connection, "insert into lesson(ticket, team, topic, at, subject, text) values (?, 'returns', null, 1, '紫砂壶', '紫砂壶 crackedspout7731')",
            ticket.value()));
        MailImpl waiting = MailImpl.builder().name("waiting-1").sender("service@shop.example").addRecipient(LI).mimeMessage(new MimeMessage(null,
            new ByteArrayInputStream(("From: service@shop.example\r\nTo: " + LI + "\r\n\r\nporcelain teapot\r\n").getBytes(StandardCharsets.US_ASCII)))).build();
        gateway.gateway().part(SqlMailQueueFactory.class).createQueue(MailQueueName.of("outgoing")).enQueue(waiting, Duration.ofHours(2));
        waiting.dispose();
        await().atMost(PATIENCE).until(() -> gateway.gateway().part(Archivist.class).progress().behind() == 0);
        return ticket;
    }

    static String uid(ImapDialogue imap, String criteria) throws IOException {
        return imap.ok("UID SEARCH " + criteria).getFirst().replace("* SEARCH", "").strip();
    }
}
