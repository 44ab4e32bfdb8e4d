package postern.triage.lastlook;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the words by which a writer points to an attachment of the same mail; not those about an attachment of the reader's. */
final class AttachmentWords {
    private static final Pattern ENGLISH = Pattern.compile("\\b(?:please (?:find|see)|(?<!n't |not |never |cannot |you )\\bsee|find|refer to) (?:the |my |our )?(?:attached\\b|attachments?\\b|enclosed\\b)"
        + "(?! (?:you|that you|from you|of your|in your))|\\b(?:i|we)(?:'ve| have)? (?:also )?attached (?!to\\b)|\\battached (?:please find|you will find|you'll find|to this (?:e-?mail|mail|message)|herewith|below)\\b"
        + "|\\b(?:please find )?(?:enclosed|attached) (?:is|are) (?:the|a|an|our|my|your|some)\\b|\\bas (?:an )?attachments? to this (?:e-?mail|mail|message)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern CHINESE = Pattern.compile("(?<![没沒未法能有不])(?:详见|詳見|请见|請見|见|見|参见|參見|请查看|請查看|请查收|請查收|请查阅|請查閱|查收|参阅|參閱|请看|請看|请参考|請參考)"
        + "(?:一下)?(?:本邮件|本郵件|邮件|郵件|随信|隨信)?(?:的|中的|里的)?附件(?!.{0,4}[您你])|(?<![您你的])附件(?:为|為|是(?!否|不))(?!空)(?=[^,。;\\n]{2})|[随隨](?:信|邮件|郵件|函)附上|"
        + "(?:已|将|將)(?:[^,。;!?\\n您你]{0,16})(?:放在|添加到|附在|加在)(?:本邮件|本郵件|邮件|郵件)?(?:的)?附件");
    private static final Pattern ATTACHED_BY_READER = Pattern.compile("(?:if|unless|when|once|after|have|that) $", Pattern.CASE_INSENSITIVE);

    private AttachmentWords() {
    }

    /** @param text in normal form NFKC */
    static Optional<String> in(String text) {
        String line = text.replace('\n', ' ').replace('\u2019', '\'');
        Matcher english = ENGLISH.matcher(line);
        while (english.find()) {
            if (!ATTACHED_BY_READER.matcher(line.substring(Math.max(0, english.start() - 8), english.start())).find()) {
                return Optional.of(english.group());
            }
        }
        // Chinese lines are not broken by the writer's program within a phrase.
        Matcher chinese = CHINESE.matcher(text);
        return chinese.find() ? Optional.of(chinese.group()) : Optional.empty();
    }
}
