package postern.replies;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import postern.desk.Agent;
import postern.desk.Department;
import postern.desk.Desk;
import postern.desk.TicketId;
import postern.store.Store;
import postern.triage.HeaderLines;
import postern.triage.RawMail;

/**
 * A question to another department, with the customer's mail as it came (message/rfc822: nothing of it can pass for the agent's words).
 *
 * @param name of the mail that asks, unique
 * @param from address that leads the answer back to the ticket
 */
public record Inquiry(String name, TicketId ticket, Department department, Agent agent, String from) {
    private static final String CRLF = "\r\n";

    /**
     * @param text the agent's words
     * @param original the customer's mail
     * @return whole mail
     */
    public byte[] compose(String subject, String text, Optional<byte[]> original, Desk desk, Instant now) {
        String boundary = "=_" + HexFormat.of().formatHex(Store.Bodies.sha256(("inquiry " + name + from).getBytes(StandardCharsets.UTF_8)), 0, 16);
        String header = new HeaderLines()
            .mailbox("From", agent.name().in(desk.language()) + " · " + desk.company().in(desk.language()), from)
            .text("To", "<" + department.address() + ">")
            .text("Subject", subject.contains(ticket.value()) ? subject : subject + " [#" + ticket + "]")
            .text("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)))
            .text("Message-ID", "<ask." + name + "@" + desk.hostname() + ">")
            .text("MIME-Version", "1.0").block()
            + "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"" + CRLF + CRLF;
        String words = text.strip() + "\n\n——\n直接回复本邮件即可：您的回复会作为工单 " + ticket + " 的内部备注，客户看不到。\n"
            + "Simply reply to this mail: your answer becomes an internal note of ticket " + ticket + ", which the customer does not see.\n";
        ByteArrayOutputStream mail = new ByteArrayOutputStream();
        mail.writeBytes((header + "--" + boundary + CRLF + "Content-Type: text/plain; charset=utf-8" + CRLF + "Content-Transfer-Encoding: base64" + CRLF + CRLF
            + Base64.getMimeEncoder(76, CRLF.getBytes(StandardCharsets.US_ASCII)).encodeToString(words.replaceAll("\\R", CRLF).getBytes(StandardCharsets.UTF_8))
            + CRLF).getBytes(StandardCharsets.US_ASCII));
        original.ifPresent(octets -> attach(octets, boundary, mail));
        mail.writeBytes(("--" + boundary + "--" + CRLF).getBytes(StandardCharsets.US_ASCII));
        return mail.toByteArray();
    }

    /** RFC 2046 §5.2.1: a mail within a mail is never encoded. What the desk wrote on it is no business of others. */
    private void attach(byte[] original, String boundary, ByteArrayOutputStream mail) {
        byte[] bare = RawMail.of(original).without(field -> field.name().startsWith("x-postern-") || field.name().equals("delivered-to"));
        boolean plain = true;
        for (byte octet : bare) {
            plain &= octet >= 0;
        }
        mail.writeBytes(("--" + boundary + CRLF + "Content-Type: message/rfc822" + CRLF + "Content-Disposition: attachment; filename=\"" + ticket + ".eml\"" + CRLF
            + "Content-Transfer-Encoding: " + (plain ? "7bit" : "8bit") + CRLF + CRLF).getBytes(StandardCharsets.US_ASCII));
        mail.writeBytes(bare);
        mail.writeBytes(CRLF.getBytes(StandardCharsets.US_ASCII));
    }
}
