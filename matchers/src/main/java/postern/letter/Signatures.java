package postern.letter;

import java.util.List;
import java.util.regex.Pattern;

/** Where a signature begins: the mark of RFC 3676 §4.3, and the lines that phones and web mailers add. */
final class Signatures {
    private static final int LONGEST = 30;
    private static final Pattern MARK = Pattern.compile("^(?:--|—|__|-- |——)\\s*$");
    private static final Pattern DEVICE = Pattern.compile("^[\\[(（*_<]*(?:sent (?:from|via|with|using) .{1,80}|get outlook for (?:ios|android).{0,60}|"
        + "发自我的.{0,60}|發自我的.{0,60}|发自.{1,40}(?:邮箱|手机|iphone|ipad|foxmail|客户端|大师|邮件).{0,30}|從我的 ?.{1,30}(?:傳送|發送|寄出)|从我的 ?.{1,30}发送|"
        + "(?:以下为|来自)我的.{1,20}(?:手机|iphone).{0,20}|获取 ?outlook for .{1,30}|取得 ?outlook for .{1,30}|下載 ?outlook.{0,30}|下载 ?outlook.{0,30}|"
        + "由(?:网易|騰訊|腾讯|qq).{0,20}(?:大师|邮箱|郵箱).{0,20}(?:发送|發送|定制)?|来自(?:网易|qq|我的|小米|华为|vivo|oppo).{0,30}|通过.{1,20}发送$|"
        + "von meinem .{1,40} gesendet.{0,40}|gesendet (?:von|mit) .{1,60}|envoyé (?:de|depuis|à partir) .{1,60}|enviado (?:desde|do|de) .{1,60}|"
        + "inviato da(?:l mio)? .{1,60}|verzonden (?:vanaf|met|vanuit) .{1,60}|skickat från .{1,60}|sendt fra .{1,60}|lähetetty .{1,60}|wysłane? z .{1,60}|"
        + "отправлено (?:с|из) .{1,60}|iphoneから送信.{0,20}|나의 .{1,30}에서 보냄|bağlantılı .{1,60}|odesláno z .{1,60})$",
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private Signatures() {
    }

    /** @return index of the first line of the signature, the number of lines if there is none */
    static int start(List<String> lines) {
        int last = lines.size() - 1;
        while (last >= 0 && lines.get(last).isBlank()) {
            last--;
        }
        for (int i = Math.max(0, last - LONGEST); i <= last; i++) {
            String line = lines.get(i);
            if (line.length() > 120) {
                continue;
            }
            if (MARK.matcher(line).matches() && i < last || DEVICE.matcher(line.strip()).matches() && last - i <= 4) {
                return i;
            }
        }
        return lines.size();
    }
}
