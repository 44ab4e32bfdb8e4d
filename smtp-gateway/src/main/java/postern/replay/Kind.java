package postern.replay;

import java.util.Locale;

/** What can become of a mail otherwise. */
public enum Kind {
    MOVED("换到另一组", "go to another team"),
    RECLASSIFIED("主题改变", "get another topic"),
    REPRIORITISED("优先级改变", "get another priority"),
    NEWLY_ACKNOWLEDGED("改为发送确认", "are newly acknowledged"),
    NO_LONGER_ACKNOWLEDGED("不再发送确认", "are no longer acknowledged"),
    NEWLY_LATE("改为超时", "are newly late"),
    NEWLY_IN_TIME("改为按时", "are newly in time"),
    OTHER_TICKET("工单归属改变", "join or open another ticket"),
    NEWLY_SERVED("改由客服台处理", "are newly the desk's"),
    NO_LONGER_SERVED("不再由客服台处理", "are no longer the desk's");

    private final String zh;
    private final String en;

    Kind(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    /** Stable name. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String zh() {
        return zh;
    }

    /** Goes on after "mails that". */
    public String en() {
        return en;
    }
}
