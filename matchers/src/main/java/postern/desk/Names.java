package postern.desk;

import com.ibm.icu.text.Transliterator;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A name shown to people in the languages of the desk.
 *
 * @param zh in simplified characters
 * @param zhHant in traditional characters
 */
public record Names(String zh, String zhHant, String en) {
    private static final Pattern TRADITIONAL = Pattern.compile("zh-(hant|tw|hk|mo).*");

    public Names {
        Objects.requireNonNull(zh);
        Objects.requireNonNull(zhHant);
        Objects.requireNonNull(en);
    }

    /** The traditional characters are those that ICU has for the simplified ones. */
    public Names(String zh, String en) {
        this(zh, Transliterator.getInstance("Simplified-Traditional").transliterate(zh), en);
    }

    /** @param language BCP 47 tag; what is no Chinese gets the English name */
    public String in(String language) {
        String tag = language.toLowerCase(Locale.ROOT);
        return TRADITIONAL.matcher(tag).matches() ? zhHant : tag.startsWith("zh") ? zh : en;
    }
}
