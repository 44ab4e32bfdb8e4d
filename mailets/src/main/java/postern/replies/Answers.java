package postern.replies;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.inject.Inject;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.desk.ServiceAddress;
import postern.desk.TicketId;
import postern.triage.Envelope;
import postern.triage.HeaderLines;
import postern.triage.RawMail;
import postern.triage.Seal;

/**
 * Makes of an agent's mail the desk's answer: under the service address, with a Message-ID that brings replies back, and without
 * anything that tells of the agent's program and network. The text stays as the agent wrote it. Pure but for its key; the same mail
 * gives the same answer however often it is asked for.
 */
public final class Answers {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");
    /** What a customer's program needs; whatever else a mail program or server added stays here. */
    private static final Set<String> KEPT = Set.of("date", "subject", "in-reply-to", "references", "mime-version", "importance", "priority",
        "x-priority", "thread-topic", "thread-index", "auto-submitted", "keywords");
    private static final Set<String> READERS = Set.of("to", "cc");

    private final Seal seal;

    @Inject
    public Answers(Seal seal) {
        this.seal = seal;
    }

    /**
     * @param agent who wrote it
     * @param service address under which the desk answers
     * @param language of the ticket, BCP 47
     */
    public record Signature(Agent agent, ServiceAddress service, String language) {
        String name(Desk desk) {
            Map<String, String> values = Map.of("agent", agent.name().in(language), "service", service.names().in(language), "company",
                desk.company().in(language));
            return PLACEHOLDER.matcher(desk.answers().name())
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
        }
    }

    /** @return the answer, whole */
    public byte[] answer(RawMail mail, Envelope envelope, TicketId ticket, Signature signature, Desk desk) {
        HeaderLines header = new HeaderLines()
            .text("Received", "by " + desk.hostname() + " with Postern id " + envelope.mail() + "; " + date(envelope))
            .mailbox("From", signature.name(desk), signature.service().address());
        if (desk.tickets().replyAddress()) {
            header.text("Reply-To", "<" + seal.address(ticket, signature.service().address()) + ">");
        }
        header.text("Message-ID", seal.messageId(ticket, desk.hostname(), envelope.mail()));
        if (mail.fields().stream().noneMatch(field -> field.name().equals("date"))) {
            header.text("Date", date(envelope));
        }
        ByteArrayOutputStream answer = new ByteArrayOutputStream(mail.octets().length + 500);
        answer.writeBytes(header.block().getBytes(StandardCharsets.US_ASCII));
        for (RawMail.Field field : mail.fields()) {
            if (READERS.contains(field.name())) {
                readers(mail, field, desk).ifPresent(line -> answer.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1)));
            } else if (KEPT.contains(field.name()) || field.name().startsWith("content-")) {
                answer.write(mail.octets(), field.from(), field.to() - field.from());
            }
        }
        answer.write(mail.octets(), mail.bodyAt(), mail.octets().length - mail.bodyAt());
        return answer.toByteArray();
    }

    private static String date(Envelope envelope) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(envelope.receivedAt().atOffset(ZoneOffset.UTC));
    }

    /** @return the field without control addresses, which are no business of the customer's; empty if nobody else is named */
    private static Optional<String> readers(RawMail mail, RawMail.Field field, Desk desk) {
        Pattern control = Pattern.compile("(?i)(?<![^\\s<,:\"])desk(\\+[^@\\s<>]*)?@" + Pattern.quote(desk.domain()));
        String whole = new String(mail.octets(), field.from(), field.to() - field.from(), StandardCharsets.ISO_8859_1);
        if (!control.matcher(whole).find()) {
            return Optional.of(whole);
        }
        List<String> left = split(mail.value(field)).stream().filter(one -> !control.matcher(one).find()).toList();
        return left.isEmpty() ? Optional.empty()
            : Optional.of((field.name().equals("to") ? "To: " : "Cc: ") + String.join(",\r\n ", left) + "\r\n");
    }

    /** RFC 5322 §3.4: a comma within quotes, comments or angle brackets parts nothing. */
    private static List<String> split(String addresses) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        int depth = 0;
        for (char c : addresses.toCharArray()) {
            quoted ^= c == '"';
            depth += quoted ? 0 : c == '(' || c == '<' ? 1 : c == ')' || c == '>' ? -1 : 0;
            if (c == ',' && !quoted && depth <= 0) {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString().strip());
        return parts.stream().filter(one -> !one.isEmpty()).toList();
    }
}
