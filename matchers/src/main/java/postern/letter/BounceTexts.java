package postern.letter;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How programs that know no RFC 3464 say that a mail could not be delivered. */
final class BounceTexts {
    private static final int SAMPLE = 4_000;
    private static final Pattern SUBJECT = Pattern.compile("""
            failure notice|delivery (?:status )?(?:notification|failure|failed|has failed|problem|error|report)|mail delivery (?:failed|failure|error|problem|status|system|subsystem)|\
            undeliver(?:able|ed)|could ?n[o']t be delivered|not (?:be )?delivered|returned mail|returned to sender|mail system error|delivery.{0,30}delayed|message.{0,40}delayed|\
            non[- ]delivery|nondeliverable|mail fail(?:ure|ed)|message delivery failure|error sending your mail|permanent delivery failure|unable to deliver|delayed mail|\
            unzustellbar|nicht zugestellt|zustellung fehlgeschlagen|unzustellbarkeits|non remis|échec de (?:la )?remise|non distribu|no se (?:pudo|ha podido) entregar|no entregad|não (?:foi )?entreg|\
            mancato recapito|onbestelbaar|недоставленн|не доставлено|не удалось доставить|niedostarczon|退信|投递失败|投遞失敗|无法投递|無法投遞|无法送达|無法傳遞|未送达|未能送达|无法递送|未传递|传递失败|\
            系统退信|メールエラー|エラーメール|配信不能|配信できません|送信できません|届けられません""",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern BODY = Pattern.compile("""
            (?:could|can|was|were|has|have|will|is|are|did)(?:(?: |\\s?n['’]?)o?t) (?:be |been |successfully |able to (?:be )?)?(?:deliver|reach|sent|complet)|unable to deliver|undeliverable|delivery (?:to the following.{0,80} )?(?:has |have )?(?:failed|been delayed|was delayed)|\
            following address(?:es)?(?:\\(es\\))? (?:failed|had (?:permanent )?(?:fatal|delivery|transient))|failed permanently|permanent (?:fatal )?error|returned to (?:the )?sender|returning (?:the )?message|\
            did not reach the following|recipient(?:'s)? (?:address )?(?:was |is )?(?:rejected|unknown)|user unknown|unknown user|no such user|mailbox (?:is )?(?:full|unavailable|not found)|over quota|\
            host unknown|transcript of session|delivery status|said: ?[45]\\d\\d|\\b5\\d\\d[ -#]{1,2}5\\.\\d\\.\\d|smtp error|refused to accept|rejected your message|failed addresses|no valid recipients|\
            退信|投递失败|投遞失敗|无法投递|无法送达|未能送达|无法传递|配信できません|配信不能|送信できません|届けることができません""",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private BounceTexts() {
    }

    /**
     * Two of three must speak: the sender, the subject, the text. A person who forwards a bounce or asks about one is no daemon.
     *
     * @param daemon whether the sender is one of the names of mail programs, or the null sender
     * @param returned whether an unread mailbox sends the original back; then subject and text must both speak
     * @return the words found, empty if this is no bounce
     */
    static Optional<String> sign(String subject, CharSequence text, boolean daemon, boolean returned) {
        if (!daemon && !returned) {
            return Optional.empty();
        }
        Matcher title = SUBJECT.matcher(subject);
        boolean titled = title.find() && !Subjects.isMarked(subject);
        if (!daemon && !titled) {
            return Optional.empty();
        }
        Matcher body = BODY.matcher(text.subSequence(0, Math.min(text.length(), SAMPLE)));
        boolean said = body.find();
        if (daemon ? said || titled : said) {
            return Optional.of(titled ? title.group() : body.group());
        }
        return Optional.empty();
    }
}
