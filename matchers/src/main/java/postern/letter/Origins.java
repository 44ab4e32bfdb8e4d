package postern.letter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import postern.desk.Reason;

/**
 * Person or machine: a list of questions, the first kind with an answer wins. Each reason names the field and what it says.
 *
 * <p>Order: what is certain by form (reports), then what machines say of themselves, then what only their habits show. A person who says
 * {@code Auto-Submitted: no} is believed against every habit.
 */
final class Origins {
    private static final Pattern DAEMON = Pattern.compile("^(?:mailer-?daemon|mail\\.delivery\\.system|postmaster|poostmaster|post_master|mdaemon)$");
    private static final Pattern NOBODY = Pattern.compile("^(?:.*[-_.+])?(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|donotreply|nepasrepondre|noresponder)(?:[-_.+].*)?$");
    private static final Pattern AUTO_SUBJECT = Pattern.compile("""
            ^(?:(?:re|aw|回复|答复)\\s?[:：]\\s*)?(?:\\[?(?:auto(?:matic|mated)?[ -]?(?:re(?:ply|sponse|spond(?:er)?)|respons|answer|ack(?:nowledgement)?)|out[ -]of[ -](?:the[ -])?office(?: auto-?reply| reply)?|\
            ooo|vacation(?: reply| response| notice| auto-?reply)?|away from (?:the office|my mail)|auto|abwesenheit(?:snotiz|sbenachrichtigung)|automatische (?:antwort|abwesenheitsnotiz)|\
            réponse automatique|absence du bureau|respuesta automática|resposta automática|risposta automatica|fuori sede|automatisch antwoord|afwezigheidsbericht|\
            autosvar|automatiskt svar|automatisk svar|automaattinen vastaus|autoodpowiedź|odpowiedź automatyczna|automatická odpověď|автоответ|автоматический ответ|\
            otomatik yanıt|自动回复|自动答复|自動回覆|自動回復|自動回應|自动应答|外出自动回复|休假自动回复|不在办公室|自動返信|不在通知|자동 ?응답|부재중))\\]?\\s*(?:[:：\\]】].*|$|[-–—(（].*|re[:：].*)""",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);

    private static final Pattern AUTO_BEHIND = Pattern.compile("[(（【\\[](?:自动回复|自動回覆|自動回復|auto[- ]?reply)[)）】\\]]\\s*$|^来自.{1,60}的自动回复|^auto[- ]?reply from ", Pattern.CASE_INSENSITIVE);

    /** Who made a mail, and why it looks so. */
    record Verdict(Origin origin, List<Reason> reasons) {
    }

    private final HeaderBlock header;
    private final Part root;
    private final Contents contents;
    private final String subject;
    private final List<Correspondent> from;
    private final List<Reason> reasons = new ArrayList<>();

    private Origins(HeaderBlock header, Part root, Contents contents, String subject, List<Correspondent> from) {
        this.header = header;
        this.root = root;
        this.contents = contents;
        this.subject = subject;
        this.from = from;
    }

    static Verdict of(Part root, Contents contents, String subject, List<Correspondent> from) {
        return new Origins(root.header(), root, contents, subject, from).decide();
    }

    private Verdict decide() {
        Optional<Origin> kind = Optional.empty();
        if (isReport()) {
            kind = Optional.of(Origin.REPORT);
        } else if (isBounce()) {
            kind = Optional.of(Origin.BOUNCE);
        } else if (isJunk()) {
            kind = Optional.of(Origin.JUNK);
        } else if (isList()) {
            kind = Optional.of(isAutoReply() ? Origin.AUTO_REPLY : Origin.LIST);
        } else if (isAutoReply()) {
            kind = Optional.of(Origin.AUTO_REPLY);
        } else if (isNobody()) {
            kind = Optional.of(Origin.LIST);
        }
        return new Verdict(kind.orElse(Origin.CUSTOMER), reasons);
    }

    /** RFC 5965 (ARF), RFC 8098 (MDN), RFC 7489 §7.2 (DMARC), RFC 8460 (TLS). */
    private boolean isReport() {
        String type = root.type().get("report-type").toLowerCase(Locale.ROOT);
        if (root.is("multipart/report") && (type.equals("feedback-report") || type.equals("disposition-notification") || type.equals("tlsrpt"))) {
            return because("report-type", type);
        }
        for (Attachment attachment : contents.attachments) {
            String media = attachment.type();
            if (media.equals("message/feedback-report") || media.equals("message/disposition-notification") || media.startsWith("application/tlsrpt+")) {
                return because("report-part", media);
            }
        }
        boolean complaint = subject.startsWith("complaint about message from ") && !contents.originals.isEmpty();
        if (complaint) {
            return because("complaint", subject);
        }
        boolean dmarc = subject.toLowerCase(Locale.ROOT).contains("report domain:") && contents.attachments.stream()
            .anyMatch(attachment -> attachment.type().contains("zip") || attachment.name().endsWith(".xml") || attachment.name().endsWith(".gz"));
        return dmarc && because("dmarc-report", subject);
    }

    private boolean isBounce() {
        if (!contents.statuses.isEmpty() && (root.is("multipart/report") || isDaemon() || isNullSender())) {
            return because("delivery-status", "message/delivery-status");
        }
        if (root.is("multipart/report") && root.type().get("report-type").equalsIgnoreCase("delivery-status")) {
            return because("report-type", "delivery-status");
        }
        if (header.has("x-failed-recipients") && (isDaemon() || isNullSender())) {
            return because("failed-recipients", header.raw("x-failed-recipients"));
        }
        boolean returned = !contents.originals.isEmpty() && from.stream().anyMatch(Origins::isNobody);
        Optional<String> words = BounceTexts.sign(subject, contents.text, isDaemon() || isNullSender(), returned);
        return words.isPresent() && because("bounce-words", words.get());
    }

    private boolean isDaemon() {
        String raw = header.raw("from").toLowerCase(Locale.ROOT);
        return from.stream().anyMatch(sender -> DAEMON.matcher(sender.address().substring(0, sender.address().lastIndexOf('@')).toLowerCase(Locale.ROOT)).matches())
            || raw.contains("mailer-daemon") || raw.strip().equals("<>") || raw.contains("mail delivery s");
    }

    /** RFC 5321 §4.5.5: notifications carry the null sender, which the last server writes down as Return-Path. */
    private boolean isNullSender() {
        String path = header.raw("return-path").strip();
        return path.equals("<>") || path.toUpperCase(Locale.ROOT).startsWith("<MAILER-DAEMON");
    }

    private boolean isJunk() {
        if (header.raw("x-spam-flag").strip().equalsIgnoreCase("yes")) {
            return because("spam-flag", header.raw("x-spam-flag"));
        }
        return false;
    }

    private boolean isList() {
        for (String name : List.of("list-id", "list-unsubscribe", "list-post", "list-help", "list-owner", "list-subscribe", "list-archive", "mailing-list",
            "x-mailing-list")) {
            if (header.has(name)) {
                return because("list-field", name);
            }
        }
        String precedence = header.raw("precedence").strip().toLowerCase(Locale.ROOT);
        // RFC 3834 §2: not standard, yet the oldest sign of all.
        return (precedence.equals("bulk") || precedence.equals("list") || precedence.equals("junk")) && because("precedence", precedence);
    }

    private boolean isAutoReply() {
        Optional<String> submitted = submitted();
        if (submitted.isPresent()) {
            // RFC 3834 §5.1: "no" is what a person's program says, anything else is a machine.
            return !submitted.get().equals("no") && because("auto-submitted", submitted.get());
        }
        for (String name : List.of("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply", "x-mail-autoreply", "x-autoreply-from",
            "x-autogenerated", "x-vacation")) {
            String value = header.raw(name).strip();
            if (!value.isEmpty() && !value.equalsIgnoreCase("no") && !value.equalsIgnoreCase("false")) {
                return because("auto-reply-field", name);
            }
        }
        String precedence = header.raw("precedence").strip().toLowerCase(Locale.ROOT);
        if (precedence.equals("auto_reply") || precedence.equals("auto-reply")) {
            return because("precedence", precedence);
        }
        if (AUTO_SUBJECT.matcher(subject).lookingAt() || AUTO_BEHIND.matcher(subject).find()) {
            return because("auto-reply-subject", subject);
        }
        return false;
    }

    /** The first word of each Auto-Submitted field, comments taken away; several fields count as the one that is not {@code no}. */
    private Optional<String> submitted() {
        Optional<String> word = Optional.empty();
        for (Field field : header.fields()) {
            if (field.name().equals("auto-submitted")) {
                String value = field.raw().replaceAll("\\([^()]*\\)", " ").strip().toLowerCase(Locale.ROOT);
                String first = value.split("[;\\s,]", 2)[0];
                if (!first.isEmpty() && word.filter(earlier -> !earlier.equals("no")).isEmpty()) {
                    word = Optional.of(first);
                }
            }
        }
        return word;
    }

    /** An address that nobody reads, unless answers go elsewhere: web forms send customers' words that way. */
    private boolean isNobody() {
        if (submitted().isPresent() || from.isEmpty()) {
            return false;
        }
        boolean nobody = from.stream().allMatch(sender -> isNobody(sender) || isDaemon());
        boolean elsewhere = Addresses.parse(header.raw("reply-to")).stream().anyMatch(reply -> !isNobody(reply));
        return nobody && !elsewhere && because("sender-not-read", from.getFirst().address());
    }

    private static boolean isNobody(Correspondent sender) {
        return NOBODY.matcher(sender.address().substring(0, sender.address().lastIndexOf('@')).toLowerCase(Locale.ROOT)).matches();
    }

    private boolean because(String code, String detail) {
        reasons.add(Reason.of(code, detail.length() > 200 ? detail.substring(0, 200) : detail));
        return true;
    }
}
