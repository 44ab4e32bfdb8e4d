package postern.letter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a delivery status notification says: by RFC 3464 where it is spoken, else by the text.
 *
 * <p>The first recipient that failed speaks for the mail. A status that says nothing ({@code 5.0.0}) gives way to a clearer one of the
 * same class in the diagnostic text.
 */
final class Bounces {
    private static final Pattern STATUS = Pattern.compile("(?<![\\d.])([245])\\.(\\d{1,3})\\.(\\d{1,3})(?![\\d.]*\\d)");
    private static final Pattern REPLY = Pattern.compile("(?<![\\w.@/:=-])([45])[0-5]\\d(?=[\\s:;#,>)\\]-](?!\\d{3}))");
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9-]{1,63}\\.){1,8}[A-Za-z]{2,24}");
    private static final Pattern MESSAGE_ID = Pattern.compile("(?im)^[ \\t>]*message-id:\\s{0,5}(<[^<>\\s]{3,250}>)");
    private static final Pattern COPY = Pattern.compile("(?im)^(?:[-=_* ]{2,}.{0,40}(?:copy of (?:the|your)|original message|unsent message|returned message|message text|message header).{0,60}|"
        + "(?:return-path|received|x-original-to|delivered-to|message-id|mime-version):.*|.{0,40}(?:original message follows|text of the message follows).{0,20})$");
    /** The server spoke after MAIL, at the greeting or after the whole mail, not at RCPT. */
    private static final Pattern OTHER_PHASE = Pattern.compile("(?:in reply to|after|in response to)\\s{1,20}(?:the )?(?:end of )?(?:DATA|MAIL FROM|initial connection|HELO|EHLO)\\b|>>> DATA\\s{1,5}<<< 5|"
        + "SMTP command\\s{1,5}DATA\\b|my name was rejected", Pattern.CASE_INSENSITIVE);
    /** Reports without form give each recipient a paragraph of its own. */
    private static final Pattern PARAGRAPH = Pattern.compile("(?m)^<?([A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,250})>?:(?=\\s)");
    /** Pipelining: the answer to RCPT stands behind DATA, which then has nobody to go to. Or the late answer speaks of the account itself. */
    private static final Pattern NO_RECIPIENTS = Pattern.compile("(?:need|no valid) (?:rcpt|recipient)|user (?:doesn't|does not) have an?\\b|no (?:such account|account by that name)",
        Pattern.CASE_INSENSITIVE);
    private static final Pattern RECIPIENT_PHASE = Pattern.compile("(?:in reply to|after|in response to)\\s{1,20}(?:the )?RCPT|does not like recipient|did not like our RCPT|^\\[RCPT_TO\\]|RCPT TO.{0,20} failed|>>> RCPT[^\\n]{0,300}\\s{1,5}<<< 5",
        Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    private static final Pattern DELAY = Pattern.compile("(?i)delay|warning|延迟|延遲");
    private static final int SAMPLE = 16_384;

    private Bounces() {
    }

    static Bounce read(Part root, Contents contents) {
        Optional<Map<String, String>> recipient = recipient(contents.statuses);
        String text = contents.text.substring(0, Math.min(contents.text.length(), SAMPLE));
        Matcher copy = COPY.matcher(text);
        int end = copy.find() && copy.start() > 0 ? copy.start() : text.length();
        String report = recipient.isPresent() ? text.substring(0, end) : ofFirst(text.substring(0, end));
        Optional<String> messageId = contents.original().map(original -> Ids.all(original.raw("message-id"))).flatMap(ids -> ids.stream().findFirst())
            .or(() -> messageId(text));
        Bounce bounce = recipient.isPresent() ? structured(recipient.get(), report, messageId) : textual(root, report, text, messageId);
        return bounce.recipient().isPresent() ? bounce : bounce.of(failed(root, report).or(() -> receiver(contents)).or(() -> address(report)));
    }

    /** Up to where another recipient is spoken of. */
    private static String ofFirst(String report) {
        Matcher paragraph = PARAGRAPH.matcher(report);
        String first = paragraph.find() ? paragraph.group(1) : "";
        while (paragraph.find()) {
            if (!paragraph.group(1).equalsIgnoreCase(first)) {
                return report.substring(0, paragraph.start());
            }
        }
        return report;
    }

    /** Where the mail that is inside was sent to. */
    private static Optional<String> receiver(Contents contents) {
        return contents.original().map(original -> Addresses.parse(original.raw("to"))).flatMap(to -> to.stream().findFirst()).map(Correspondent::address);
    }

    private static Bounce structured(Map<String, String> fields, String report, Optional<String> messageId) {
        String diagnostic = fields.getOrDefault("diagnostic-code", "");
        Optional<String> action = Optional.of(fields.getOrDefault("action", "").toLowerCase(Locale.ROOT).split("[\\s;(]", 2)[0]).filter(word -> !word.isEmpty());
        Matcher given = STATUS.matcher(fields.getOrDefault("status", ""));
        Optional<String> status = given.find() ? Optional.of(given.group()) : Optional.empty();
        String words = diagnostic.isBlank() ? report : diagnostic;
        Optional<String> clearer = status(words).filter(found -> status.isEmpty() || isVague(status.get()) && found.charAt(0) == status.get().charAt(0));
        Optional<String> best = clearer.or(() -> status);
        Optional<String> address = address(fields.getOrDefault("final-recipient", "")).or(() -> address(fields.getOrDefault("original-recipient", "")))
            .or(() -> address(fields.getOrDefault("x-actual-recipient", "")));
        BounceCause cause = BounceCause.of(words, best, RECIPIENT_PHASE.matcher(report).find());
        Optional<String> named = best.or(() -> Optional.of(cause.status(action.filter("delayed"::equals).isPresent())));
        return new Bounce(named, action, address, kind(cause, report, status, action), messageId);
    }

    private static Bounce textual(Part root, String report, String text, Optional<String> messageId) {
        Optional<String> address = address(root.header().raw("x-failed-recipients")).or(() -> failed(root, report)).or(() -> failed(root, text));
        Optional<String> status = status(report);
        BounceCause cause = BounceCause.of(report, status, RECIPIENT_PHASE.matcher(report).find());
        boolean delayed = cause == BounceCause.DELAYED || cause == BounceCause.UNSAID && DELAY.matcher(root.header().raw("subject")).find();
        Optional<String> named = status.or(() -> replyClass(report, cause)).or(() -> Optional.of(cause.status(delayed)));
        Optional<String> action = Optional.of(delayed ? "delayed" : "failed");
        return new Bounce(named, action, address, kind(cause, report, status, action), messageId);
    }

    /**
     * Hard if the address is at fault. A refusal of the sender or of the content says nothing about the address, unless the status names
     * it (RFC 3463 §3.2); a passing error that names nothing may pass.
     */
    private static Optional<Bounce.Kind> kind(BounceCause cause, String report, Optional<String> status, Optional<String> action) {
        if (action.filter(word -> word.equals("delivered") || word.equals("relayed") || word.equals("expanded")).isPresent()) {
            return Optional.empty();
        }
        boolean addressed = status.filter(code -> code.startsWith(".1.", 1) && !code.endsWith(".0")).isPresent();
        boolean passing = action.filter("delayed"::equals).isPresent() || !addressed && status.filter(code -> code.startsWith("4")).isPresent();
        boolean elsewhere = !addressed && OTHER_PHASE.matcher(report).find() && !NO_RECIPIENTS.matcher(report).find();
        return Optional.of(cause.isHard() && !passing && !elsewhere ? Bounce.Kind.HARD : Bounce.Kind.SOFT);
    }

    /** RFC 3464 §2.1: groups of fields parted by empty lines; the first is about the message, each further one about a recipient. */
    private static Optional<Map<String, String>> recipient(List<String> statuses) {
        List<Map<String, String>> recipients = new ArrayList<>();
        for (String status : statuses) {
            Map<String, String> group = new LinkedHashMap<>();
            String last = null;
            for (String line : (status.length() > SAMPLE ? status.substring(0, SAMPLE) : status).split("\n", -1)) {
                int colon = line.indexOf(':');
                if (line.isBlank()) {
                    keep(group, recipients);
                    group = new LinkedHashMap<>();
                    last = null;
                } else if ((line.charAt(0) == ' ' || line.charAt(0) == '\t') && last != null) {
                    group.merge(last, " " + line.strip(), String::concat);
                } else if (colon > 0) {
                    last = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                    group.putIfAbsent(last, line.substring(colon + 1).strip());
                }
            }
            keep(group, recipients);
        }
        return recipients.stream().filter(fields -> fields.getOrDefault("action", "").toLowerCase(Locale.ROOT).startsWith("fail")).findFirst()
            .or(() -> recipients.stream().findFirst());
    }

    private static void keep(Map<String, String> group, List<Map<String, String>> recipients) {
        if (group.containsKey("final-recipient") || group.containsKey("status") || group.containsKey("original-recipient") || group.containsKey("action")) {
            recipients.add(group);
        }
    }

    private static boolean isVague(String status) {
        return status.endsWith(".0.0");
    }

    /** The first status that says more than its class, else the first. */
    private static Optional<String> status(String text) {
        Matcher matcher = STATUS.matcher(text);
        String first = null;
        while (matcher.find()) {
            if (!isVague(matcher.group())) {
                return Optional.of(matcher.group());
            }
            first = first == null ? matcher.group() : first;
        }
        return Optional.ofNullable(first);
    }

    /** RFC 3463 §2: the class of an SMTP reply is the class of the status. */
    private static Optional<String> replyClass(String report, BounceCause cause) {
        Matcher reply = REPLY.matcher(report);
        if (!reply.find()) {
            return Optional.empty();
        }
        String status = cause.status(reply.group(1).equals("4"));
        return Optional.of(reply.group(1) + status.substring(1));
    }

    private static Optional<String> address(String field) {
        Matcher matcher = ADDRESS.matcher(field);
        return matcher.find() ? Addresses.address(matcher.group()) : Optional.empty();
    }

    /** The first address of the report that is neither the daemon nor the one the report goes to. */
    private static Optional<String> failed(Part root, String report) {
        List<String> own = new ArrayList<>();
        Addresses.parse(root.header().raw("from")).forEach(sender -> own.add(sender.address().toLowerCase(Locale.ROOT)));
        Addresses.parse(root.header().raw("to")).forEach(receiver -> own.add(receiver.address().toLowerCase(Locale.ROOT)));
        Matcher matcher = ADDRESS.matcher(report);
        while (matcher.find()) {
            String lower = matcher.group().toLowerCase(Locale.ROOT);
            if (!own.contains(lower) && !lower.startsWith("postmaster@") && !lower.startsWith("mailer-daemon@")) {
                return Addresses.address(matcher.group());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> messageId(String text) {
        Matcher matcher = MESSAGE_ID.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
