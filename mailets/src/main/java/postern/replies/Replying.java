package postern.replies;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import postern.desk.Desk;
import postern.desk.Team;
import postern.letter.CustomerName;
import postern.letter.Letter;
import postern.letter.LetterReader;
import postern.letter.TextParts;
import postern.triage.Classification;
import postern.triage.Docket;

/**
 * Chooses what a new ticket's customer gets at once: the confirmation, or of a topic that the desk answers by itself the answer. All
 * that holds of the confirmation holds of the answer: to whom, how often, how it is marked.
 */
public final class Replying {
    /** A longer mail asks more than opening hours. */
    private static final int LONGEST_QUESTION = 600;
    /** Rules of two topics are both met: only one that scores so much more is sure. */
    private static final int CLEARLY = 2;
    private static final Map<String, String> HUMAN_PATH = Map.of(
        "zh-Hans", "\n\n——\n本答复由系统根据您的问题自动发送。如果没有解决您的问题，请直接回复本邮件，客服人员会阅读并答复您。工单号：{ticket}\n\n{company}\n",
        "zh-Hant", "\n\n——\n本答覆由系統根據您的問題自動發送。如果沒有解決您的問題，請直接回覆本郵件，客服人員會閱讀並答覆您。案件編號：{ticket}\n\n{company}\n",
        "en", "\n\n--\nThis answer was sent automatically. If it does not answer your question, simply reply to this mail: a person reads it and answers."
            + " Your ticket number is {ticket}.\n\n{company}\n");

    private final Composer composer;
    private final Templates templates;

    @Inject
    public Replying(Composer composer, Templates templates) {
        this.composer = composer;
        this.templates = templates;
    }

    /** @param docket with everything decided and a reply that is due */
    public Acknowledgement compose(Docket docket, Desk desk, Instant now) {
        return composer.compose(docket, desk, now, answer(docket, desk));
    }

    private Optional<String> answer(Docket docket, Desk desk) {
        Classification decided = docket.classification().orElseThrow();
        Letter question = docket.letter().orElseThrow();
        Optional<String> name = decided.topic().suggests().filter(template -> desk.answers().automatic().contains(decided.topic().id()));
        if (name.isEmpty() || !isSure(decided) || question.text().length() > LONGEST_QUESTION || !question.attachments().isEmpty()) {
            return Optional.empty();
        }
        Team team = docket.assignment().orElseThrow().team();
        return templates.find(team, name.get(), question.language()).flatMap(template -> filled(template, docket, question, team, desk));
    }

    private static boolean isSure(Classification decided) {
        List<Double> best = decided.scores().values().stream().sorted(Comparator.reverseOrder()).toList();
        return !best.isEmpty() && decided.topic().id().equals(decided.scores().entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey())
            && (best.size() == 1 || best.get(0) >= CLEARLY * best.get(1));
    }

    private static Optional<String> filled(Template template, Docket docket, Letter question, Team team, Desk desk) {
        ReplyTimes times = ReplyTimes.in(question.language());
        Map<String, String> values = new HashMap<>(Map.of("ticket", docket.match().orElseThrow().ticket().value(), "team", team.names().in(times.tag()),
            "company", desk.company().in(times.tag())));
        if (docket.reply().orElseThrow().mayQuote()) {
            CustomerName.of(question).ifPresent(customer -> values.put("customer.name", customer));
        }
        FieldValues fields = new FieldValues(values);
        String text = TextParts.shown(template.mail()).stream().findFirst().orElse("").strip() + HUMAN_PATH.get(times.tag());
        boolean understood = primary(new LetterReader().read(template.mail()).language()).equals(primary(question.language()));
        return understood && !fields.leaves(text) ? Optional.of(fields.fillAll(text)) : Optional.empty();
    }

    private static String primary(String language) {
        return language.toLowerCase(Locale.ROOT).split("-", 2)[0];
    }
}
