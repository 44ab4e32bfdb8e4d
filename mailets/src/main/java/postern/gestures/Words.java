package postern.gestures;

import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import postern.desk.Agent;
import postern.desk.Department;
import postern.desk.Desk;
import postern.desk.Names;
import postern.desk.Priority;
import postern.desk.Team;
import postern.desk.TicketId;
import postern.triage.Folding;

/**
 * Orders as agents write them: the detail of a control address ({@code desk+team-returns@…}) or a first line ({@code #done},
 * {@code #转 退货}). Pure.
 */
public final class Words {
    private static final int LONGEST = 60;
    private static final int LOOKED_AT = 1000;
    private static final Map<String, Order> PLAIN = Map.ofEntries(
        act(new Act.Finish(Optional.empty()), "done"), act(new Act.Finish(Optional.empty()), "完成"), act(new Act.Finish(Optional.empty()), "办结"),
        act(new Act.Wait(Optional.empty()), "waiting"), act(new Act.Wait(Optional.empty()), "等待"),
        act(new Act.Reopen(), "reopen"), act(new Act.Reopen(), "重开"),
        act(new Act.Rank(Priority.URGENT), "urgent"), act(new Act.Rank(Priority.URGENT), "紧急"),
        act(new Act.Shift(true), "up"), act(new Act.Shift(true), "提高优先级"), act(new Act.Shift(true), "升级优先"),
        act(new Act.Shift(false), "down"), act(new Act.Shift(false), "降低优先级"), act(new Act.Shift(false), "降级优先"),
        act(new Act.Escalate(), "escalate"), act(new Act.Escalate(), "升级"),
        act(new Act.Wake(), "wake"), act(new Act.Wake(), "唤醒"),
        act(new Act.Undo(), "undo"), act(new Act.Undo(), "撤销"),
        act(new Act.Junk(), "junk"), act(new Act.Junk(), "垃圾"),
        Map.entry("note", new Order.Note()), Map.entry(folded("备注"), new Order.Note()),
        Map.entry("release", new Order.Release()), Map.entry(folded("放行"), new Order.Release()),
        Map.entry("split", new Order.Split()), Map.entry(folded("拆分"), new Order.Split()),
        Map.entry("why", new Order.Why()), Map.entry(folded("为什么"), new Order.Why()));
    private static final List<String> TEAM = List.of("team", folded("转"));
    private static final List<String> ASSIGN = List.of("assign", folded("派给"));
    private static final List<String> TAKE = List.of("take", folded("认领"));
    private static final List<String> MERGE = List.of("merge", folded("合并"));
    private static final List<String> SNOOZE = List.of("snooze", folded("暂缓"));
    private static final List<String> RETURN = List.of("notme", folded("不是我"));
    private static final List<String> ASK = List.of("ask", folded("询问"));
    private static final List<String> NOTE = List.of("note", folded("备注"));
    private static final Pattern ORDER = Pattern.compile("#\\s*([a-z]+|\\p{IsHan}+).*");

    private Words() {
    }

    private static Map.Entry<String, Order> act(Act act, String word) {
        return Map.entry(folded(word), new Order.Do(act));
    }

    /** @param detail what stands behind {@code desk+} */
    public static Order ofAddress(String detail, Agent self, Desk desk) {
        String word = folded(detail);
        int dash = word.indexOf('-');
        return dash < 0 ? of(word, "", self, desk) : of(word.substring(0, dash), word.substring(dash + 1), self, desk);
    }

    /** @return the order of a text whose first line begins with {@code #}; empty for any other text */
    public static Optional<Order> ofText(String text, Agent self, Desk desk) {
        String line = firstLine(text);
        if (begins(line, NOTE)) {
            // What follows on the line is part of the note.
            return Optional.of(new Order.Note());
        }
        if (begins(line, RETURN)) {
            return Optional.of(new Order.Do(new Act.GiveBack(line.replaceFirst("#\\s*(notme|" + RETURN.get(1) + ")[\\s:,]*", ""))));
        }
        if (!line.startsWith("#") || line.length() > LONGEST) {
            return Optional.empty();
        }
        String order = line.substring(1).strip();
        String[] words = glued(order).map(verb -> new String[] {verb, order.substring(verb.length()).replaceFirst("^[\\s:,]+", "")})
            .orElseGet(() -> order.split("[\\s:]+", 2));
        return Optional.of(of(words[0], words.length > 1 ? words[1] : "", self, desk));
    }

    /** @return the verb of a Chinese order whose object follows without a blank: 暂缓2小时 */
    private static Optional<String> glued(String order) {
        return PLAIN.containsKey(order) ? Optional.empty()
            : Stream.of(TEAM, ASSIGN, MERGE, SNOOZE, ASK).map(List::getLast).filter(verb -> order.startsWith(verb) && order.length() > verb.length()).findFirst();
    }

    /** @return whether the first line begins as an order does, however it goes on; {@code #note she lied} is not for customers' eyes */
    public static boolean begins(String text) {
        String line = firstLine(text);
        return begins(line, PLAIN.keySet()) || Stream.of(TEAM, ASSIGN, TAKE, MERGE, SNOOZE, RETURN, ASK).anyMatch(words -> begins(line, words));
    }

    /** Chinese has no blanks between words, so any that begins with an order may be one. */
    private static boolean begins(String line, Collection<String> words) {
        Matcher order = ORDER.matcher(line);
        return order.matches() && words.stream().anyMatch(word -> word.charAt(0) < 0x80 ? order.group(1).equals(word) : order.group(1).startsWith(word));
    }

    private static String firstLine(String text) {
        return text.lines().map(Words::folded)
            .filter(line -> !line.isEmpty()).findFirst().orElse("");
    }

    /**
     * Traditional characters as simplified ones. Full-width signs and blanks come from Chinese keyboards, signs without width from web
     * pages.
     */
    private static String folded(String text) {
        String plain = Normalizer.normalize(text.substring(0, Math.min(text.length(), LOOKED_AT)), Normalizer.Form.NFKC).replaceAll("\\p{Cf}", "").strip()
            .toLowerCase(Locale.ROOT);
        StringBuilder folded = new StringBuilder(plain);
        for (int i = 0; i < plain.length(); i++) {
            if (Character.isIdeographic(plain.charAt(i))) {
                // One by one: folding joins what blanks part, and the blank parts an order from its object.
                folded.replace(i, i + 1, Folding.fold(plain.substring(i, i + 1), 1));
            }
        }
        return folded.toString();
    }

    private static Order of(String word, String whom, Agent self, Desk desk) {
        if (whom.isEmpty() && TAKE.contains(word)) {
            return new Order.Do(new Act.Give(self.id()));
        }
        if (RETURN.contains(word)) {
            return new Order.Do(new Act.GiveBack(whom));
        }
        if (SNOOZE.contains(word)) {
            return Until.read(whom).<Order>map(until -> new Order.Do(new Act.Snooze(until))).orElseGet(() -> new Order.Mistaken(Objection.NO_TIME));
        }
        if (MERGE.contains(word)) {
            return TicketId.find(whom).stream().findFirst().<Order>map(Order.Merge::new).orElseGet(() -> new Order.Mistaken(Objection.NO_NUMBER));
        }
        Optional<Act> act = TEAM.contains(word) ? team(whom, desk) : ASSIGN.contains(word) ? agent(whom, desk) : Optional.empty();
        if (act.isPresent()) {
            return new Order.Do(act.get());
        }
        Optional<Department> asked = ASK.contains(word) ? department(whom, desk) : Optional.empty();
        if (asked.isPresent()) {
            return new Order.Ask(asked.get());
        }
        Order plain = whom.isEmpty() || NOTE.contains(word) ? PLAIN.get(word) : null;
        return plain != null ? plain : new Order.Unknown(whom.isEmpty() ? word : word + " " + whom);
    }

    private static Optional<Act> team(String whom, Desk desk) {
        List<Team> exact = desk.teams().values().stream().filter(team -> names(team.id(), team.folder(), team.names()).anyMatch(whom::equals)).toList();
        List<Team> meant = exact.isEmpty() ? desk.teams().values().stream()
            .filter(team -> names(team.id(), team.folder(), team.names()).anyMatch(name -> isShort(whom, name))).toList() : exact;
        return meant.size() == 1 ? Optional.of(new Act.Assign(meant.getFirst().id(), Optional.empty())) : Optional.empty();
    }

    private static Optional<Department> department(String whom, Desk desk) {
        return desk.departments().values().stream().filter(one -> names(one.id(), one.address(), one.names()).anyMatch(whom::equals)).findFirst();
    }

    private static Optional<Act> agent(String whom, Desk desk) {
        List<Agent> meant = desk.agents().values().stream()
            .filter(agent -> names(agent.id(), agent.login(), agent.name()).anyMatch(whom::equals)).toList();
        return meant.size() == 1 ? Optional.of(new Act.Give(meant.getFirst().id())) : Optional.empty();
    }

    private static Stream<String> names(String id, String other, Names names) {
        return Stream.of(id, other, names.zh(), names.zhHant(), names.en()).map(Words::folded);
    }

    /** Whether a word shortens a name as people do: 退货 is short for 退换货退款组, returns for Returns and Refunds. */
    private static boolean isShort(String word, String name) {
        int at = 0;
        for (int i = 0; i < name.length() && at < word.length(); i++) {
            at += name.charAt(i) == word.charAt(at) ? 1 : 0;
        }
        boolean chinese = word.codePoints().anyMatch(point -> Character.UnicodeScript.of(point) == Character.UnicodeScript.HAN);
        return word.length() > 1 && (chinese ? at == word.length() : name.startsWith(word + " "));
    }
}
