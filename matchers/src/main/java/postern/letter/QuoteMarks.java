package postern.letter;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.HashMap;
import java.util.Set;
import java.util.regex.Pattern;

/** The lines by which mail programs set old text apart, in the languages they speak. */
final class QuoteMarks {
    /** Longer lines are never marks. */
    static final int LONGEST_LINE = 500;

    private enum Label { FROM, DATE, TO, SUBJECT }

    private static final Map<String, Label> LABELS = new HashMap<>();

    static {
        labels(Label.FROM, "from", "发件人", "寄件者", "寄件人", "發件人", "发信人", "von", "de", "da", "van", "från", "fra", "lähettäjä", "od", "от",
            "kimden", "差出人", "보낸사람", "보낸 사람", "feladó", "expéditeur", "remitente", "mittente", "afzender", "absender", "от кого", "từ", "чe");
        labels(Label.DATE, "date", "sent", "发送时间", "发送日期", "日期", "时间", "寄件日期", "傳送日期", "發送時間", "傳送時間", "sent on", "gesendet", "datum",
            "envoyé", "enviado", "enviado el", "enviada em", "enviada", "data", "fecha", "inviato", "inviato il", "verzonden", "verstuurd", "skickat",
            "sendt", "dato", "lähetetty", "wysłano", "odesláno", "отправлено", "дата", "gönderme tarihi", "tarih", "送信日時", "日時", "보낸 날짜",
            "날짜", "message du", "elküldve", "dátum", "đã gửi", "sent date", "päivämäärä");
        labels(Label.TO, "to", "cc", "收件人", "抄送", "抄送人", "收件者", "副本", "an", "à", "a", "para", "aan", "till", "til", "vastaanottaja", "do",
            "komu", "кому", "kime", "宛先", "받는 사람", "받는사람", "címzett", "kopie", "copia", "copie", "copie à", "kopia", "копия", "kopi", "reply-to", "回复", "đến",
            "destinataire", "destinatario", "bcc", "密送");
        labels(Label.SUBJECT, "subject", "主题", "主旨", "標題", "标题", "betreff", "objet", "sujet", "asunto", "assunto", "oggetto", "onderwerp", "ämne", "emne",
            "aihe", "temat", "předmět", "тема", "konu", "件名", "제목", "tárgy", "chủ đề");
    }

    private static final Pattern VERB = Pattern.compile("(?:wrote|writes|写道|寫道|写到|来信|schrieb|geschrieben|écrit|escribió|escribio|escribi[oó]|"
        + "escreveu|ha scritto|scritto|schreef|geschreven|skrev|kirjoitti|napisał\\(?a?\\)?|napisał|pisze|написал\\(?а?\\)?|пишет|napsal\\(?a\\)?|"
        + "napísal\\(?a\\)?|yazdı|şunu yazdı|viết|đã viết|έγραψε|ezt írta|írta|a scris|書きました|님이 작성|작성|wrote the following|said|napisao|je napisal)",
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern EVIDENCE = Pattern.compile("[\\w.+-]{1,64}@[\\w-]{1,63}\\.|\\d{1,4}[-/.年]\\s?\\d{1,2}[-/.月]\\s?\\d{1,4}|\\d{1,2}[:.]\\d{2}|(?:19|20)\\d\\d",
        Pattern.UNICODE_CASE);
    private static final Beginnings ATTRIBUTION = new Beginnings("on", "at", "am", "le", "el", "em", "il", "op", "den", "på", "pe", "dnia", "w dniu", "в",
        "在", "于", "於", "quoting", "vào", "dne", "dňa", "în", "στις", "tarihinde", "no dia", "a ");
    private static final Pattern SEPARATOR = Pattern.compile("^[ \\t|*]*(?:[-—_=－]{2,}[ \\u00A0]?|\\*{2,} ?)(?:original(?: message| appointment| mail)?|原始邮件|原始郵件|原始信件|"
        + "回复的原邮件|原邮件|转发的邮件|轉寄的郵件|转发邮件信息|转发邮件|被转发邮件|replied message|forwarded (?:message|mail)(?: from .{1,100})?|forwarded by .{1,100}|forwarded message follows|ursprüngliche nachricht|"
        + "ursprüngliche mail|weitergeleitete nachricht|original-nachricht|message (?:d'|d’)origine|message original|message transféré|mensaje original|"
        + "mensaje reenviado|mensagem original|mensagem encaminhada|messaggio originale|messaggio inoltrato|oorspronkelijk bericht|"
        + "doorgestuurd bericht|ursprungligt meddelande|originalmeddelande|oprindelig (?:meddelelse|besked)|original besked|opprinnelig melding|alkuperäinen viesti|"
        + "oryginalna wiadomość|wiadomość oryginalna|původní zpráva|исходное сообщение|пересылаемое сообщение|orijinal mesaj|"
        + "元のメッセージ|원본 메일|원본 메시지|reply message|reply above this line|original email|writes)"
        + "[ \\u00A0]?(?:[-—_=－]{2,}|\\*{2,}|:)?[ \\t|*]*.{0,3}$", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Beginnings FORWARDED = new Beginnings("begin ", "anfang ", "début ", "inicio ", "início ", "inizio ", "开始转发", "下面是", "以下是", "開始轉寄");
    private static final Pattern BEGIN_FORWARDED = Pattern.compile("^(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message (?:réexpédié|transféré)|"
        + "inicio del mensaje reenviado|início da mensagem (?:encaminhada|reencaminhada)|inizio messaggio inoltrato|begin doorgestuurd bericht|开始转发的邮件|下面是被转发的邮件|以下是轉寄的郵件|開始轉寄郵件)\\s?[:：]?\\s*$",
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern RULE = Pattern.compile("^[\\s*|>]*[-_=—－─*]{3,}\\s*$");
    /** An address at the very end. */
    private static final Pattern UNSAID = Pattern.compile("[\\w.+-]{1,64}@[\\w.-]{1,190}[>)\\]]?\\s?[:：]\\s*$");
    private static final Pattern DATED = Pattern.compile("\\b(?:19|20)\\d\\d\\b.{0,80}\\d{1,2}[:.]\\d{2}|\\d{1,2}[:.]\\d{2}.{0,80}\\b(?:19|20)\\d\\d\\b");
    private static final int BLOCK_LINES = 10;

    private QuoteMarks() {
    }

    private static void labels(Label label, String... words) {
        for (String word : words) {
            LABELS.put(word.replace(" ", ""), label);
        }
    }

    /** A line behind which everything is old. */
    static boolean isSeparator(String line) {
        if (line.length() > LONGEST_LINE || line.isEmpty()) {
            return false;
        }
        int from = 0;
        while (from < line.length() && Character.isWhitespace(line.charAt(from))) {
            from++;
        }
        if (from < line.length() && "-—_=－*|".indexOf(line.charAt(from)) >= 0) {
            return SEPARATOR.matcher(plain(line).replaceAll("[ \\t]+", " ")).matches();
        }
        return FORWARDED.at(line, 0) && BEGIN_FORWARDED.matcher(line).matches();
    }

    /** Web mailers leave {@code &nbsp;} in what they call plain text. */
    private static String plain(String line) {
        String blank = line.indexOf('&') < 0 ? line : line.replace("&nbsp;", " ");
        return blank.replace('\u00A0', ' ');
    }

    static boolean isRule(String line) {
        return line.length() <= LONGEST_LINE && RULE.matcher(line).matches();
    }

    /** Cheap first look. */
    static boolean mayBeginAttribution(String line) {
        return !line.isEmpty() && line.length() <= LONGEST_LINE
            && (endsInColon(line) || line.startsWith("--") || ATTRIBUTION.at(line, 0) || isYear(line) || line.indexOf('@') > 0);
    }

    private static boolean isYear(String line) {
        return line.length() >= 4 && line.charAt(0) == '2' && Span.isDigit(line.charAt(1)) && Span.isDigit(line.charAt(2)) && Span.isDigit(line.charAt(3));
    }

    /**
     * {@code On …, … wrote:} and its kin: a verb of writing, a date or an address, a colon at the end. Two things may be missing: the verb
     * where both date and address stand there and the address ends the line, the colon where the line begins with the date.
     */
    static boolean isAttribution(String line) {
        String bare = withoutRule(line);
        if (endsInColon(bare)) {
            return VERB.matcher(bare).find() && EVIDENCE.matcher(bare).find() || UNSAID.matcher(bare).find() && DATED.matcher(bare).find();
        }
        return bare.regionMatches(true, 0, "on ", 0, 3) && bare.endsWith("wrote") && EVIDENCE.matcher(bare).find();
    }

    private static String withoutRule(String line) {
        int from = 0;
        int to = line.length();
        while (from < to && (line.charAt(from) == '-' || line.charAt(from) == ' ')) {
            from++;
        }
        while (to > from && (line.charAt(to - 1) == '-' || line.charAt(to - 1) == ' ')) {
            to--;
        }
        return line.substring(from, to);
    }

    private static boolean endsInColon(String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) <= ' ' || line.charAt(end - 1) == '*' || line.charAt(end - 1) == '_')) {
            end--;
        }
        return end > 0 && (line.charAt(end - 1) == ':' || line.charAt(end - 1) == '：');
    }

    /**
     * Header lines of the old mail, as Outlook, Foxmail and others show them: its sender and two further kinds close together.
     *
     * @return how many lines they are, 0 if none begin here
     */
    static int headerBlock(List<String> lines, int at) {
        Label first = label(lines.get(at));
        if (first == null) {
            return 0;
        }
        Set<Label> kinds = EnumSet.of(first);
        int end = at + 1;
        int strangers = 0;
        for (int i = at + 1; i < Math.min(lines.size(), at + BLOCK_LINES) && strangers <= 2; i++) {
            Label label = label(lines.get(i));
            if (label != null) {
                kinds.add(label);
                strangers = 0;
                end = i + 1;
            } else if (!lines.get(i).isBlank()) {
                strangers++;
            } else if (kinds.size() >= 3) {
                break;
            }
        }
        return kinds.contains(Label.FROM) && kinds.size() >= 3 ? end - at : 0;
    }

    private static Label label(String given) {
        if (given.length() < 3 || given.length() > 2_000) {
            return null;
        }
        String line = plain(given);
        int from = 0;
        while (from < line.length() && (line.charAt(from) <= ' ' || "*|>_ \u00A0".indexOf(line.charAt(from)) >= 0)) {
            from++;
        }
        int colon = from;
        while (colon < line.length() && colon - from < 24 && line.charAt(colon) != ':' && line.charAt(colon) != '：' && line.charAt(colon) != '|') {
            colon++;
        }
        if (colon == from || colon >= line.length() || colon - from >= 24) {
            return null;
        }
        StringBuilder word = new StringBuilder();
        for (int i = from; i < colon; i++) {
            char c = line.charAt(i);
            if (!Character.isWhitespace(c) && !Character.isSpaceChar(c) && c != '*' && c != '_') {
                word.append(c);
            }
        }
        return LABELS.get(word.toString().toLowerCase(Locale.ROOT));
    }
}
