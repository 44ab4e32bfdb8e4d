package postern.desk;

import java.time.Duration;

/**
 * How the desk acknowledges mail.
 *
 * @param enabled false sends none
 * @param perAddress acknowledgements at most to one address in {@code addressPeriod}
 * @param perDomain acknowledgements at most to one domain an hour
 * @param perHour acknowledgements at most an hour in all
 * @param texts subject and body with placeholders, by BCP 47 tag: {@code zh-Hans}, {@code zh-Hant}, {@code en}
 */
public record Acknowledgements(boolean enabled, int perAddress, Duration addressPeriod, int perDomain, int perHour,
                               java.util.Map<String, ReplyText> texts) {
    public Acknowledgements {
        texts = java.util.Map.copyOf(texts);
    }
}
