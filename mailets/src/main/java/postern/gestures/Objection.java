package postern.gestures;

/** Why something that an agent asked for is not done, in the words that the agent is told. */
public enum Objection {
    NO_TICKET("""
        没有找到这封邮件所属的工单：请回复工单中的邮件，并把收件人改为指令地址。
        No ticket was found: reply to a mail of the ticket, with the control address as recipient.
        """),
    DENIED("""
        您对该工单所在的文件夹没有相应权限，未作任何更改。
        Your rights on the folder of this ticket do not allow it; nothing was changed.
        """),
    NOTHING_HELD("""
        该工单没有您可以放行的邮件。
        There is no held answer of this ticket that you may release.
        """),
    HELD("""
        这是一封暂未发出的答复，不是工单中的邮件：指令对它无效，它仍在原处。要发送，请拖到班组的文件夹，或标记 $Release。
        This is an answer that is held back and no mail of the ticket: an order means nothing to it, and it lies where it lay. To send it, drag it
        into a team's folder or mark it $Release.
        """),
    OVER("""
        这个时间已经过去，或在一年以后，工单没有暂缓。
        That time is over, or more than a year away; the ticket was not snoozed.
        """),
    NOT_OPEN("""
        工单已办结，没有暂缓：请先重开。
        The ticket is done; it was not snoozed. Open it again first.
        """),
    NOTHING_TO_UNDO("""
        一分钟之内，您对这张工单没有可以撤销的操作，未作任何更改。
        There is nothing that you did to this ticket within the last minute and that was its last change; nothing was taken back.
        """),
    NO_TIME("""
        看不懂这个时间，工单没有暂缓。可以这样写：2小时、明天 9:00、下周一、2026-12-01 09:00。
        That is no time we understand; the ticket was not snoozed. Write 2h, tomorrow 9:00, Monday or 2026-12-01 09:00.
        """),
    NOT_MERGED("""
        没有可合并的另一张工单：请核对工单号。
        There is no other ticket to merge with: please check its number.
        """),
    NO_NUMBER("""
        这不是工单号：十位数字中有一位抄错或缺少，请照原样再写一次，例如 482-109-3766。
        That is no ticket number: a digit is wrong or missing. Please copy all ten digits, such as 482-109-3766.
        """),
    NOT_SPLIT("""
        无法从这封邮件拆分：请选该工单中第二封或之后的邮件。
        The ticket cannot be parted at this mail: choose its second mail or a later one.
        """),
    NEEDS_MAIL("""
        这条指令需要写邮件：请回复工单中的邮件，并把收件人改为指令地址。
        This order needs a mail: reply to a mail of the ticket, with the control address as recipient.
        """),
    UNKNOWN("""
        不认识的指令“%s”。 / Unknown order "%s".
        #done #waiting #reopen #urgent #up #down #escalate #junk #take #assign … #team … #note #why #release #ask … #merge … #split #snooze … #wake #notme … #undo
        #完成 #等待 #重开 #紧急 #升级 #垃圾 #认领 #派给 … #转 … #备注 #为什么 #放行 #询问 … #合并 … #拆分 #暂缓 … #唤醒 #不是我 … #撤销
        """);

    private final String text;

    Objection(String text) {
        this.text = text;
    }

    /** @param word that the agent wrote */
    public String about(String word) {
        return this == UNKNOWN ? text.formatted(word, word) : text;
    }
}
