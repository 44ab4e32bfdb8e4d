package postern.letter;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a signature begins: the mark of RFC 3676 §4.3, the lines that phones and web mailers add, the words with which people close, the
 * footers of lists and lawyers. Only the end of a text is looked at, and only short lines may follow a closing.
 */
final class Signatures {
    private static final int LONGEST = 30;
    private static final int CLOSING_LINES = 9;
    private static final Pattern MARK = Pattern.compile("^(?:--|—|__|——|_{20,})\\s*$");
    private static final Pattern RULE = Pattern.compile("^[-=_*~—－]{5,}\\s*$");
    private static final Pattern CONTACT = Pattern.compile("[\\w.+-]@[\\w-]|(?i:\\b(?:tel|mob|mobile|phone|fax|www)\\b)|电话|電話|手机|手機|传真|傳真|地址|网址|微信|邮编");
    private static final Pattern DEVICE = Pattern.compile("^[-—~ \\[(（*_<]*(?:sent (?:from|via|with|using) (?:my |the |a )?[^,.!?<\\s]+(?: [^,.!?\\s]+){0,6}[.!]?(?: ?<https?:[^<>]{1,200}>)?(?:[,.]? ?(?:please|excuse|pardon|sorry|get the).{0,60})?|"
        + "get outlook for (?:ios|android).{0,60}|[发發]自我的.{0,60}|[发發]自.{1,40}(?:邮箱|郵箱|手机|手機|iphone|ipad|foxmail|客户端|大师|邮件|郵件).{0,30}|[从從]我的 ?.{1,30}(?:[传傳]送|[发發]送|寄出)|"
        + "[从從] ?.{1,20}版?(?:邮件|郵件) ?(?:发送|傳送|寄出)|(?:发送|傳送|寄)自 ?.{1,40}|(?:以下为|来自)我的.{1,20}(?:手机|iphone).{0,20}|[获獲]取 ?outlook for .{1,30}|取得 ?outlook for .{1,30}|下[载載] ?(?:适用于.{1,20})?outlook.{0,30}|"
        + "(?:签名)?由(?:网易|騰訊|腾讯|qq).{0,20}(?:大师|邮箱|郵箱).{0,20}(?:发送|發送|定制)?|来自(?:网易|qq|我的|小米|华为|vivo|oppo|荣耀).{0,30}|通过.{1,20}发送|"
        + "von meinem .{1,40} gesendet.{0,40}|gesendet (?:von|mit) .{1,60}|envoyé (?:de|depuis|à partir) .{1,60}|télécharger outlook.{0,30}|obtenir outlook.{0,30}|enviado (?:desde|do|de) .{1,60}|"
        + "inviato da(?:l mio)? .{1,60}|verzonden (?:vanaf|met|vanuit) .{1,60}|skickat från .{1,60}|sendt fra .{1,60}|lähetetty .{1,60}|wysłane? z .{1,60}|"
        + "отправлено (?:с|из) .{1,60}|iphoneから送信.{0,20}|나의 .{1,30}에서 보냄|odesláno z .{1,60})[\\])）*_>]*$",
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern CLOSING = Pattern.compile("^(?:(?:with )?(?:my |our |the )?(?:best|kind|kindest|warm|warmest|many|sincere|friendly)?(?: and)? ?(?:regards?|wishes|rgds)|br|sincerely(?: yours)?|yours (?:sincerely|faithfully|truly|respectfully)|"
        + "respectfully(?: yours)?|cordially|cheers|thanks (?:and|&) (?:best |kind )?regards|(?:mit )?(?:freundliche[nr]?|herzliche[nr]?|beste[nr]?|viele|liebe|schöne)n? grü(?:ß|ss)en?|mfg|lg|vg|"
        + "(?:bien )?cordialement|bien à vous|salutations(?: distinguées)?|(?:un )?saludos?(?: cordiales)?|atentamente|un cordial saludo|atenciosamente|att|cumprimentos|abraços|cordiali saluti|distinti saluti|saluti|"
        + "met vriendelijke groet(?:en)?|vriendelijke groet(?:en)?|groet(?:en|jes)?|mvg|med v[äe]nlig h[äi]lse?n(?:ing(?:ar)?)?|v[äe]nlig(?:e|a)? h[äi]lse?n(?:ing(?:ar)?|er)?|med vennlig hilsen|(?:de bedste |bedste |mange )?hilsen|hälsningar|mvh|kh|bh|dbh|"
        + "ystävällisin terveisin|terveisin|pozdrawiam|pozdrowienia|z (?:poważaniem|powazaniem|wyrazami szacunku)|s pozdravem|с уважением|saygılarımla|üdvözlettel|"
        + "此致(?:敬礼|敬禮)?|敬上|敬啟|敬启|敬礼|敬禮|(?:顺|順)?(?:祝|颂|頌)(?:您|好|商祺|安好|安|[时時]祺|[台臺]安|工作(?:顺利|順利|愉快)|生意兴隆|一切顺利|您?(?:工作|生活)(?:顺利|愉快))+|よろしくお願い(?:いた|致)します|敬具|감사합니다)[ ,.!;，。！、~～]*$",
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern NAME = Pattern.compile("^(?:[-–/~]\\p{Lu}[\\p{L}.' -]{1,30}|—{1,2} ?\\p{L}[\\p{L}.' -]{0,30})$");
    private static final Pattern DISCLAIMER = Pattern.compile("^[*(（【\\[]*(?:(?:this|the information (?:contained )?in this) (?:e-?mail|message|communication|transmission)\\b.{0,120}(?:confidential|intended|privileged)|confidentiality notice|disclaimer\\b|"
        + "diese e-?mail.{0,80}vertraulich|ce (?:message|courriel).{0,80}confidentiel|le informazioni contenute in questo|(?:本|此)(?:电子)?(?:邮件|郵件)(?:及其?附件)?.{0,40}(?:保密|机密|機密|仅供|僅供|仅限)|保密(?:声明|提示)|免责声明|this is a confidential)",
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    /** With these begin the lines that the expressions of the same name are for. */
    private static final Beginnings FROM_DEVICE = new Beginnings("sent ", "get outlook", "发自", "發自", "发送自", "傳送自", "寄自", "从", "從", "以下为", "来自", "获取", "獲取", "取得",
        "下载", "下載", "签名由", "由", "通过", "von meinem", "gesendet ", "envoyé ", "télécharger", "obtenir ", "enviado ", "inviato ", "verzonden ", "skickat ", "sendt ",
        "lähetetty ", "wysłan", "отправлено ", "iphone", "나의 ", "odesláno ");
    private static final Beginnings CLOSED = new Beginnings("with ", "my ", "our ", "the b", "the k", "the w", "the m", "the s", "the f", "the r", "the  ", "best", "kind", "warm",
        "many", "sincere", "friendly", "regard", "wishes", "rgds", "br", "yours ", "respectfully", "cordial", "cheers", "thanks ", "mit ", "freundliche", "herzliche", "viele",
        "liebe", "schöne", "mfg", "lg", "vg", "bien ", "salut", "un ", "saludo", "aten", "att", "cumprimentos", "abraços", "distinti", "met ", "vriendelijke", "groet",
        "mvg", "med ", "vänlig", "venlig", "de b", "bedste", "mange", "hilsen", "hälsningar", "mvh", "kh", "bh", "dbh", "ystäv", "terveisin", "pozdr", "z ", "s p", "с у",
        "sayg", "üdv", "此致", "敬", "顺", "順", "祝", "颂", "頌", "よろしく", "감사");
    private static final Beginnings DISCLAIMED = new Beginnings("this ", "the information ", "confidentiality", "disclaimer", "diese ", "ce ", "le informazioni", "本", "此", "保密",
        "免责声明");

    private Signatures() {
    }

    /** @return index of the first line of the signature, the number of lines if there is none */
    static int start(List<String> lines) {
        int last = lines.size() - 1;
        while (last >= 0 && lines.get(last).isBlank()) {
            last--;
        }
        int first = 0;
        while (first <= last && lines.get(first).isBlank()) {
            first++;
        }
        for (int i = Math.max(first, last - LONGEST); i <= last; i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.length() > 400) {
                continue;
            }
            if (isMark(line) && i < last || isDisclaimer(line) || i > first && line.length() <= 100 && begins(lines, line, i, last)) {
                return i;
            }
        }
        return lines.size();
    }

    private static boolean isMark(String line) {
        return "-—_".indexOf(line.charAt(0)) >= 0 && MARK.matcher(line).matches();
    }

    private static boolean isDisclaimer(String line) {
        return DISCLAIMED.behind("*(（【[", line) && DISCLAIMER.matcher(line).lookingAt();
    }

    private static boolean begins(List<String> lines, String line, int at, int last) {
        if ("-=_*~—－".indexOf(line.charAt(0)) >= 0 && RULE.matcher(line).matches()) {
            return filled(lines, at, last) <= CLOSING_LINES && areShort(lines, at + 1, last)
                && lines.subList(at + 1, last + 1).stream().anyMatch(CONTACT.asPredicate());
        }
        if (FROM_DEVICE.behind("-—~ [(（*_<", line) && DEVICE.matcher(line).matches()) {
            return filled(lines, at, last) <= 5;
        }
        if ("-–/~—".indexOf(line.charAt(0)) >= 0 && NAME.matcher(line).matches()) {
            return filled(lines, at, last) <= 4 && lines.get(at - 1).isBlank();
        }
        return CLOSED.at(line, 0) && CLOSING.matcher(line).matches() && filled(lines, at, last) <= CLOSING_LINES && areShort(lines, at + 1, last);
    }

    private static int filled(List<String> lines, int from, int last) {
        int filled = 0;
        for (int i = from; i <= last; i++) {
            filled += lines.get(i).isBlank() ? 0 : 1;
        }
        return filled;
    }

    /** Names, places and numbers are short and ask nothing. */
    private static boolean areShort(List<String> lines, int from, int last) {
        return from > last || lines.subList(from, last + 1).stream().allMatch(line -> line.length() <= 90 && line.indexOf('?') < 0 && line.indexOf('？') < 0);
    }
}
