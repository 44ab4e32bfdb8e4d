package postern.replay;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import postern.explain.Wording;
import postern.terminal.Terminal;

/**
 * A replay as a mail: the text of the terminal, and the same as HTML with bars. Bars are cells with a colour, which every mail
 * client shows; images and drawings are not.
 */
public final class ReportMail {
    private static final int COLUMNS = 100;
    private static final int LINE = 76;
    private static final int PAIRS = 8;
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(LINE, new byte[] {'\r', '\n'});

    private ReportMail() {
    }

    /** @param from address of the desk that the mail speaks for */
    public static byte[] of(Outcome outcome, Wording wording, String from, String to, Instant now) {
        String boundary = "=_postern_" + Long.toHexString(now.toEpochMilli());
        String subject = wording.pick("规则回放：", "Replay: ") + Report.summary(outcome, wording);
        // RFC 3834 §5: nobody's machine shall answer it.
        String mail = "From: Postern <" + from + ">\r\nTo: <" + to + ">\r\nSubject: " + encoded(subject) + "\r\nDate: "
            + DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC))
            + "\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\""
                + boundary + "\"\r\n\r\n"
            + part(boundary, "plain", text(outcome, wording)) + part(boundary, "html", html(outcome, wording)) + "--" + boundary
                + "--\r\n";
        return mail.getBytes(StandardCharsets.US_ASCII);
    }

    private static String part(String boundary, String kind, String text) {
        return "--" + boundary + "\r\nContent-Type: text/" + kind + "; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "\r\n";
    }

    /** RFC 2047 §2: no encoded word is longer than 75 characters, and none ends inside of a character. */
    private static String encoded(String subject) {
        StringBuilder words = new StringBuilder();
        StringBuilder word = new StringBuilder();
        subject.codePoints().forEach(codePoint -> {
            if (word.toString().getBytes(StandardCharsets.UTF_8).length > 38) {
                append(words, word);
            }
            word.appendCodePoint(Character.isISOControl(codePoint) ? ' ' : codePoint);
        });
        append(words, word);
        return words.toString();
    }

    private static void append(StringBuilder words, StringBuilder word) {
        words.append(words.isEmpty() ? "" : "\r\n ").append("=?utf-8?B?")
            .append(Base64.getEncoder().encodeToString(word.toString().getBytes(StandardCharsets.UTF_8))).append("?=");
        word.setLength(0);
    }

    private static String text(Outcome outcome, Wording wording) {
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text, true);
        Report.print(outcome, wording, new Terminal(writer, writer, COLUMNS, false, false));
        return text.toString().replaceAll("\r?\n", "\r\n");
    }

    private static String html(Outcome outcome, Wording wording) {
        Document page = Document.createShell("");
        page.charset(StandardCharsets.UTF_8);
        Element body = page.body().attr("style", "font-family:sans-serif;font-size:14px");
        body.appendElement("h2").text(Report.summary(outcome, wording));
        Tally tally = outcome.tally();
        Element overview = chart(body, wording.pick("会改变的邮件", "What would be otherwise"));
        for (Kind kind : Kind.values()) {
            bar(overview, wording.pick(kind.zh(), kind.en()), tally.count(kind), tally.mails(), gateOver(outcome, kind));
        }
        for (Kind kind : Kind.values()) {
            if (tally.count(kind) > 0) {
                kind(body, kind, tally, wording);
            }
        }
        Map<String, Fired.Count> rules = tally.fired().counts().entrySet().stream()
            .filter(rule -> rule.getValue().then() != rule.getValue().now())
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, java.util.TreeMap::new));
        if (!rules.isEmpty()) {
            Element chart = chart(body, wording.pick("规则触发次数：原来与现在", "How often rules are met: then and now"));
            long most = rules.values().stream().mapToLong(count -> Math.max(count.then(), count.now())).max().orElse(1);
            rules.forEach((rule, count) -> {
                bar(chart, rule + wording.pick("（原来）", " (then)"), count.then(), most, false);
                bar(chart, rule + wording.pick("（现在）", " (now)"), count.now(), most, false);
            });
        }
        return page.outerHtml();
    }

    private static boolean gateOver(Outcome outcome, Kind kind) {
        return outcome.gates().stream().anyMatch(gate -> gate.kind() == kind && gate.isOver(outcome.tally()));
    }

    private static void kind(Element body, Kind kind, Tally tally, Wording wording) {
        String title = wording.pick(kind.zh(), kind.en()) + ": " + tally.count(kind);
        if (Fields.hasPairs(kind)) {
            Element chart = chart(body, title);
            tally.pairs(kind).stream().limit(PAIRS).forEach(pair -> bar(chart, pair.getKey().from() + " → " + pair.getKey().to(),
                pair.getValue(),
                tally.count(kind), false));
        } else {
            body.appendElement("h3").text(title);
        }
        if (kind == Kind.MOVED) {
            Report.people(tally, wording).ifPresent(line -> body.appendElement("p").text(line));
        }
        Element list = body.appendElement("ul");
        for (Difference one : tally.examples(kind)) {
            String why = one.why().stream().limit(3).map(wording::sentence).collect(Collectors.joining(wording.pick("；", "; ")));
            Element item = list.appendElement("li");
            item.appendElement("b").text(one.subject().isBlank() ? one.mail() : one.subject());
            item.appendText(" " + one.ticket() + " " + one.from() + " → " + one.to());
            item.appendElement("br");
            item.appendElement("span").attr("style", "color:#666666").text(why);
        }
    }

    private static Element chart(Element body, String title) {
        body.appendElement("h3").text(title);
        return body.appendElement("table").attr("cellpadding", "2").attr("cellspacing", "2")
            .attr("style", "border-collapse:separate").appendElement("tbody");
    }

    private static void bar(Element chart, String label, long value, long of, boolean over) {
        Element row = chart.appendElement("tr");
        row.appendElement("td").text(label);
        row.appendElement("td").attr("align", "right").text("%,d".formatted(value));
        long width = of == 0 ? 0 : Math.min(300, Math.round(300.0 * value / of));
        Element cell = row.appendElement("td").attr("width", "300");
        if (value > 0) {
            cell.appendElement("table").attr("cellpadding", "0").attr("cellspacing", "0").appendElement("tbody").appendElement("tr")
                .appendElement("td")
                .attr("bgcolor", over ? "#c62828" : "#1565c0").attr("width", Long.toString(Math.max(2, width))).attr("height", "12")
                    .html("&nbsp;");
        }
    }
}
