package postern.replies;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import javax.inject.Inject;
import postern.desk.Desk;
import postern.desk.ReplyText;
import postern.desk.ServiceAddress;
import postern.desk.Team;
import postern.desk.TicketId;
import postern.desk.Topic;
import postern.letter.Letter;
import postern.triage.Addresses;
import postern.triage.Docket;
import postern.triage.HeaderLines;
import postern.triage.ReplyPolicy;
import postern.triage.Seal;

/** Writes acknowledgements in the customer's language. Thread-safe. */
public final class Composer {
    private static final Pattern MESSAGE_ID = Pattern.compile("<[!-~&&[^<>]]{1,250}>");
    private static final int REFERENCES = 10;

    private final Seal seal;
    private final RandomGenerator random;

    @Inject
    public Composer(Seal seal, RandomGenerator random) {
        this.seal = seal;
        this.random = random;
    }

    /** @param docket with everything decided and a reply that is due */
    public Acknowledgement compose(Docket docket, Desk desk, Instant now) {
        return compose(docket, desk, now, Optional.empty());
    }

    /** @param answer the text that answers the question by itself, if one does */
    Acknowledgement compose(Docket docket, Desk desk, Instant now, Optional<String> answer) {
        Letter letter = docket.letter().orElseThrow();
        TicketId ticket = docket.match().orElseThrow().ticket();
        String mail = docket.envelope().mail();
        ReplyTimes times = ReplyTimes.in(letter.language());
        ReplyText text = text(desk.acknowledgements().texts(), times);
        Promised promised = new Promised(ticket, docket.classification().orElseThrow().topic(), docket.assignment().orElseThrow().team(),
            docket.urgency().orElseThrow().deadline());
        UnaryOperator<String> fields = name -> field(name, promised, desk, times, now);
        ServiceAddress from = servedBy(docket, desk);
        String to = docket.envelope().sender();
        Optional<String> answers = answers(letter);
        String references = references(letter);
        HeaderLines header = header(ticket, from, to, desk, times)
            .text("Subject", subject(docket, letter, filled(text.subject(), fields), ticket));
        mark(header, seal.messageId(ticket, desk.hostname(), random), times, now);
        thread(header, answers, references);
        boolean names = answer.isEmpty() && (text.subject() + text.body()).contains("{reply.deadline}");
        Optional<ToldPromise> told = Optional.of(new ToldPromise(ticket, mail, Addresses.canonical(to), now, promised.deadline(), from.address(),
            new ToldPromise.Thread(times.tag(), answers, references))).filter(promise -> names);
        return new Acknowledgement(mail, ticket, Addresses.canonical(to), now,
            answer.isPresent() ? Acknowledgement.ANSWERS : Acknowledgement.CONFIRMS, whole(header, answer.orElseGet(() -> filled(text.body(), fields))), told);
    }

    /**
     * The notice that a promise was missed. Nothing of the customer's stands in it.
     *
     * @param promised what is promised now
     * @param from the service address that the customer wrote to
     */
    public Acknowledgement missed(ToldPromise told, Promised promised, ServiceAddress from, Desk desk, Instant now) {
        ReplyTimes times = ReplyTimes.in(told.thread().language());
        ReplyText text = text(desk.acknowledgements().missed(), times);
        UnaryOperator<String> fields = name -> field(name, promised, desk, times, now);
        String subject = filled(text.subject(), fields);
        String tag = "[#" + told.ticket() + "]";
        String name = told.mail() + "-missed";
        HeaderLines header = header(told.ticket(), from, told.address(), desk, times)
            .text("Subject", subject.contains(tag) ? subject : subject + " " + tag);
        mark(header, seal.messageId(told.ticket(), desk.hostname(), name), times, now);
        thread(header, told.thread().answers(), told.thread().references());
        return new Acknowledgement(name, told.ticket(), told.address(), now, Acknowledgement.MISSED,
            whole(header, filled(text.body(), fields)), Optional.empty());
    }

    /** What a customer is promised, and who is to keep it. */
    public record Promised(TicketId ticket, Topic topic, Team team, Instant deadline) {
    }

    private HeaderLines header(TicketId ticket, ServiceAddress from, String to, Desk desk, ReplyTimes times) {
        HeaderLines header = new HeaderLines()
            .mailbox("From", signature(from, desk, times), from.address())
            .text("To", "<" + to + ">");
        if (desk.tickets().replyAddress()) {
            header.text("Reply-To", "<" + seal.address(ticket, from.address()) + ">");
        }
        return header;
    }

    private static void mark(HeaderLines header, String id, ReplyTimes times, Instant now) {
        header.text("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)))
            .text("Message-ID", id)
            // RFC 3834 §5.1: this is an answer made by a program.
            .text("Auto-Submitted", "auto-replied")
            .text("X-Auto-Response-Suppress", "All")
            .text(ReplyPolicy.LOOP_HEADER, id)
            .text("MIME-Version", "1.0")
            .text("Content-Type", "text/plain; charset=UTF-8")
            .text("Content-Language", times.tag())
            .text("Content-Transfer-Encoding", "base64");
    }

    private static byte[] whole(HeaderLines header, String text) {
        return (header.block() + "\r\n" + base64(text)).getBytes(StandardCharsets.US_ASCII);
    }

    private static ReplyText text(Map<String, ReplyText> texts, ReplyTimes times) {
        ReplyText text = texts.getOrDefault(times.tag(), texts.get("en"));
        if (text == null) {
            throw new IllegalStateException("the desk has no text to customers in " + times.tag() + " nor in en");
        }
        return text;
    }

    /** @return null if there is none of that name */
    private static String field(String name, Promised promised, Desk desk, ReplyTimes times, Instant now) {
        String language = times.tag();
        Team team = promised.team();
        return switch (name) {
            case "ticket" -> promised.ticket().value();
            case "reply.time" -> times.span(promised.topic().promise().firstResponse());
            case "reply.deadline" -> times.deadline(promised.deadline(), now, desk.calendarOf(team).zone());
            case "topic" -> promised.topic().names().in(language);
            case "team" -> team.names().in(language);
            case "company" -> desk.company().in(language);
            case "hours" -> times.hours(desk.calendarOf(team));
            default -> null;
        };
    }

    /** Fills all placeholders in one pass: what a value holds is not looked at again. */
    private static String filled(String text, UnaryOperator<String> fields) {
        StringBuilder filled = new StringBuilder(2 * text.length());
        int done = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', Math.max(done, open + 1))) {
            int close = text.indexOf('}', open);
            String value = close < 0 ? null : fields.apply(text.substring(open + 1, close));
            if (value != null) {
                filled.append(text, done, open).append(value);
                done = close + 1;
            }
        }
        return filled.append(text, done, text.length()).toString();
    }

    /** A sender whom nobody has proven gets the desk's words only: others' words are how acknowledgements are abused for spam. */
    private static String subject(Docket docket, Letter letter, String ours, TicketId ticket) {
        String tag = "[#" + ticket + "]";
        if (docket.reply().orElseThrow().mayQuote() && !letter.bareSubject().isBlank()) {
            return "Re: " + letter.bareSubject().replace(tag, "").strip() + " " + tag;
        }
        return ours.contains(tag) ? ours : ours + " " + tag;
    }

    /** RFC 3834 §3.1.5 and RFC 5322 §3.6.4; ids that could not stand in a header are left out. */
    static void thread(HeaderLines header, Letter letter) {
        thread(header, answers(letter), references(letter));
    }

    private static void thread(HeaderLines header, Optional<String> answers, String references) {
        answers.ifPresent(id -> header.text("In-Reply-To", id).text("References", (references + " " + id).strip()));
    }

    private static Optional<String> answers(Letter letter) {
        return letter.messageId().filter(id -> MESSAGE_ID.matcher(id).matches());
    }

    private static String references(Letter letter) {
        return String.join(" ", letter.references().stream().limit(REFERENCES)
            .filter(reference -> MESSAGE_ID.matcher(reference).matches()).toList().reversed());
    }

    private static ServiceAddress servedBy(Docket docket, Desk desk) {
        return docket.envelope().recipients().stream().flatMap(address -> Addresses.served(desk, address).stream()).findFirst()
            .orElseThrow(() -> new IllegalStateException("mail " + docket.envelope().mail() + " came to no service address"));
    }

    private static String signature(ServiceAddress address, Desk desk, ReplyTimes times) {
        String company = desk.company().in(times.tag());
        String name = address.names().in(times.tag());
        return name.contains(company) ? name : name.isBlank() ? company : company + " " + name;
    }

    private static String base64(String text) {
        String lines = text.replace("\r\n", "\n").replace("\r", "\n").stripTrailing().replace("\n", "\r\n") + "\r\n";
        return Base64.getMimeEncoder(76, new byte[] {'\r', '\n'}).encodeToString(lines.getBytes(StandardCharsets.UTF_8)) + "\r\n";
    }
}
