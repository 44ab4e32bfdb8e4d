package postern.replay;

import java.util.Optional;
import postern.desk.Reason;
import postern.letter.Letter;
import postern.letter.LetterReader;

/**
 * A mail as it is read, or why it cannot be.
 *
 * @param broken empty if there is a letter
 */
record Paper(byte[] octets, Optional<Letter> letter, Optional<Reason> broken) {
    static Paper of(byte[] octets) {
        try {
            return new Paper(octets, Optional.of(new LetterReader().read(octets)), Optional.empty());
        } catch (RuntimeException | StackOverflowError e) {
            return new Paper(octets, Optional.empty(), Optional.of(Reason.of("unreadable", e.getClass().getSimpleName())));
        }
    }
}
