package postern.letter;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The one spelling of a data point, and whether it is one at all. */
final class DataPointValues {
    private static final List<String> MONTHS = List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final int[] IDENTITY_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String IDENTITY_CHECKS = "10X98765432";
    /** Longer signs first, as they hold the shorter ones. */
    private static final List<Map.Entry<String, String>> CURRENCIES = List.of(
        Map.entry("us$", "USD"), Map.entry("hk$", "HKD"), Map.entry("nt$", "TWD"), Map.entry("usd", "USD"), Map.entry("美元", "USD"), Map.entry("美金", "USD"),
        Map.entry("dollar", "USD"), Map.entry("eur", "EUR"), Map.entry("欧元", "EUR"), Map.entry("€", "EUR"), Map.entry("gbp", "GBP"), Map.entry("£", "GBP"),
        Map.entry("hkd", "HKD"), Map.entry("港币", "HKD"), Map.entry("twd", "TWD"), Map.entry("台币", "TWD"), Map.entry("jpy", "JPY"), Map.entry("$", "USD"));

    private DataPointValues() {
    }

    /** @return null if the text only looks like one */
    static String of(DataPoint.Kind kind, String text) {
        return switch (kind) {
            case URL, ORDER -> text;
            case EMAIL -> Addresses.address(text).orElse(null);
            case IDENTITY_CARD -> isIdentity(text) ? text.toUpperCase(Locale.ROOT) : null;
            case BANK_CARD -> isLuhn(digits(text)) ? digits(text) : null;
            case PHONE -> phone(text);
            case DATE -> date(text);
            case MONEY -> money(text);
        };
    }

    private static String digits(String text) {
        StringBuilder digits = new StringBuilder();
        text.chars().filter(c -> c >= '0' && c <= '9').forEach(c -> digits.append((char) c));
        return digits.toString();
    }

    /** GB 11643: a date of birth inside, and a check digit after ISO 7064 MOD 11-2. */
    static boolean isIdentity(String number) {
        int sum = 0;
        for (int i = 0; i < IDENTITY_WEIGHTS.length; i++) {
            sum += (number.charAt(i) - '0') * IDENTITY_WEIGHTS[i];
        }
        return IDENTITY_CHECKS.charAt(sum % 11) == Character.toUpperCase(number.charAt(17))
            && isDate(Integer.parseInt(number.substring(6, 10)), Integer.parseInt(number.substring(10, 12)), Integer.parseInt(number.substring(12, 14)))
            && number.charAt(6) <= '2';
    }

    /** ISO/IEC 7812-1 annex B. */
    static boolean isLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
            sum += i % 2 == 0 ? digit : doubled;
        }
        return sum % 10 == 0 && digits.charAt(0) != '0' && digits.chars().distinct().count() > 1;
    }

    private static String phone(String text) {
        String digits = digits(text);
        boolean international = text.startsWith("+") || text.startsWith("00");
        String bare = text.startsWith("00") ? digits.substring(2) : digits;
        return international ? "+" + bare : bare;
    }

    private static String date(String text) {
        String[] numbers = text.replaceAll("[^0-9]+", " ").strip().split(" ");
        String lower = text.toLowerCase(Locale.ROOT);
        for (int month = 0; month < MONTHS.size(); month++) {
            if (lower.contains(MONTHS.get(month)) && numbers.length == 2) {
                return iso(number(numbers[1]), month + 1, number(numbers[0]));
            }
        }
        if (numbers.length == 2) {
            boolean real = isDate(2024, number(numbers[0]), number(numbers[1]));
            return real ? String.format(Locale.ROOT, "--%02d-%02d", number(numbers[0]), number(numbers[1])) : null;
        }
        boolean yearLast = numbers[2].length() == 4;
        return yearLast ? iso(number(numbers[2]), number(numbers[1]), number(numbers[0])) : iso(number(numbers[0]), number(numbers[1]), number(numbers[2]));
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    private static String iso(int year, int month, int day) {
        return isDate(year, month, day) ? LocalDate.of(year, month, day).toString() : null;
    }

    private static boolean isDate(int year, int month, int day) {
        try {
            LocalDate.of(year, month, day);
            return true;
        } catch (DateTimeException impossible) {
            return false;
        }
    }

    private static String money(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String currency = CURRENCIES.stream().filter(entry -> lower.contains(entry.getKey())).map(Map.Entry::getValue).findFirst().orElse("CNY");
        BigDecimal amount = new BigDecimal(text.replaceAll("[^0-9.]", ""));
        if (text.indexOf('万') >= 0) {
            amount = amount.movePointRight(4);
        } else if (text.indexOf('亿') >= 0) {
            amount = amount.movePointRight(8);
        }
        return currency + " " + amount.toPlainString();
    }
}
