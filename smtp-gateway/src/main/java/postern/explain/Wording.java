package postern.explain;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.desk.Reason;
import postern.desk.Team;
import postern.desk.Topic;

/** Puts reasons into sentences of people's language. Immutable. */
public final class Wording {
    private static final Pattern FIELD = Pattern.compile("\\{(?:(\\w+) )?(\\w+)}");
    private static final Pattern LIKELY = Pattern.compile("([a-z][a-z0-9-]*) ([01]\\.\\d+)");
    private static final Pattern SPAN = Pattern.compile("(\\d+) (d|h|min|s)\\b");

    private final Desk desk;
    private final boolean chinese;
    private final Properties sentences = new Properties();

    /** @param language {@code zh} or {@code en} */
    public Wording(Desk desk, String language) {
        this.desk = desk;
        this.chinese = language.equals("zh");
        String name = "reasons." + (chinese ? "zh" : "en") + ".properties";
        try (Reader text = new InputStreamReader(Objects.requireNonNull(Wording.class.getResourceAsStream(name)),
            StandardCharsets.UTF_8)) {
            sentences.load(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public boolean isChinese() {
        return chinese;
    }

    /** @return one of two texts */
    public String pick(String zh, String en) {
        return chinese ? zh : en;
    }

    /** @return a clause without full stop; a reason without a sentence speaks for itself */
    public String sentence(Reason reason) {
        String sentence = sentences.getProperty(reason.code());
        if (sentence == null) {
            return reason.toString();
        }
        return FIELD.matcher(sentence).replaceAll(field -> Matcher.quoteReplacement(shown(field.group(1),
            piece(reason.detail(), field.group(2)))));
    }

    private static String piece(String detail, String name) {
        String separator = name.equals("id") || name.equals("what") ? ":" : " ";
        int at = detail.indexOf(separator);
        return switch (name) {
            case "id", "head" -> at < 0 ? detail : detail.substring(0, at);
            case "what", "tail" -> at < 0 ? "" : detail.substring(at + 1).strip();
            case "would" -> detail.substring(detail.lastIndexOf(' ') + 1);
            default -> detail;
        };
    }

    private String shown(String kind, String value) {
        return switch (kind == null ? "" : kind) {
            case "topic" -> topic(value);
            case "rule" -> rule(value);
            case "team" -> Optional.ofNullable(desk.teams().get(value)).map(this::team).orElse(value);
            case "agent" -> Optional.ofNullable(desk.agents().get(value)).map(this::agent).orElse(value);
            case "priority" -> priority(value);
            case "language" -> language(value);
            case "span" -> span(value);
            case "likely" -> LIKELY.matcher(value.replaceFirst("^over ", "")).replaceAll(one ->
                Matcher.quoteReplacement(topic(one.group(1)) + " " + Math.round(Double.parseDouble(one.group(2)) * 100) + " %"));
            case "points" -> value.replaceFirst("^0\\.(\\d\\d) to 0\\.(\\d\\d)$", pick("$1 % 对 $2 %", "$1 % to $2 %"))
                .replaceFirst("^(\\S+) to (\\S+)$", pick("$1 分对 $2 分", "$1 to $2 points"));
            case "nth" -> value + (value.matches("(.*[^1])?1") ? "st" : value.matches("(.*[^1])?2") ? "nd"
                : value.matches("(.*[^1])?3") ? "rd" : "th");
            default -> value;
        };
    }

    public String topic(String id) {
        Topic topic = desk.topics().get(id);
        return topic == null ? id : pick("“" + topic.names().zh() + "”", "\"" + topic.names().en() + "\"");
    }

    /** A rule that somebody answers for is shown with that name and its version. */
    private String rule(String id) {
        return desk.topics().values().stream().flatMap(topic -> topic.rules().stream())
            .filter(rule -> rule.id().equals(id) && !rule.owner().isEmpty())
            .findFirst().map(rule -> id + pick("（%s，第 %d 版）", " (%s, version %d)").formatted(rule.owner(), rule.version()))
            .orElse(id);
    }

    public String team(Team team) {
        return pick(team.names().zh(), team.names().en());
    }

    String agent(Agent agent) {
        return pick(agent.name().zh(), agent.name().en());
    }

    public String priority(String word) {
        return switch (word) {
            case "low" -> pick("低", "low");
            case "normal" -> pick("普通", "normal");
            case "high" -> pick("高", "high");
            case "urgent" -> pick("紧急", "urgent");
            default -> word;
        };
    }

    String language(String tag) {
        return tag.equals("und") ? pick("语言不明", "unknown language")
            : Locale.forLanguageTag(tag).getDisplayName(chinese ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH);
    }

    /** {@code 1 h 30 min} as people say it. */
    String span(String written) {
        return SPAN.matcher(written).replaceAll(part -> part.group(1) + " " + unit(part.group(2), part.group(1).equals("1")));
    }

    private String unit(String unit, boolean one) {
        return switch (unit) {
            case "d" -> pick("天", one ? "day" : "days");
            case "h" -> pick("小时", one ? "hour" : "hours");
            case "min" -> pick("分钟", one ? "minute" : "minutes");
            default -> pick("秒", one ? "second" : "seconds");
        };
    }
}
