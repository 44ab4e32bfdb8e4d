package postern.letter;

/**
 * Something in a text that a program can use.
 *
 * @param value in one spelling: digits without blanks, dates ISO 8601 where they are whole, money as {@code CNY 128.00}
 * @param from first character in the text
 * @param to behind its last character
 */
public record DataPoint(Kind kind, String value, int from, int to) {
    public enum Kind {
        /** A number by one of the desk's own patterns. */
        ORDER,
        PHONE,
        MONEY,
        DATE,
        URL,
        EMAIL,
        /** Payment card, Luhn digit right (ISO/IEC 7812-1). */
        BANK_CARD,
        /** Chinese resident identity number, check digit right (GB 11643). */
        IDENTITY_CARD;

        /** Whether it says who a person is and is to be masked where it need not be seen. */
        public boolean isPersonal() {
            return this == PHONE || this == EMAIL || this == BANK_CARD || this == IDENTITY_CARD;
        }
    }

    /** Without what says who a person is: this is what logs would show. */
    @Override
    public String toString() {
        return kind + (kind.isPersonal() ? "" : " " + value) + " at " + from + " to " + to;
    }
}
