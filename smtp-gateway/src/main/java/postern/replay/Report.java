package postern.replay;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import postern.explain.Wording;
import postern.terminal.Table;
import postern.terminal.Terminal;

/** A replay for people, in lines. */
public final class Report {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);
    private static final int PAIRS = 8;
    private static final int REASONS = 4;
    private static final int RULES = 20;

    private final Outcome outcome;
    private final Tally tally;
    private final Wording wording;
    private final Terminal terminal;

    private Report(Outcome outcome, Wording wording, Terminal terminal) {
        this.outcome = outcome;
        this.tally = outcome.tally();
        this.wording = wording;
        this.terminal = terminal;
    }

    /** @param wording of the changed desk */
    public static void print(Outcome outcome, Wording wording, Terminal terminal) {
        Report report = new Report(outcome, wording, terminal);
        report.head();
        report.differences();
        report.rules();
        report.gates();
    }

    private void head() {
        say(terminal.in(Terminal.Colour.BOLD, summary(outcome, wording)));
        say(wording.pick("  %.1f 秒，每秒 %,.0f 封", "  in %.1f s, %,.0f mails a second")
            .formatted(outcome.seconds(), outcome.perSecond()));
        if (tally.unreadable() > 0) {
            say(terminal.in(Terminal.Colour.RED, wording.pick("  %d 封无法读取", "  %d could not be had")
                .formatted(tally.unreadable())));
            tally.unread().forEach(line -> say("    " + line));
        }
        String recorded = recorded();
        if (!recorded.isEmpty()) {
            say("  " + recorded);
        }
        say("");
    }

    /** The one line that matters. */
    static String summary(Outcome outcome, Wording wording) {
        Tally tally = outcome.tally();
        return wording.pick("%s：%,d 封邮件中 %,d 封的处理会改变", "%s: of %2$,d mails, %3$,d would be treated otherwise")
            .formatted(outcome.period(), tally.mails(), tally.differing());
    }

    private String recorded() {
        long other = tally.otherThanRecorded();
        if (tally.asRecorded() + other == 0) {
            return "";
        }
        Map<Recorded.Cause, Long> causes = tally.recorded().otherwise();
        return wording.pick("现行配置重跑：%,d 封与当时记录一致，%,d 封不同（分类器此后学习 %d，工单当时状态 %d，其他 %d），与本次修改无关",
            "Run again, the desk of today decides %,d as recorded and %,d otherwise (the classifier learned since %d, the ticket stood elsewhere %d, "
                + "other %d): that is no doing of the change").formatted(tally.asRecorded(), other,
                    causes.getOrDefault(Recorded.Cause.MODEL, 0L),
            causes.getOrDefault(Recorded.Cause.TICKET, 0L), causes.getOrDefault(Recorded.Cause.OTHER, 0L));
    }

    private void differences() {
        for (Kind kind : Kind.values()) {
            if (tally.count(kind) > 0) {
                say(terminal.in(Terminal.Colour.BOLD, wording.pick("%,d 封%s（%.2f %%）", "%,d %s (%.2f %%)")
                    .formatted(tally.count(kind),
                    wording.pick(kind.zh(), kind.en()), Gate.share(kind, tally))));
                if (Fields.hasPairs(kind)) {
                    tally.pairs(kind).stream().limit(PAIRS).forEach(pair -> say("  %,7d  %s -> %s".formatted(pair.getValue(),
                        shown(kind, pair.getKey().from()), shown(kind, pair.getKey().to()))));
                }
                if (kind == Kind.MOVED) {
                    people(tally, wording).ifPresent(line -> say("  " + line));
                }
                examples(kind);
            }
        }
    }

    /** What people did by hand about the mails that go to another team: it tells whether the change is a better one. */
    static Optional<String> people(Tally tally, Wording wording) {
        return tally.asPeopleMoved() + tally.againstPeople() == 0 ? Optional.empty()
            : Optional.of(wording.pick("其中 %,d 封当时已由客服手工移到新组，%,d 封则与客服移到的组相反", "people had moved %,d of them by hand to where they go now, and %,d to where"
                + " they no longer go").formatted(tally.asPeopleMoved(), tally.againstPeople()));
    }

    private void examples(Kind kind) {
        Table table = new Table(wording.pick("主题行", "subject"), wording.pick("工单", "ticket"), wording.pick("原来", "from"),
            wording.pick("改为", "to"));
        for (Difference one : tally.examples(kind)) {
            String why = one.why().stream().limit(REASONS).map(wording::sentence)
                .collect(Collectors.joining(wording.pick("；", "; ")));
            table.add(List.of(one.subject().isBlank() ? one.mail() : one.subject(), one.ticket(), shown(kind, one.from()),
                shown(kind, one.to())), why);
        }
        table.print(terminal);
        say("");
    }

    private String shown(Kind kind, String value) {
        return switch (kind) {
            case MOVED -> Optional.ofNullable(outcome.now().teams().get(value)).map(wording::team).orElse(value);
            case RECLASSIFIED -> wording.topic(value);
            case REPRIORITISED -> wording.priority(value);
            case NEWLY_LATE, NEWLY_IN_TIME -> MINUTE.format(Instant.parse(value)
                .atZone(outcome.now().calendarOf(outcome.now().catchAllTeam()).zone()));
            case NEWLY_ACKNOWLEDGED, NO_LONGER_ACKNOWLEDGED, OTHER_TICKET, NEWLY_SERVED, NO_LONGER_SERVED -> value;
        };
    }

    private void rules() {
        List<Map.Entry<String, Fired.Count>> changed = tally.fired().counts().entrySet().stream()
            .filter(rule -> rule.getValue().then() != rule.getValue().now() || !rule.getValue().differences().isEmpty()).toList();
        if (!changed.isEmpty()) {
            Table table = new Table(wording.pick("规则", "rule"), wording.pick("原来", "then"), wording.pick("现在", "now"),
                wording.pick("随之改变", "with it"));
            changed.stream().limit(RULES).forEach(rule -> table.add(List.of(rule.getKey(), Long.toString(rule.getValue().then()),
                Long.toString(rule.getValue().now()), rule.getValue().differences().entrySet().stream()
                    .map(one -> one.getValue() + " " + wording.pick(one.getKey().zh(), one.getKey().word()))
                        .collect(Collectors.joining(", "))), ""));
            table.print(terminal);
            say("");
        }
        List<String> never = new ArrayList<>(tally.fired().never());
        if (!never.isEmpty()) {
            say(wording.pick("从未触发的规则：%s", "Rules that no mail met: %s")
                .formatted(never.stream().limit(RULES).collect(Collectors.joining(", "))
                + (never.size() > RULES ? " … (" + never.size() + ")" : "")));
        }
        outcome.dead().forEach(remark -> say(wording.pick("无效规则 %s：%s", "Dead rule %s: %s")
            .formatted(remark.rule(), remark.what())));
    }

    private void gates() {
        for (Gate gate : outcome.gates()) {
            boolean over = gate.isOver(tally);
            say(terminal.in(over ? Terminal.Colour.RED : Terminal.Colour.GREEN, wording.pick("%s：%,d 封（%.2f %%），上限 %s：%s",
                "%s: %,d (%.2f %%), at most %s: %s").formatted(wording.pick(gate.kind().zh(), gate.kind().word()),
                    tally.count(gate.kind()),
                Gate.share(gate.kind(), tally), gate, over ? wording.pick("超出", "over") : wording.pick("通过", "passes"))));
        }
    }

    private void say(String line) {
        terminal.say("%s", line);
    }
}
