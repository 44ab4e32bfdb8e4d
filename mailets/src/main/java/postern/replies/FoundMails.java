package postern.replies;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.mailet.Mail;
import org.jsoup.nodes.Entities;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.index.Lookup;
import postern.index.Wish;
import postern.index.WishMistake;
import postern.index.WishReader;
import postern.letter.Letter;
import postern.store.Store;
import postern.triage.Addresses;
import postern.triage.Envelope;
import postern.triage.HeaderLines;

/**
 * Answers a search by mail: a table of what was found, and the mails themselves as far as they are small, so that they can be opened
 * at once; a reply asks for the next page. Thread-safe.
 */
public final class FoundMails {
    private static final int PER_PAGE = 20;
    private static final int ATTACHED = 10;
    /** Octets of all attached mails together. */
    private static final int LARGEST = 4 * 1024 * 1024;
    private static final Pattern DETAIL = Pattern.compile("search(?:-([1-9]\\d{0,5}))?");
    private static final String HELP = """
        请把要找的内容写在主题里，例如： / Write what to look for as the subject, such as:
          退款 -已解决
          from:wang@example.com after:2026-11-01
          team:returns state:open (refund OR 退货) has:attachment
        """;

    private final Lookup lookup;
    private final Store store;
    private final Outbox outbox;

    @Inject
    public FoundMails(Lookup lookup, Store store, Outbox outbox) {
        this.lookup = lookup;
        this.store = store;
        this.outbox = outbox;
    }

    /** @return the page that is asked for, if this is the search address: {@code search@…}, {@code desk+search@…}, {@code desk+search-2@…} */
    public static OptionalInt page(String address, Desk desk) {
        return Addresses.control(desk, address).map(DETAIL::matcher).filter(Matcher::matches)
            .map(detail -> OptionalInt.of(detail.group(1) == null ? 1 : Integer.parseInt(detail.group(1)))).orElseGet(OptionalInt::empty);
    }

    /**
     * Leaves the answer in the spool, once for each mail that asks.
     *
     * @param page from 1
     */
    public void send(Envelope asked, Letter letter, int page, Agent agent, Desk desk) {
        String name = asked.mail() + "-found";
        byte[] answer;
        try {
            answer = answer(name, letter, page, agent, desk, asked.receivedAt());
        } catch (IOException e) {
            throw new UncheckedIOException("The search for mail " + asked.mail() + " failed", e);
        }
        store.writeAndWait(connection -> {
            outbox.put(connection, name, List.of(agent.login()), answer, Mail.DEFAULT);
            return null;
        });
    }

    /** @return whole message, lines ended by CR LF */
    private byte[] answer(String name, Letter letter, int page, Agent agent, Desk desk, Instant now) throws IOException {
        String query = query(letter);
        HeaderLines header = new HeaderLines()
            .mailbox("From", "Postern", "postmaster@" + desk.domain())
            .text("To", "<" + agent.login() + ">")
            .text("Subject", "Re: " + query)
            .text("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)))
            .text("Message-ID", "<" + name + "@" + desk.hostname() + ">")
            .text("Auto-Submitted", "auto-replied")
            .text("MIME-Version", "1.0");
        letter.messageId().ifPresent(id -> header.text("In-Reply-To", id));
        try {
            int from = (page - 1) * PER_PAGE;
            Lookup.Page found = lookup.find(WishReader.read(query), agent.login(), from, PER_PAGE);
            if (from + found.hits().size() < found.count()) {
                header.text("Reply-To", "<desk+search-" + (page + 1) + "@" + desk.domain() + ">");
            }
            return message(header, "=_" + name, new Answer(query, from, found, desk.calendarOf(desk.catchAllTeam()).zone()));
        } catch (WishMistake mistake) {
            String text = "无法理解这个查询。 / This query cannot be understood.\n\n" + mistake.shown(query) + "\n\n" + HELP;
            return (header.block() + part("text/plain", text)).getBytes(StandardCharsets.UTF_8);
        }
    }

    /** The subject; a client that wants one may be content with a first line of text instead. */
    private static String query(Letter letter) {
        return letter.bareSubject().isBlank() ? letter.text().lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst().orElse("")
            : letter.bareSubject();
    }

    private byte[] message(HeaderLines header, String boundary, Answer answer) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        String inner = boundary + ".text";
        write(message, header.text("Content-Type", "multipart/mixed; boundary=\"" + boundary + "\"").block() + "\r\n--" + boundary
            + "\r\nContent-Type: multipart/alternative; boundary=\"" + inner + "\"\r\n\r\n--" + inner + "\r\n" + part("text/plain", answer.text())
            + "--" + inner + "\r\n" + part("text/html", answer.html()) + "--" + inner + "--\r\n");
        int left = LARGEST;
        for (Lookup.Hit hit : answer.found().hits().stream().limit(ATTACHED).toList()) {
            Optional<byte[]> mail = lookup.octets(hit.mail());
            if (mail.isPresent() && mail.get().length <= left) {
                left -= mail.get().length;
                // RFC 2046 §5.2.1: a mail within a mail is encoded by nothing but its own.
                write(message, "--" + boundary + "\r\n" + new HeaderLines().text("Content-Type", "message/rfc822")
                    .text("Content-Description", hit.subject()).block() + "Content-Disposition: attachment\r\nContent-Transfer-Encoding: 8bit\r\n\r\n");
                message.writeBytes(mail.get());
                write(message, "\r\n");
            }
        }
        write(message, "--" + boundary + "--\r\n");
        return message.toByteArray();
    }

    private static void write(ByteArrayOutputStream message, String text) {
        message.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String part(String type, String text) {
        return "Content-Type: " + type + "; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + Base64.getMimeEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "\r\n";
    }

    /** What is said, as text and as a table. */
    private record Answer(String query, int from, Lookup.Page found, ZoneId zone) {
        private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

        private String headline() {
            int to = from + found.hits().size();
            return found.count() == 0 ? "没有找到邮件。 / Nothing was found."
                : "找到 %,d 封，此处第 %d–%d 封。 / %,d found, %d–%d here.".formatted(found.count(), from + 1, to, found.count(), from + 1, to)
                    + (to < found.count() ? " 回复本邮件可看下一页。 / Reply to see the next page." : "");
        }

        private static List<String> cells(Lookup.Hit hit, ZoneId zone) {
            return List.of(hit.subject(), hit.from(), MINUTE.format(hit.received().atZone(zone)), hit.ticket().orElse("-"), hit.state().orElse("-"),
                String.join(", ", hit.folders()));
        }

        private static String values(Map<String, Long> values) {
            return values.entrySet().stream().limit(8).map(value -> value.getKey() + " " + value.getValue()).collect(Collectors.joining(", "));
        }

        private String facets(String line) {
            return found.facets().entrySet().stream().filter(facet -> !facet.getValue().isEmpty())
                .map(facet -> line.formatted(facet.getKey(), values(facet.getValue()))).collect(Collectors.joining());
        }

        String text() {
            return headline() + "\r\n\r\n" + found.hits().stream().map(hit -> String.join(" | ", cells(hit, zone)) + "\r\n").collect(Collectors.joining())
                + "\r\n" + facets("%s: %s\r\n") + "\r\n" + (found.count() == 0 ? HELP : "");
        }

        String html() {
            String rows = found.hits().stream().map(hit -> cells(hit, zone).stream().map(cell -> "<td>" + Entities.escape(cell) + "</td>")
                .collect(Collectors.joining("", "<tr>", "</tr>\r\n"))).collect(Collectors.joining());
            return "<html><body><p>" + Entities.escape(query) + "</p>\r\n<p>" + Entities.escape(headline()) + "</p>\r\n"
                + (found.hits().isEmpty() ? "<pre>" + Entities.escape(HELP) + "</pre>\r\n"
                    : "<table border=\"1\" cellpadding=\"4\" style=\"border-collapse:collapse\">\r\n<tr><th>主题 Subject</th><th>发件人 From</th>"
                        + "<th>时间 Received</th><th>工单 Ticket</th><th>状态 State</th><th>文件夹 Folder</th></tr>\r\n" + rows + "</table>\r\n")
                + "<p>" + Entities.escape(facets("%s: %s\n")).replace("\n", "<br>") + "</p></body></html>";
        }
    }
}
