package postern.desk;

import java.util.Objects;

/** A name shown to people in both languages of the desk. */
public record Names(String zh, String en) {
    public Names {
        Objects.requireNonNull(zh);
        Objects.requireNonNull(en);
    }

    /** @param language BCP 47 tag; anything that starts with {@code zh} gives the Chinese name */
    public String in(String language) {
        return language.startsWith("zh") ? zh : en;
    }
}
