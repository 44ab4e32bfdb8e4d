package postern.letter;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Why a mail came back, by the words of servers; the first cause whose words are found is it. */
enum BounceCause {
    FULL("x.2.2", false, "mailbox full", "mailbox is full", "mailbox has exceeded", "over quota", "overquota", "over its quota", "quota exceeded", "exceeded storage",
        "exceeds quota", "disk quota", "inbox is full", "storage allocation", "insufficient disk", "insufficient storage", "not enough storage", "mailbox size limit",
        "out of storage", "is full", "over the allowed quota", "storage quota", "mail quota", "exceeds allowed", "no space left", "too much mail", "邮箱已满", "空间已满", "超出配额", "容量已满", "郵箱已滿"),
    TOO_BIG("5.3.4", false, "message too large", "message size exceeds", "too big", "exceeds size", "size limit", "maximum message size", "message is larger", "邮件过大", "超过大小"),
    MOVED("5.1.6", true, "has moved", "has been replaced by", "address changed", "address has been changed", "new address is", "no longer at this", "please try <"),
    NO_MAIL("5.1.10", true, "null mx", "nullmx", "does not accept mail", "does not accept email", "do not accept mail", "smtp protocol returned a permanent error 556", "does not accept any incoming"),
    SUSPENDED("5.2.1", false, "account is disabled", "account disabled", "account has been disabled", "mailbox disabled", "mailbox is disabled", "account is inactive",
        "mailbox is inactive", "account inactive", "suspended", "user is inactive", "account has been inactive", "temporarily disabled", "currently disabled", "账号被禁用", "帐号被停用", "邮箱被禁用", "被冻结"),
    UNKNOWN_HOST("5.1.2", true, "host unknown", "unknown host", "host not found", "domain not found", "no such domain", "name not found", "name service error for", "domain does not exist",
        "domain doesn't exist", "unrouteable mail domain", "unrouteable address", "unroutable", "nxdomain", "couldn't find any host", "illegal host/domain", "no mail hosts", "domain unknown",
        "unknown domain", "domain name not found", "no route to domain", "points to non-existent", "not a valid domain", "bad destination system", "域名不存在", "找不到域"),
    UNKNOWN_USER("5.1.1", true, "user unknown", "unknown user", "no such user", "no such recipient", "no such mailbox", "no such address", "no such person", "recipient unknown",
        "unknown recipient", "user not found", "user doesn't exist", "user does not exist", "mailbox not found", "mailbox does not exist", "mailbox doesn't exist", "does not exist", "doesn't exist", "dosn't exist",
        "doesn't have a", "invalid recipient", "invalid mailbox", "invalid user", "unknown address", "address unknown", "addressee unknown", "unknown local", "local part unknown", "no mailbox", "not a known user", "not a valid mailbox",
        "not listed in", "recipient not found", "recipientnotfound", "wasn't found at", "couldn't be found", "not our customer", "bad destination mailbox", "no account by that name", "unknown or illegal",
        "there is no user", "no user with that name", "not exist here", "email address could not be found", "address couldn't be found", "address not found", "name not recognised", "no one here by", "unknown mailbox", "is unknown", "user not known",
        "recipient not exist", "recipient does not", "mailbox unknown", "sorry, no mailbox here", "not in address list", "user missing", "user email address is marked as invalid", "not known here", "no valid recipient", "destination addresses were unknown", "were unknown to", "用户不存在", "收件人不存在", "邮箱不存在", "地址不存在", "帐号不存在", "找不到收件人"),
    AUTHENTICATION("5.7.26", false, "spf", "dkim", "dmarc", "unauthenticated", "authentication", "sender policy"),
    SPAM("5.7.1", false, "spam", "unsolicited", "bulk email", "junk mail", "content rejected", "virus", "垃圾邮件"),
    POLICY("5.7.1", false, "policy", "access denied", "not permitted", "not allowed", "prohibited", "administrative", "blocked", "blacklist", "block list", "blocklist", "reputation", "relaying denied",
        "relay access denied", "relay not", "refused", "rejected", "denied", "禁止", "拒绝", "拒收"),
    DELAYED("4.4.7", false, "will be retried", "will retry", "delayed", "still being retried", "will keep trying", "will continue to", "not yet been delivered", "has not yet", "no action is required", "warning message only", "do not need to resend"),
    EXPIRED("4.4.7", false, "expired", "retry timeout", "retry time not reached", "too long", "timed out", "timeout", "time out", "timedout", "giving up", "been in the queue", "could not be delivered for", "no answer from host", "unable to connect", "connection refused",
        "network unreachable", "not responding", "couldn't be reached", "lost connection", "connection dropped", "connection reset", "mail loop", "loops back", "too many hops", "超时"),
    UNSAID("", false);

    private final String status;
    private final boolean hard;
    private final List<String> words;

    BounceCause(String status, boolean hard, String... words) {
        this.status = status;
        this.hard = hard;
        this.words = List.of(words);
    }

    /** @param status the status given, which decides where it is clear (RFC 3463 §3) */
    static BounceCause of(String text, Optional<String> status) {
        String lower = text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        String code = status.map(given -> given.substring(1)).orElse("");
        BounceCause said = UNSAID;
        for (BounceCause cause : values()) {
            if (cause.words.stream().anyMatch(lower::contains)) {
                said = cause;
                break;
            }
        }
        return switch (code) {
            case ".2.2" -> FULL;
            case ".3.4", ".2.3" -> TOO_BIG;
            case ".1.6" -> MOVED;
            case ".1.10" -> said == UNKNOWN_USER ? said : NO_MAIL;
            case ".1.1", ".1.3" -> said.hard || said == FULL || said == SUSPENDED ? said : UNKNOWN_USER;
            case ".1.2" -> UNKNOWN_HOST;
            default -> said;
        };
    }

    /** Not there now or ever: sending again is of no use. */
    boolean isHard() {
        return hard;
    }

    /** @return the status that goes with the cause where none is given */
    Optional<String> status(boolean passing) {
        return status.isEmpty() ? Optional.empty() : Optional.of(status.replace("x", passing ? "4" : "5"));
    }
}
