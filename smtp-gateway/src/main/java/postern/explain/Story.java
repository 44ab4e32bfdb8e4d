package postern.explain;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import postern.desk.Desk;
import postern.desk.Reason;
import postern.desk.WorkCalendar;
import postern.letter.Correspondent;
import postern.letter.Letter;
import postern.triage.Assignment;
import postern.triage.Docket;
import postern.triage.Urgency;

/** What was decided about a mail and why, in a few lines that a team lead understands. */
final class Story {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final int STRETCHES = 6;
    private static final int REASONS = 8;
    private static final String WORD = "rule-word";
    /** Said in the line of the deadline, in other words. */
    private static final Set<String> OF_DEADLINE = Set.of("promise", "hours", "deadline", "clock-of-ticket");

    private final Docket docket;
    private final Desk desk;
    private final Wording wording;
    private final List<String> lines = new ArrayList<>();

    private Story(Docket docket, Desk desk, Wording wording) {
        this.docket = docket;
        this.desk = desk;
        this.wording = wording;
    }

    /** @return lines without line ends or control characters in them */
    static List<String> of(Docket docket, Desk desk, Wording wording) {
        Story story = new Story(docket, desk, wording);
        story.tell();
        return story.lines.stream().map(line -> line.replaceAll("\\p{Cntrl}+", " ")).toList();
    }

    private void tell() {
        docket.letter().ifPresent(letter -> line("来信", "Mail", mail(letter), letter.originReasons()));
        docket.trouble().ifPresent(trouble -> line("异常", "Trouble", "", List.of(trouble)));
        docket.match().ifPresent(match -> line("工单", "Ticket", "", match.reasons()));
        docket.classification().ifPresent(found -> line("主题", "Topic", wording.topic(found.topic().id()), found.reasons()));
        docket.urgency().ifPresent(urgency -> {
            line("优先", "Priority", wording.priority(urgency.priority().name().toLowerCase(Locale.ROOT)),
                urgency.reasons().stream().filter(reason -> !OF_DEADLINE.contains(reason.code())).toList());
            line("时限", "Answer by", deadline(urgency), List.of());
        });
        docket.assignment().ifPresent(assignment -> line("处理", "Team", wording.team(assignment.team())
            + assignment.agent().map(agent -> wording.pick("，", ", ") + wording.agent(agent)).orElse(""), assignment.reasons()));
        docket.reply().ifPresent(reply -> line("回执", "Confirmed",
            reply.due() ? wording.pick("会发", "yes") : wording.pick("不发", "no"), List.of(reply.reason())));
    }

    private void line(String zh, String en, String what, List<Reason> reasons) {
        List<String> parts = new ArrayList<>(together(reasons).stream().map(wording::sentence).distinct().toList());
        if (parts.size() > REASONS) {
            parts.subList(REASONS, parts.size()).clear();
            parts.add(wording.pick("等等", "and so on"));
        }
        String why = String.join(wording.pick("；", "; "), parts);
        String colon = what.isEmpty() || why.isEmpty() ? "" : wording.pick("：", ": ");
        lines.add((wording.isChinese() ? zh + "  " : "%-9s  ".formatted(en)) + what + colon + why);
    }

    /** The words that one rule found come in one sentence. */
    private List<Reason> together(List<Reason> reasons) {
        List<Reason> some = new ArrayList<>();
        for (Reason reason : reasons) {
            Reason last = some.isEmpty() ? null : some.getLast();
            String rule = reason.detail().split(":", 2)[0] + ":";
            if (last != null && reason.code().equals(WORD) && last.code().equals(WORD) && last.detail().startsWith(rule)) {
                String more = reason.detail().substring(rule.length());
                some.set(some.size() - 1, Reason.of(WORD, last.detail() + wording.pick("”、“", "\", \"") + more));
            } else {
                some.add(reason);
            }
        }
        return some;
    }

    private String mail(Letter letter) {
        String from = letter.from().stream().map(Correspondent::address).filter(address -> !address.isBlank()).findFirst()
            .orElse(wording.pick("无名者", "nobody"));
        return wording.pick("“%s”，%s 发出，%s，%s", "\"%s\" from %s, %s, %s")
            .formatted(letter.subject(), from, origin(letter), wording.language(letter.language()));
    }

    private String origin(Letter letter) {
        return switch (letter.origin()) {
            case CUSTOMER -> wording.pick("真人来信", "by a person");
            case AUTO_REPLY -> wording.pick("自动回复", "an automatic reply");
            case BOUNCE -> wording.pick("退信", "a bounce");
            case LIST -> wording.pick("邮件列表或群发", "from a list");
            case REPORT -> wording.pick("机器报告", "a report of a machine");
            case JUNK -> wording.pick("垃圾邮件", "junk");
        };
    }

    /** The deadline, and the sum of working time that leads to it. */
    private String deadline(Urgency urgency) {
        WorkCalendar calendar = desk.calendarOf(docket.assignment().map(Assignment::team).orElseGet(desk::catchAllTeam));
        ZoneId zone = calendar.zone();
        StringBuilder text = new StringBuilder(wording.pick("%s 之前首次答复", "%s").formatted(day(urgency.deadline(), zone)));
        Optional<Reason> promise = urgency.reasons().stream().filter(reason -> reason.code().equals("promise")).findFirst();
        if (promise.isEmpty()) {
            return urgency.reasons().stream().filter(reason -> reason.code().equals("clock-of-ticket")).findFirst()
                .map(reason -> text + wording.pick("：", ": ") + wording.sentence(reason)).orElseGet(text::toString);
        }
        Instant received = docket.envelope().receivedAt();
        List<WorkCalendar.Span> stretches = calendar.stretches(received, calendar.between(received, urgency.deadline()), STRETCHES);
        text.append(wording.pick("：", ": ")).append(wording.sentence(promise.get()))
            .append(wording.pick("；%s 收到", "; received %s").formatted(day(received, zone)));
        if (!stretches.isEmpty() && stretches.getFirst().from().isAfter(received)) {
            text.append(wording.pick("，不在工作时间，从 %s 起算", ", outside of working hours, so it counts from %s")
                .formatted(day(stretches.getFirst().from(), zone)));
        }
        List<String> parts = new ArrayList<>();
        LocalDate said = null;
        for (WorkCalendar.Span stretch : stretches) {
            LocalDate day = stretch.from().atZone(zone).toLocalDate();
            parts.add(stretch(stretch, zone, day.equals(said)));
            said = day;
        }
        text.append(wording.pick("；", "; ")).append(String.join(wording.pick("，", ", "), parts));
        return text.append(stretches.isEmpty() || stretches.getLast().to().equals(urgency.deadline()) ? ""
            : wording.pick("，等等", ", and so on")).toString();
    }

    private String stretch(WorkCalendar.Span span, ZoneId zone, boolean sameDay) {
        Duration length = Duration.between(span.from(), span.to());
        String hours = length.toHours() > 0 ? length.toHours() + " h " : "";
        String minutes = length.toMinutesPart() > 0 || hours.isEmpty() ? length.toMinutesPart() + " min" : "";
        String from = sameDay ? CLOCK.format(span.from().atZone(zone)) : day(span.from(), zone);
        return wording.pick("%s–%s 计 %s", "%s–%s is %s").formatted(from, CLOCK.format(span.to().atZone(zone)),
            wording.span((hours + minutes).strip()));
    }

    private String day(Instant instant, ZoneId zone) {
        return DateTimeFormatter.ofPattern(wording.pick("M月d日EEEE HH:mm", "EEE d MMM HH:mm"), wording.isChinese()
            ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH)
            .format(instant.atZone(zone));
    }
}
