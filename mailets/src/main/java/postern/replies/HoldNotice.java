package postern.replies;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.apache.mailet.Mail;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.gestures.GivenAnswers;
import postern.gestures.HeldAnswers;
import postern.letter.Letter;
import postern.store.Work;

/** Tells an agent that an answer is held back, who was first, and how it leaves all the same. */
public record HoldNotice(GivenAnswers.Held held, Optional<String> messageId, String folder, Desk desk) {
    private static final String TEXT = """
        %s 已于 %s 答复了工单 %s，您的邮件没有发出，暂存在 %s。
        请先看同事的答复。仍要发出：把它拖到班组的任一文件夹，或加关键字 $Release，或回复本邮件，第一行写 #放行。

        %s answered ticket %s at %s, so your mail was not sent; it is held in %s.
        Please read that answer first. To send yours all the same, drag it into any folder of the team, or set the keyword $Release,
        or reply to this mail with #release as the first line.
        """;

    public static HoldNotice of(GivenAnswers.Held held, Letter letter, Desk desk) {
        String writer = desk.agentOf(held.agent()).map(Agent::id).orElse(held.agent());
        return new HoldNotice(held, letter.messageId(), HeldAnswers.folder(writer), desk);
    }

    /** In a line, for the header of the held mail. */
    public String why() {
        return "second-answer(" + first().map(Agent::id).orElse(held.first().agent()) + " " + DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").format(at()) + ")";
    }

    /** @return a unit of work that sends it */
    public Work<Void> to(Outbox outbox) {
        String zh = first().map(agent -> agent.name().zh()).orElse(held.first().agent());
        String en = first().map(agent -> agent.name().en()).orElse(held.first().agent());
        String text = TEXT.formatted(zh, DateTimeFormatter.ofPattern("M月d日 HH:mm").format(at()), held.ticket(), folder, en, held.ticket(),
            DateTimeFormatter.ofPattern("HH:mm, d MMM").format(at()), folder);
        String name = held.mail() + "-held";
        byte[] notice = Notices.compose(name, held.agent(), new Notices.Subject("同事已答复，您的邮件已暂存 / Held back [#" + held.ticket() + "]", messageId,
            Optional.of("desk@" + desk.domain())), text, desk, held.at());
        return connection -> {
            outbox.put(connection, name, List.of(held.agent()), notice, Mail.DEFAULT);
            return null;
        };
    }

    private Optional<Agent> first() {
        return desk.agentOf(held.first().agent());
    }

    private ZonedDateTime at() {
        return held.first().at().atZone(desk.calendarOf(desk.catchAllTeam()).zone());
    }
}
