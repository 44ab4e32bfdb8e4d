package postern.triage;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.letter.Letter;
import postern.letter.Origin;

/**
 * Whether a mail says thank you, and nothing else: such a mail asks for no answer.
 *
 * <p>It is told by what is left: a short text in which every word is one of thanks, of receipt, of greeting or a name of who writes
 * or reads. One word more, a digit, a question mark, an attachment, a sad face or another subject, and it is a mail like any other.
 * So "thanks, but it is still broken" is never taken for thanks, and a rare way to be polite is answered once too often.
 */
public final class Courtesy {
    private static final int LONGEST = 160;
    private static final int NAMES = 40;
    private static final String THANKS_EN = "(?:many |big )?(?:thanks|thank you|thank u|thx|thanx|cheers)"
        + "(?: again| a lot| a million| so much| very much| indeed| both| all| everyone)*"
        + "(?: for (?:your|the) (?:(?:quick|prompt|fast|kind|great|detailed|very|super) )*(?:help|reply|replies|response|answer|assistance|support|explanation|information|info|update))?";
    private static final String SAID_EN = "(?:i (?:really )?)?appreciate (?:it|your help|your reply|that)|(?:much|greatly) appreciated|(?:well )?received(?: with thanks)?"
        + "|got it|noted|understood|ok|okay|great|perfect|excellent|wonderful|awesome|brilliant|lovely|all good|very helpful|very kind(?: of you)?";
    private static final String AROUND_EN = "hi|hello|dear|dear (?:team|all|sir|madam|sir or madam|customer service|support)|team|sir|madam"
        + "|(?:(?:kind|best|warm|many) )?(?:regards|wishes)|best|sincerely|yours(?: sincerely| faithfully)?|bye|you too"
        + "|have a (?:nice|good|great|lovely|wonderful) (?:day|evening|weekend|week|one)|(?:and )?(?:merry christmas|happy new year)";
    private static final String THANKS_ZH = "(?:(?:非常|十分|万分|真的|真是|太|很|再次|好的?)*(?:谢谢|感谢|多谢|谢了|谢啦|感恩|唔该)"
        + "(?:晒|您|你|您们|你们|贵司|大家|客服|老师)*(?:的(?:耐心|及时|快速|热心|细心|周到|专业|大力|的)*(?:回复|回覆|答复|解答|回答|帮助|支持|服务|来信|回信|邮件|讲解))?(?:了|啦|哦|噢|呀|啊|哈)*)";
    private static final String SAID_ZH = "(?:(?:已经?|都|我)*(?:收到|知道|明白|了解|清楚)(?:了|啦|哦|噢)*|好(?:的|哒|嘞|滴)*(?:了|啦|哦|噢|呀|啊)*|嗯+|辛苦(?:了|啦|您了|你了|你们了|大家了))";
    private static final String AROUND_ZH = "(?:您好|你好|大家好|客服|亲|亲爱的|老师|祝好|(?:此致)?敬礼|此致|顺祝商祺|顺颂商祺|(?:祝您?)?(?:工作|生活|一切|周末|新年|节日)(?:愉快|顺利|快乐)|再见|拜拜)";
    private static final String SAID = "(?:\\b(?:" + THANKS_EN + "|" + SAID_EN + ")\\b|" + THANKS_ZH + "|" + SAID_ZH + ")";
    private static final String AROUND = "(?:\\b(?:" + AROUND_EN + ")\\b|" + AROUND_ZH + ")";
    /** RE2: time in proportion to the text, whatever it holds. */
    private static final Pattern ONLY = Pattern.compile(" *(?:" + AROUND + " *)*" + SAID + "(?: *(?:" + SAID + "|" + AROUND + "))* *");
    /** What people set between words, and faces that smile. */
    private static final Pattern BETWEEN = Pattern.compile("[\\s.,;:!~…。，、；：！～^'’\"“”()（）_\\-–—*|/]|[🙏👍👌😊🙂😄😁😀🌹❤☺💐🤝🎉]|[\\x{FE0F}\\x{1F3FB}-\\x{1F3FF}]");
    private static final Pattern TAG = Pattern.compile("\\[#?[0-9-]{8,16}]");

    private Courtesy() {
    }

    /** Of the words alone; whether the subject is still the ticket's is asked with {@link #sameSubject}. */
    public static boolean only(Letter letter, Desk desk) {
        if (letter.origin() != Origin.CUSTOMER || letter.text().isBlank() || letter.text().length() > LONGEST || !letter.attachments().isEmpty()) {
            return false;
        }
        return says(letter.text(), names(letter, desk));
    }

    /** @return whether a further mail keeps the subject of its ticket, or says thanks there, too */
    public static boolean sameSubject(String bare, String ofTicket) {
        String mine = subject(bare);
        return mine.isEmpty() || mine.equals(subject(ofTicket)) || mine.length() <= LONGEST && says(bare, List.of());
    }

    private static String subject(String bare) {
        return Folding.fold(TAG.matcher(bare).replaceAll(" "), LONGEST * 2).strip();
    }

    private static boolean says(String text, List<String> names) {
        String words = " " + BETWEEN.matcher(Folding.fold(text, LONGEST * 2)).replaceAll(" ").replaceAll(" +", " ").strip() + " ";
        for (String name : names) {
            words = Folding.unspaced(name.charAt(0)) ? words.replace(name, " ") : words.replace(" " + name + " ", " ");
        }
        return ONLY.matches(words);
    }

    /** Who writes, and who may be thanked; the longest first. */
    private static List<String> names(Letter letter, Desk desk) {
        List<String> names = new ArrayList<>();
        letter.from().stream().limit(1).forEach(from -> add(names, from.name()));
        desk.agents().values().stream().map(Agent::name).flatMap(name -> Stream.of(name.zh(), name.en())).forEach(name -> add(names, name));
        names.sort(Comparator.comparing(String::length).reversed());
        return names;
    }

    private static void add(List<String> names, String name) {
        String folded = Folding.fold(name, NAMES).strip();
        Stream.concat(Stream.of(folded), Stream.of(folded.split(" "))).filter(part -> part.length() > 1).forEach(names::add);
    }
}
