package postern.replies;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import javax.inject.Inject;
import postern.desk.Desk;
import postern.triage.HeaderLines;

/** Writes delivery status notifications (RFC 3464) about mails that will not be delivered. Thread-safe. */
public final class DeliveryReports {
    private static final int HEADING = 16 * 1024;
    private static final int RECIPIENTS = 100;
    private final RandomGenerator random;

    @Inject
    public DeliveryReports(RandomGenerator random) {
        this.random = random;
    }

    /** @return whole message, lines ended by CR LF */
    public byte[] compose(Undelivered what, String to, Desk desk, Instant now) {
        // Unpredictable, so that nothing in the reported mail can end the part that holds it.
        String mark = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
        String boundary = "report-" + mark;
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        write(message, header(to, desk, now)
            .text("Message-ID", "<report." + mark + "@" + desk.hostname() + ">")
            .text("MIME-Version", "1.0")
            // RFC 6522 §3
            .text("Content-Type", "multipart/report; report-type=delivery-status; boundary=\"" + boundary + "\"").block());
        part(message, boundary, "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n",
            Base64.getMimeEncoder(76, new byte[] {'\r', '\n'}).encode(text(what).getBytes(StandardCharsets.UTF_8)));
        part(message, boundary, "Content-Type: message/delivery-status\r\n", status(what, desk).getBytes(StandardCharsets.US_ASCII));
        what.heading().ifPresent(heading ->
            part(message, boundary, "Content-Type: text/rfc822-headers\r\nContent-Transfer-Encoding: 8bit\r\n", cut(heading)));
        write(message, "\r\n--" + boundary + "--\r\n");
        return message.toByteArray();
    }

    private static HeaderLines header(String to, Desk desk, Instant now) {
        return new HeaderLines()
            .mailbox("From", "Mail Delivery System", "postmaster@" + desk.domain())
            .text("To", "<" + to + ">")
            .text("Subject", "邮件未能送达 / Mail could not be delivered")
            .text("Date", date(now))
            // RFC 3834 §5.1, and so that nothing answers.
            .text("Auto-Submitted", "auto-replied");
    }

    private static String text(Undelivered what) {
        String whom = what.recipients().stream().limit(RECIPIENTS).map(address -> "  " + address + "\r\n").collect(Collectors.joining());
        String why = what.diagnostic().isBlank() ? "" : "\r\n" + what.diagnostic().replaceAll("\\R", "\r\n").strip() + "\r\n";
        String kept = what.heading().isPresent() ? "" : "\r\n未显示原邮件，因为它可能是私人邮件；管理员可按名称 " + what.mail() + " 查找。\r\n"
            + "The mail itself is not shown, as it may be private; the administrator finds it under the name " + what.mail() + ".\r\n";
        return "邮件未能送达以下收件人，系统不会再尝试：\r\n"
            + "A mail could not be delivered to the following recipients, and is not tried again:\r\n\r\n" + whom + why + kept;
    }

    private static String status(Undelivered what, Desk desk) {
        HeaderLines lines = new HeaderLines().text("Reporting-MTA", "dns; " + desk.hostname()).text("Arrival-Date", date(what.arrived()));
        List<String> groups = what.recipients().stream().limit(RECIPIENTS).map(address -> recipient(address, what)).toList();
        return lines.block() + "\r\n" + String.join("\r\n", groups);
    }

    private static String recipient(String address, Undelivered what) {
        HeaderLines lines = new HeaderLines().text("Final-Recipient", "rfc822; " + address).text("Action", "failed").text("Status", what.status());
        return (what.diagnostic().isBlank() ? lines : lines.text("Diagnostic-Code", "smtp; " + ascii(what.diagnostic()))).block();
    }

    /** RFC 3464 §2.1.1: these fields have no encoded words. */
    private static String ascii(String diagnostic) {
        return diagnostic.replaceAll("[^ -~]+", " ").replace("=?", "= ?");
    }

    private static String date(Instant instant) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
    }

    private static byte[] cut(byte[] heading) {
        int end = Math.min(heading.length, HEADING);
        while (end > 0 && end < heading.length && heading[end - 1] != '\n') {
            end--;
        }
        return Arrays.copyOf(heading, end);
    }

    private static void part(ByteArrayOutputStream message, String boundary, String header, byte[] content) {
        write(message, "\r\n--" + boundary + "\r\n" + header + "\r\n");
        message.writeBytes(content);
    }

    private static void write(ByteArrayOutputStream message, String ascii) {
        message.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
    }
}
