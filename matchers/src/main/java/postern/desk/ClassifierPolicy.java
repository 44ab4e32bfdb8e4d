package postern.desk;

/**
 * How much the classifier may say.
 *
 * @param enabled whether it is asked at all
 * @param precision of a hundred of its answers that count, so many are right; what it cannot promise that of does not count
 */
public record ClassifierPolicy(boolean enabled, int precision) {
    public ClassifierPolicy {
        if (precision < 50 || precision > 99) {
            throw new IllegalArgumentException("a precision of " + precision + " in a hundred");
        }
    }

    public static ClassifierPolicy standard() {
        return new ClassifierPolicy(true, 90);
    }
}
