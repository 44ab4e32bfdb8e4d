package postern.replies;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import postern.desk.Agent;
import postern.desk.AnswerPolicy;
import postern.desk.Desk;
import postern.desk.Team;
import postern.letter.CustomerName;
import postern.letter.Letter;
import postern.letter.TextParts;
import postern.tickets.Ticket;
import postern.triage.HeaderLines;
import postern.triage.RawMail;

/**
 * What the fields of a template stand for in one answer. Values are text: one line, without braces, escaped in HTML; what a value holds
 * is not looked at again. A field without a value stays as it is, and a last look objects to it.
 *
 * @param values by the names of {@link AnswerPolicy#FIELDS}
 */
public record FieldValues(Map<String, String> values) {
    private static final Pattern FIELD = Pattern.compile("\\{[ \\u00A0]?([a-z]{1,20}(?:\\.[a-z]{1,20})?)[ \\u00A0]?}");
    private static final Pattern QUOTE = Pattern.compile("(?i)<(/?)blockquote\\b");
    private static final int LONGEST = 100;

    public FieldValues {
        Map<String, String> plain = new HashMap<>();
        values.forEach((name, value) -> {
            String line = oneLine(value);
            if (!line.isEmpty()) {
                plain.put(name, line);
            }
        });
        values = Map.copyOf(plain);
    }

    /** @param customer the last mail of the ticket's customer @param agent who answers; empty if the agent is not known yet */
    public static FieldValues of(Optional<Ticket> ticket, Optional<Letter> customer, List<String> orders, Optional<Agent> agent, Desk desk, Instant now) {
        ReplyTimes times = ReplyTimes.in(ticket.map(Ticket::language).or(() -> customer.map(Letter::language)).orElse("und"));
        Team team = ticket.flatMap(Ticket::team).map(desk.teams()::get).orElseGet(desk::catchAllTeam);
        Map<String, String> values = new HashMap<>();
        customer.flatMap(CustomerName::of).ifPresent(name -> values.put("customer.name", name));
        ticket.ifPresent(one -> values.put("ticket", one.id().value()));
        orders.stream().findFirst().ifPresent(order -> values.put("order", order));
        agent.ifPresent(one -> values.put("agent.name", one.name().in(times.tag())));
        ticket.flatMap(Ticket::deadline).ifPresent(due -> values.put("deadline", times.deadline(due, now, desk.calendarOf(team).zone())));
        ticket.flatMap(Ticket::team).ifPresent(id -> values.put("team", team.names().in(times.tag())));
        values.put("company", desk.company().in(times.tag()));
        return new FieldValues(values);
    }

    private static String oneLine(String value) {
        StringBuilder line = new StringBuilder();
        value.codePoints().limit(LONGEST).forEach(point -> {
            int type = Character.getType(point);
            boolean invisible = Character.isISOControl(point) || type == Character.FORMAT || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
            line.appendCodePoint(invisible ? ' ' : point == '{' ? '(' : point == '}' ? ')' : point);
        });
        return line.toString().strip().replaceAll(" {2,}", " ");
    }

    /** Fills a mail: its new text, as plain text and as HTML. What is quoted stays as it was said. */
    public byte[] fill(byte[] mail) {
        return TextParts.changed(mail, this::fill);
    }

    String fill(String text, boolean html) {
        if (text.indexOf('{') < 0) {
            return text;
        }
        long fresh = FIELD.matcher(TextParts.fresh(text, html)).results().count();
        StringBuilder filled = new StringBuilder(text.length() + LONGEST);
        Matcher field = FIELD.matcher(text);
        int depth = 0;
        int seen = 0;
        while (fresh > 0 && field.find()) {
            depth += html ? depth(text, seen, field.start()) : 0;
            seen = field.end();
            boolean quoted = html ? depth > 0 : text.startsWith(">", text.lastIndexOf('\n', field.start()) + 1);
            String value = quoted ? null : values.get(field.group(1));
            fresh -= quoted ? 0 : 1;
            field.appendReplacement(filled, Matcher.quoteReplacement(value == null ? field.group() : html ? escaped(value) : value));
        }
        return field.appendTail(filled).toString();
    }

    /** How much deeper in quotes a piece of HTML leads. */
    private static int depth(String html, int from, int to) {
        Matcher tag = QUOTE.matcher(html).region(from, to);
        int depth = 0;
        while (tag.find()) {
            depth += tag.group(1).isEmpty() ? 1 : -1;
        }
        return depth;
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
    }

    /** Fills a text of the desk's own, all of it. */
    String fillAll(String text) {
        return FIELD.matcher(text).replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
    }

    /** Fills the subject of a mail. @param subject as it is decoded @return the same array if it has no field that is known */
    public byte[] fillSubject(byte[] mail, String subject) {
        String filled = fillAll(subject);
        if (filled.equals(subject)) {
            return mail;
        }
        byte[] others = RawMail.of(mail).without(field -> field.name().equals("subject"));
        byte[] line = new HeaderLines().text("Subject", filled).block().getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(line, line.length + others.length);
        System.arraycopy(others, 0, all, line.length, others.length);
        return all;
    }

    /** @return whether a text has a field that these do not fill */
    boolean leaves(String text) {
        return FIELD.matcher(text).results().anyMatch(found -> !values.containsKey(found.group(1)));
    }

    /** @return fields that nobody knows, as they stand in a text */
    public static List<String> unknown(String text) {
        return FIELD.matcher(text).results().filter(found -> !AnswerPolicy.FIELDS.contains(found.group(1))).map(found -> found.group()).distinct().toList();
    }
}
