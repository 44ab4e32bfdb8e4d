package postern.letter;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Why a mail came back, by the words of servers; the first cause whose words are found is it. */
enum BounceCause {
    FULL("x.2.2", false, "mailbox full", "mailbox is full", "mailbox has exceeded", "over quota", "overquota", "over its quota", "quota exceeded", "quota has been exceeded",
        "exceeded storage", "exceeds quota", "disk quota", "inbox is full", "storage allocation", "insufficient disk", "insufficient storage", "not enough storage",
        "mailbox size limit", "out of storage", "is full", "over the allowed quota", "storage quota", "mail quota", "exceeds allowed", "no space left", "too much mail",
        "邮箱已满", "空间已满", "超出配额", "容量已满", "郵箱已滿", "信箱已滿", "邮箱空间不足"),
    TOO_BIG("5.3.4", false, "message too large", "message size exceeds", "message too big", "too big", "exceeds size", "size limit", "maximum message size", "message is larger",
        "message length exceeds", "message file too big", "邮件过大", "超过大小", "大小超过"),
    SYSTEM("5.3.0", false, "procmail", "x-unix;", "couldn't create", "cannot create", "can't create output", "configuration error", "local error in processing", "input/output error"),
    SENDER("5.1.8", false, "sender address", "sender rejected", "domain of sender", "sender domain", "senderaddress", "return path", "envelope from", "unroutable sender",
        "invalid sender", "sender verify", "sender is not", "发件人被拒", "发信人"),
    MOVED("5.1.6", true, "has moved", "has been replaced by", "address changed", "address has been changed", "new address is", "no longer at this", "please try <"),
    NO_MAIL("5.1.10", true, "null mx", "nullmx", "no smtp service", "does not accept mail", "does not accept email", "do not accept mail", "returned a permanent error 556",
        "does not accept any incoming", "no mx record found", "couldn't find a mail exchanger", "no mail exchanger"),
    SUSPENDED("5.2.1", false, "account is disabled", "account disabled", "account has been disabled", "mailbox disabled", "mailbox is disabled", "account is inactive",
        "mailbox is inactive", "account inactive", "suspended", "user is inactive", "account has been inactive", "temporarily disabled", "currently disabled", "account is locked", "temporary locked", "temporarily locked", "is locked",
        "email account that you tried to reach is disabled", "账号被禁用", "帐号被停用", "邮箱被禁用", "被冻结", "已停用"),
    TEMPORARY_NAME("4.4.3", false, "host not found, try again", "temporary failure in name resolution", "temporary lookup failure", "temporarily unable to",
        "unexpected name server reply"),
    UNKNOWN_HOST("5.1.2", true, "host unknown", "unknown host", "host not found", "domain not found", "no such domain", "name not found", "name service error for", "domain does not exist",
        "domain doesn't exist", "unrouteable mail domain", "unrouteable address", "unroutable", "nxdomain", "couldn't find any host", "illegal host/domain", "no mail hosts",
        "domain unknown", "unknown domain", "domain name not found", "no route to domain", "points to non-existent", "not a valid domain", "invalid domain", "domain may not exist", "bad destination system",
        "dns lookup failure", "domain is not reachable", "domain couldn't be found", "域名不存在", "找不到域", "域名解析失败"),
    UNKNOWN_USER("5.1.1", true, "user unknown", "unknown user", "no such user", "no such recipient", "no such mailbox", "no such address", "no such person", "recipient unknown",
        "unknown recipient", "user not found", "user not exist", "user doesn't exist", "user does not exist", "mailbox not found", "mailbox does not exist", "mailbox doesn't exist",
        "does not exist", "doesn't exist", "dosn't exist", "doesn't have a", "invalid recipient", "invalid mailbox", "invalid user", "invalid final delivery userid", "unknown address",
        "address unknown", "addressee unknown", "unknown local", "local part unknown", "no mailbox", "not a known user", "not a valid mailbox", "not listed in", "recipient not found",
        "recipientnotfound", "wasn't found at", "couldn't be found", "not our customer", "bad destination mailbox", "no account by that name", "unknown or illegal", "there is no user",
        "no user with that name", "not exist here", "email address could not be found", "address not found", "name not recognised", "no one here by", "unknown mailbox", "is unknown",
        "user not known", "recipient not exist", "recipient does not", "mailbox unknown", "not in address list", "user missing", "marked as invalid", "not known here",
        "no valid recipient", "destination addresses were unknown", "were unknown to", "address rejected: access denied", "用户不存在", "收件人不存在", "邮箱不存在", "地址不存在",
        "帐号不存在", "账号不存在", "找不到收件人", "使用者不存在", "收件者不存在", "无此用户", "查无此人"),
    AUTHENTICATION("5.7.26", false, "spf", "dkim", "dmarc", "unauthenticated", "authentication", "sender policy"),
    SPAM("5.7.1", false, "spam", "unsolicited", "bulk email", "junk mail", "content rejected", "virus", "blacklist", "block list", "blocklist", "blocked using", "reputation", "reverse dns",
        "ptr record", "too many recipients", "too many messages", "too many connections", "rate limit", "throttl", "垃圾邮件", "垃圾郵件", "黑名单", "频率"),
    POLICY("5.7.1", false, "policy", "access denied", "not permitted", "not allowed", "prohibited", "administrative", "blocked", "relaying denied", "relay access denied", "relay not",
        "refused", "preferences", "not authorized", "permission", "禁止", "拒绝", "拒收"),
    DELAYED("4.4.7", false, "will be retried", "will retry", "delayed", "still being retried", "will keep trying", "will continue to", "not yet been delivered", "has not yet",
        "no action is required", "warning message only", "not need to re-send", "not need to resend", "kept in the queue"),
    EXPIRED("5.4.7", false, "expired", "retry timeout", "retry time not reached", "too long", "timed out", "timeout", "time out", "timedout", "giving up", "been in the queue",
        "could not be delivered for", "no answer from host", "unable to connect", "connection refused", "network unreachable", "not responding", "couldn't be reached",
        "lost connection", "connection dropped", "connection reset", "mail loop", "loops back", "too many hops", "aborted after", "超时", "逾時"),
    ADDRESS_REJECTED("5.1.0", true, "address rejected", "mailbox unavailable", "mailbox not available", "recipient rejected", "地址被拒"),
    REFUSED("5.0.0", false, "rejected", "denied", "not accepted"),
    UNSAID("5.0.0", false);

    private static final int SHORT = 500;
    private final String status;
    private final boolean hard;
    private final List<String> words;

    BounceCause(String status, boolean hard, String... words) {
        this.status = status;
        this.hard = hard;
        this.words = List.of(words);
    }

    /**
     * @param text what the refusing server said
     * @param status the status given, which decides where it is clear (RFC 3463 §3)
     * @param recipientRefused whether the server is known to have refused the address itself
     */
    static BounceCause of(String text, Optional<String> status, boolean recipientRefused) {
        String code = status.map(given -> given.substring(1)).orElse("");
        BounceCause said = said(text);
        return switch (code) {
            case ".2.2" -> FULL;
            case ".3.4", ".2.3" -> TOO_BIG;
            case ".1.6" -> MOVED;
            // RFC 3463 §3.4: the system takes no mail at all.
            case ".3.2" -> NO_MAIL;
            // RFC 3463 §3.3: a disabled mailbox may come back; and a refusal after the address was taken is no unknown address.
            case ".2.0", ".2.1" -> said.hard && !recipientRefused ? SUSPENDED : said;
            case ".1.7", ".1.8" -> SENDER;
            case ".1.10" -> said == UNKNOWN_USER ? said : NO_MAIL;
            case ".1.1", ".1.3" -> said.ordinal() < POLICY.ordinal() || said == POLICY && text.length() < SHORT ? said : UNKNOWN_USER;
            case ".1.2" -> said == TEMPORARY_NAME ? said : UNKNOWN_HOST;
            default -> elsewhere(code, said) ? POLICY : said;
        };
    }

    /** RFC 3463 §3.4, §3.7, §3.8: the system, the content or a policy is at fault, and the words do not clearly speak of the address. */
    private static boolean elsewhere(String code, BounceCause said) {
        boolean vague = said == ADDRESS_REJECTED || said == REFUSED || said == UNSAID;
        return code.startsWith(".6.") || vague && (code.startsWith(".3.") || code.startsWith(".7."));
    }

    private static BounceCause said(String text) {
        String lower = text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").replace('’', '\'');
        for (BounceCause cause : values()) {
            for (String word : cause.words) {
                if (lower.contains(word)) {
                    return cause;
                }
            }
        }
        return UNSAID;
    }

    /** Not there now or ever: sending again is of no use. */
    boolean isHard() {
        return hard;
    }

    /** @return the status that goes with the cause where none is given */
    String status(boolean passing) {
        return passing && status.startsWith("5") ? "4" + status.substring(1) : status.replace("x", passing ? "4" : "5");
    }
}
