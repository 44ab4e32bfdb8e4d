package postern.letter;

import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The subject without what clients and lists put before and behind it. */
final class Subjects {
    private static final int LONGEST = 1_000;
    /** Reply and forward marks of mail clients by language; a counter such as {@code Re[2]:} or {@code 回复(3)：} belongs to the mark. */
    private static final Pattern MARK = Pattern.compile("""
            ^(?:re|fwd?|fw|aw|antw(?:ort)?|wg|wtr|sv|vs|vb|vl|vidb|rv|res|resp|enc|tr|réf?|rép|rif|r|i|inoltro|odp|pd|ynt|ilt|ynl|atb|bls|trs|doorst|\
            y[aá]nit|továbbítás|vá|απ|πρθ|σχετ|ответ|на|пересл|отв|hal|továb|bc|rpl|答复|答覆|回复|回覆|回復|转发|轉寄|轉發|轉送|转寄|答|转|轉|返信|転送|回信|답장|회신|전달)\
            \\s?(?:[\\[(（【]\\d{1,4}[\\])）】]|\\^?\\d{0,2}(?=[:：]))?\\s?[:：﹕]\\s*""",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern FORWARD = Pattern.compile("^(?:fwd?|fw|wg|vs|vb|vl|vidb|tr|enc|rv|i|inoltro|pd|ilt|ynl|doorst|пересл|转发|轉寄|轉發|轉送|转寄|转|轉|転送|전달)\\s?[:：﹕]",
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern TAG = Pattern.compile("^[\\[【]([^\\[\\]【】]{1,40})[\\]】]\\s*");
    private static final Pattern BEHIND = Pattern.compile("\\s*\\((?:fwd|转发)\\)$", Pattern.CASE_INSENSITIVE);
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cf}]+");

    private Subjects() {
    }

    /** @return marks and list tags removed, blanks single, never null */
    static String bare(String subject) {
        String rest = BLANKS.matcher(subject.substring(0, Math.min(subject.length(), LONGEST))).replaceAll(" ").strip();
        String before;
        do {
            before = rest;
            rest = rest.indexOf(':') >= 0 || rest.indexOf('：') >= 0 || rest.indexOf('﹕') >= 0 ? MARK.matcher(rest).replaceFirst("") : rest;
            rest = (rest.endsWith(")") ? BEHIND.matcher(rest).replaceFirst("") : rest).strip();
            rest = withoutTag(rest);
        } while (!rest.equals(before));
        return rest;
    }

    static boolean isForward(String subject) {
        return FORWARD.matcher(subject.strip()).lookingAt();
    }

    /** @return true if a client marked the subject as an answer or a forward */
    static boolean isMarked(String subject) {
        return MARK.matcher(subject.strip()).lookingAt();
    }

    /** A list tag names the list; a tag with a digit is a case number, and one that is all there is is the subject. */
    private static String withoutTag(String subject) {
        if (!subject.startsWith("[") && !subject.startsWith("【")) {
            return subject;
        }
        Matcher tag = TAG.matcher(subject);
        if (!tag.find() || tag.end() == subject.length() || Normalizer.normalize(tag.group(1), Normalizer.Form.NFKC).matches(".*[0-9].*")) {
            return subject;
        }
        return subject.substring(tag.end());
    }
}
