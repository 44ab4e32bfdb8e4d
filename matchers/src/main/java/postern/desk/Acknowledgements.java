package postern.desk;

import java.time.Duration;
import java.util.Map;

/**
 * How the desk acknowledges mail.
 *
 * @param enabled false sends none
 * @param perAddress acknowledgements at most to one address in {@code addressPeriod}
 * @param perDomain acknowledgements at most to one domain an hour
 * @param perHour acknowledgements at most an hour in all
 * @param texts subject and body with placeholders, by BCP 47 tag: {@code zh-Hans}, {@code zh-Hant}, {@code en}
 * @param missed the same, for who was told a time that passed without an answer; empty: nobody hears of it
 */
public record Acknowledgements(boolean enabled, int perAddress, Duration addressPeriod, int perDomain, int perHour,
                               Map<String, ReplyText> texts, Map<String, ReplyText> missed) {
    public Acknowledgements {
        texts = Map.copyOf(texts);
        missed = Map.copyOf(missed);
    }

    /** Without a word on missed promises. */
    public Acknowledgements(boolean enabled, int perAddress, Duration addressPeriod, int perDomain, int perHour, Map<String, ReplyText> texts) {
        this(enabled, perAddress, addressPeriod, perDomain, perHour, texts, Map.of());
    }
}
