package postern.triage.lastlook;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import postern.desk.AnswerPolicy;

/**
 * Finds what a template left open: {@code {customer.name}}, {@code <NAME>}, {@code [Your Name]}, {@code 【客户姓名】}, {@code XXX}.
 *
 * <p>Brackets are usual in mail, so what stands in them must be a name of a field and nothing else, and must not be used as a label:
 * {@code 【订单号】：A20250101} is filled. Letters X beside digits mask a number, beside other letters they are a size.
 */
final class Placeholders {
    private static final Pattern BRACES = Pattern.compile("(?<![/=\"'\\w$])\\{{1,2}[ ]?([a-z][a-z0-9._ -]{0,39}|\\p{IsHan}{2,10})[ ]?}{1,2}", Pattern.CASE_INSENSITIVE);
    private static final Pattern FIELD = Pattern.compile("(?:customer|client|agent|ticket|order|team|company|user|first|last|full|your|deadline)[._ -]?"
        + "(?:name|number|no|id|date|time|email|address|phone|deadline)|name|deadline|ticket|order|客户\\p{IsHan}{0,6}|客戶\\p{IsHan}{0,6}|顾客\\p{IsHan}{0,6}|姓名|称呼|订单号|訂單號|订单编号|"
        + "工单号|日期|金额|退款金额|快递单号|运单号|客服姓名|商品名称");
    private static final Pattern ANGLES = Pattern.compile("<([A-Z][A-Z _-]{1,39}|[A-Z][a-z]+ [A-Z][A-Za-z ]{1,36})>");
    private static final Pattern SQUARES = Pattern.compile("\\[([A-Za-z][A-Za-z _'-]{1,39})](?!\\()");
    /** Words that alone name a field, and words that go with them. */
    private static final Set<String> NOUNS = Set.of("name", "number", "date", "amount", "address", "product", "phone", "email", "title", "time", "reason", "item");
    private static final Set<String> BESIDE = Set.of("customer", "customer's", "client", "client's", "first", "last", "full", "your", "the", "order", "ticket",
        "tracking", "invoice", "agent", "company", "insert", "enter", "here", "case", "refund", "delivery", "account", "product", "recipient", "sender", "team", "position", "job");
    private static final String NAMES_ZH = "客户姓名|客戶姓名|客户名称|客戶名稱|客户名|客户称呼|顾客姓名|顧客姓名|您的姓名|你的姓名|您的名字|姓名|名字|称呼|稱呼|收件人姓名|客服姓名|客服名|客服名称|公司名称|公司名";
    private static final String LABELS_ZH = "订单号|訂單號|订单编号|訂單編號|订单号码|快递单号|快遞單號|运单号|運單號|物流单号|单号|单號|日期|时间|時間|金额|金額|退款金额|退款金額|电话|電話|地址|商品名称|商品名稱|产品名称|產品名稱|"
        + "工单号|工單號|案件编号|案件編號|链接|連結";
    private static final Pattern CHINESE = Pattern.compile("[【\\[〔<{]\\s{0,2}(?:(?:请|請)?(?:填写|填寫|填入|插入|输入|輸入|此处填|此處填)?)(?:(" + NAMES_ZH + ")|(" + LABELS_ZH
        + ")|[xX×]{2,6}|(?:请|請)?(?:在此)?(?:填写|填寫|插入)[^】\\]〕>}\\n]{0,12})\\s{0,2}[】\\]〕>}]");
    private static final Pattern CROSSES = Pattern.compile("(?<![A-Za-z0-9*_/#.\\\\-])(?:X{3,20}|×{3,20}|(?<=\\p{IsHan})x{3,20}|x{3,20}(?=\\p{IsHan}))(?![A-Za-z0-9*_/-]|\\.[A-Za-z0-9])");
    private static final Pattern TWO_CROSSES = Pattern.compile("(?<![A-Za-z0-9*])[Xx×]{2}(?=先生|女士|小姐|年[Xx×]|月[Xx×]|元[^素])|(?:尊敬的|亲爱的|親愛的|Dear )[Xx×]{2}(?![A-Za-z0-9])");

    private Placeholders() {
    }

    /** @param text in normal form NFKC */
    static Optional<String> in(String text) {
        return field(text).or(() -> words(ANGLES, text, false)).or(() -> words(SQUARES, text, true)).or(() -> chinese(text))
            .or(() -> first(CROSSES, text)).or(() -> first(TWO_CROSSES, text));
    }

    private static Optional<String> field(String text) {
        Matcher braces = BRACES.matcher(text);
        while (braces.find()) {
            String name = braces.group(1).strip().toLowerCase(Locale.ROOT);
            boolean double_ = braces.group().startsWith("{{");
            if (AnswerPolicy.FIELDS.contains(name) || FIELD.matcher(name).matches() || double_ && name.contains("name")
                    || name.startsWith("customer.") || name.startsWith("agent.")) {
                return Optional.of(braces.group());
            }
        }
        return Optional.empty();
    }

    /** @param anyCase whether {@code Customer Name} counts as well as {@code NAME}; a single word must be in capitals */
    private static Optional<String> words(Pattern pattern, String text, boolean anyCase) {
        Matcher brackets = pattern.matcher(text);
        while (brackets.find()) {
            String inside = brackets.group(1).strip();
            List<String> words = List.of(inside.toLowerCase(Locale.ROOT).split("[ _-]+"));
            boolean names = words.stream().anyMatch(NOUNS::contains) && words.stream().allMatch(word -> NOUNS.contains(word) || BESIDE.contains(word));
            boolean capitals = inside.equals(inside.toUpperCase(Locale.ROOT));
            if (names && (capitals || words.size() > 1 || anyCase && inside.equalsIgnoreCase("name"))) {
                return Optional.of(brackets.group());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> chinese(String text) {
        Matcher brackets = CHINESE.matcher(text);
        while (brackets.find()) {
            boolean lineStart = text.substring(Math.max(0, brackets.start() - 3), brackets.start()).isBlank()
                || text.lastIndexOf('\n', brackets.start()) >= brackets.start() - 3;
            int behind = brackets.end();
            char next = behind < text.length() ? text.charAt(behind) : '\n';
            boolean label = next == ':' || next >= '0' && next <= '9' || next >= 'A' && next <= 'Z' || brackets.group(2) != null && lineStart;
            if (!label) {
                return Optional.of(brackets.group());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }
}
