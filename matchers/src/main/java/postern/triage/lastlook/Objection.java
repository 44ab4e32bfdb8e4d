package postern.triage.lastlook;

import java.util.Optional;
import postern.desk.AnswerCheck;
import postern.desk.Names;

/**
 * Why an answer should not leave as it is.
 *
 * @param found what it is about, as it stands in the mail
 * @param hint what to write instead, if the desk says so
 */
public record Objection(AnswerCheck check, String found, Optional<Names> hint) {
    private static final int LONGEST = 60;

    public Objection {
        String line = found.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        found = line.codePointCount(0, line.length()) > LONGEST ? line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…" : line;
    }

    static Objection of(AnswerCheck check, String found) {
        return new Objection(check, found, Optional.empty());
    }

    public String zh() {
        return switch (check) {
            case PLACEHOLDERS -> "模板字段没有填写：" + found;
            case ATTACHMENT -> "正文提到附件（“" + found + "”），但邮件没有附件";
            case OTHERS -> "正文或引文中有其他客户的信息：" + found;
            case LANGUAGE -> "客户用" + (found.equals("en") ? "英文来信，答复却是中文" : "中文来信，答复却是英文");
            case PROMISES -> "不允许这样承诺：" + found;
        } + hint.map(names -> "。" + names.zh()).orElse("");
    }

    public String en() {
        return switch (check) {
            case PLACEHOLDERS -> "a field of a template is not filled: " + found;
            case ATTACHMENT -> "the text speaks of an attachment (\"" + found + "\"), and there is none";
            case OTHERS -> "the text or the quoted thread holds what belongs to another customer: " + found;
            case LANGUAGE -> found.equals("en") ? "the customer writes English, the answer is Chinese" : "the customer writes Chinese, the answer is English";
            case PROMISES -> "nobody here promises: " + found;
        } + hint.map(names -> ". " + names.en()).orElse("");
    }

    @Override
    public String toString() {
        return check.name().toLowerCase(java.util.Locale.ROOT) + "(" + found + ")";
    }
}
