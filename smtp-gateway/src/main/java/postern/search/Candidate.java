package postern.search;

import java.util.function.LongFunction;
import postern.index.MailText;

/** A mail that a search looks at; its text is read only if a condition asks for it. */
final class Candidate {
    private final Row row;
    private final boolean indexed;
    private final LongFunction<MailText> texts;
    private MailText text;

    /** @param indexed whether the index knows it */
    Candidate(Row row, boolean indexed, LongFunction<MailText> texts) {
        this.row = row;
        this.indexed = indexed;
        this.texts = texts;
    }

    Row row() {
        return row;
    }

    boolean indexed() {
        return indexed;
    }

    MailText text() {
        if (text == null) {
            text = texts.apply(row.mail());
        }
        return text;
    }
}
