package postern.triage.lastlook;

import java.util.Optional;
import java.util.regex.Pattern;
import postern.letter.Letter;

/** In which of the desk's two languages a text is, where that is beyond doubt: short, mixed and technical texts are in neither. */
enum Tongue {
    CHINESE, ENGLISH;

    private static final Pattern NO_WORDS = Pattern.compile("\\S{0,200}[@/\\\\_=]\\S{0,200}");
    private static final int CHARACTERS = 12;
    private static final int WORDS = 10;
    private static final int FEW = 6;

    static Optional<Tongue> of(Letter letter) {
        String text = Scrutiny.start(letter.text());
        String plain = NO_WORDS.matcher(text).replaceAll(" ");
        int han = 0;
        int words = 0;
        boolean inWord = false;
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            han += Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN ? 1 : 0;
            boolean letter_ = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '\'';
            words += letter_ && !inWord ? 1 : 0;
            inWord = letter_;
        }
        if (han >= CHARACTERS && words * FEW <= han) {
            return Optional.of(CHINESE);
        }
        return words >= WORDS && han * FEW <= words && letter.language().startsWith("en") ? Optional.of(ENGLISH) : Optional.empty();
    }
}
