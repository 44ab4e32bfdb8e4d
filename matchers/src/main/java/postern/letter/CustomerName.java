package postern.letter;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What to call the writer: as the text or signature says, else as the From header says; never an address or a device.
 *
 * <p>"我是老客户" names nobody: of Chinese words only those count that begin with a family name, unless a label says that it is a name.
 */
public final class CustomerName {
    private static final Pattern LABELLED = Pattern.compile("(?:^|[\\s，。;；,])(?:姓名|联系人|聯絡人|聯繫人|收件人姓名|客户姓名|[Nn]ame|NAME) ?[:：] ?([\\p{IsHan}·]{2,8}|\\p{Lu}[\\p{L}'-]{1,20}(?: \\p{Lu}[\\p{L}'-]{1,20}){0,2})(?=[\\s,.，。;；!！(（]|$)");
    private static final Pattern SAID = Pattern.compile("(?:我叫|我的名字是|我的名字叫|我是|本人)([\\p{IsHan}·]{2,4})(?=[\\s,.，。;；!！、]|$)|(?i:my name is|my name's) (\\p{Lu}[\\p{L}'-]{1,20}(?: \\p{Lu}[\\p{L}'-]{1,20}){0,2})(?=[\\s,.;!]|$)");
    private static final Pattern LINE = Pattern.compile("[-–—/~ ]{0,3}([\\p{IsHan}·]{2,4}|\\p{Lu}[\\p{L}'-]{1,20}(?: \\p{Lu}[\\p{L}'.-]{0,20}){1,2})(?: ?[|｜,，/].{0,60}| ?(?:先生|女士|小姐|敬上|上|拜上))?");
    private static final Pattern HAN = Pattern.compile("[\\p{IsHan}·]+");
    private static final Pattern NO_NAME = Pattern.compile("(?i).*(?:@|客服|客户|顾客|顧客|用户|会员|系统|管理员|公司|部门?$|此致|敬礼|祝好|谢谢|謝謝|感谢|您好|sent from|regards|thanks|service|support|noreply|admin|team|customer|iphone|ipad|outlook|foxmail).*");
    /** The family names of nearly all Chinese, most common first, simplified and traditional, those of two characters apart. */
    private static final String FAMILIES = "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡林郭何高罗羅郑鄭梁谢謝宋唐许許邓鄧冯馮韩韓曹曾彭萧蕭肖蔡潘田董袁于余叶葉蒋蔣杜苏蘇魏程吕呂丁沈任姚卢盧傅钟鍾姜崔谭譚廖范範"
        + "汪陆陸金石戴贾賈韦韋夏邱方侯邹鄒熊孟秦白江阎閻薛尹段雷黎史龙龍陶贺賀顾顧毛郝龚龔邵万萬钱錢严嚴赖賴覃洪武莫孔汤湯向常温溫康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關兰蘭焦俞左柳甘祝包宁寧尚符"
        + "舒阮柯纪紀梅童凌毕畢单單季裴霍涂塗成苗谷盛曲翁冉骆駱蓝藍路游辛靳欧管柴蒙鲍鮑华華喻祁蒲房滕屈饶饒解牟艾尤阳陽时時穆农農司卓古吉缪繆简簡车車项項连連芦蘆麦麥褚娄婁窦竇戚岑景党黨宫宮费費卜冷晏席卫衛米柏宗瞿桂全佟应應臧闵閔苟邬鄔边邊卞姬师師和"
        + "仇栾欒隋商刁沙荣榮巫寇桑郎甄丛叢仲虞敖巩鞏明佘池查麻苑迟遲邝鄺";
    private static final List<String> LONG_FAMILIES = List.of("欧阳", "歐陽", "上官", "司马", "司馬", "诸葛", "諸葛", "司徒", "夏侯", "皇甫", "尉迟", "尉遲", "慕容", "令狐", "东方", "東方", "公孙", "公孫", "端木",
        "独孤", "獨孤", "南宫", "南宮", "长孙", "長孫", "宇文", "轩辕", "軒轅");
    private static final int LOOKED_AT = 2_000;
    /** Without one of these no name is said, which is quickly seen. */
    private static final List<String> SIGNS = List.of("我", "本人", "姓名", "联系人", "聯絡人", "聯繫人", "name", "Name", "NAME");

    private CustomerName() {
    }

    /** @return empty if nothing names the writer */
    public static Optional<String> of(Letter letter) {
        String text = letter.text().substring(0, Math.min(letter.text().length(), LOOKED_AT));
        Optional<String> written = SIGNS.stream().anyMatch(text::contains) ? labelled(text).or(() -> said(text)) : Optional.empty();
        return written.or(() -> signed(letter.signature()))
            .or(() -> letter.from().stream().map(Correspondent::name).map(String::strip)
                .filter(name -> name.length() > 1 && name.length() <= 60 && isName(name)).findFirst());
    }

    private static Optional<String> labelled(String text) {
        Matcher label = LABELLED.matcher(text);
        return label.find() && isName(label.group(1)) ? Optional.of(label.group(1)) : Optional.empty();
    }

    private static Optional<String> said(String text) {
        Matcher said = SAID.matcher(text);
        while (said.find()) {
            String name = said.group(1) == null ? said.group(2) : said.group(1);
            if (isName(name) && isOfAFamily(name)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> signed(String signature) {
        List<String> lines = signature.lines().map(String::strip).filter(line -> !line.isEmpty()).limit(5).toList();
        return lines.stream().map(LINE::matcher).filter(Matcher::matches).map(matcher -> matcher.group(1))
            .filter(name -> isName(name) && isOfAFamily(name)).findFirst();
    }

    /** @return whether a Chinese name begins with a family name and leaves one or two characters; other names are taken as they are */
    private static boolean isOfAFamily(String name) {
        if (!HAN.matcher(name).matches()) {
            return true;
        }
        boolean two = name.length() > 2 && LONG_FAMILIES.contains(name.substring(0, 2));
        return two || name.indexOf('·') > 0 || name.length() <= 3 && FAMILIES.indexOf(name.charAt(0)) >= 0;
    }

    private static boolean isName(String name) {
        return !NO_NAME.matcher(name).matches();
    }
}
