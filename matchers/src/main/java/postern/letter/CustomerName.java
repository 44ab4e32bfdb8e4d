package postern.letter;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What to call the writer: as the text or signature says, else as the From header says; never an address or a device. */
public final class CustomerName {
    private static final Pattern SAID = Pattern.compile("(?:我叫|我的名字是|我是|姓名[:：]\\s?|联系人[:：]\\s?|my name is |name: ?)([\\p{IsHan}·]{2,5}|\\p{Lu}[\\p{L}'-]{1,20}(?: \\p{Lu}[\\p{L}'-]{1,20}){0,2})(?=[\\s,.，。;；!！]|$)");
    private static final Pattern LINE = Pattern.compile("[-–—/~ ]{0,3}([\\p{IsHan}·]{2,4}|\\p{Lu}[\\p{L}'-]{1,20}(?: \\p{Lu}[\\p{L}'.-]{0,20}){1,2})");
    private static final Pattern NO_NAME = Pattern.compile("(?i).*(?:@|客服|系统|管理员|公司|部门?$|此致|敬礼|祝好|谢谢|sent from|regards|service|support|noreply|admin|team).*");
    private static final int LOOKED_AT = 4_000;

    private CustomerName() {
    }

    /** @return empty if nothing names the writer */
    public static Optional<String> of(Letter letter) {
        String text = letter.text().substring(0, Math.min(letter.text().length(), LOOKED_AT));
        Matcher said = SAID.matcher(text);
        if (said.find() && isName(said.group(1))) {
            return Optional.of(said.group(1));
        }
        return signed(letter.signature()).or(() -> letter.from().stream().map(Correspondent::name).map(String::strip)
            .filter(name -> name.length() > 1 && name.length() <= 60 && isName(name)).findFirst());
    }

    private static Optional<String> signed(String signature) {
        List<String> lines = signature.lines().map(String::strip).filter(line -> !line.isEmpty()).limit(5).toList();
        return lines.stream().map(LINE::matcher).filter(Matcher::matches).map(matcher -> matcher.group(1)).filter(CustomerName::isName).findFirst();
    }

    private static boolean isName(String name) {
        return !NO_NAME.matcher(name).matches();
    }
}
