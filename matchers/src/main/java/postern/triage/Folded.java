package postern.triage;

import postern.letter.Letter;

/**
 * Subject and new text of a mail as {@link Folding} makes them alike: once, for all that look for words in the mail.
 *
 * @param subject without reply and forward marks
 */
public record Folded(String subject, String text) {
    public static Folded of(Letter letter) {
        return new Folded(Folding.fold(letter.bareSubject()), Folding.fold(letter.text()));
    }
}
