package postern.triage.model;

/**
 * What a mail says, folded as words of rules are.
 *
 * @param subject counts double; may be empty
 * @param text new text, without quotes and signature; only its beginning is looked at
 */
public record Wording(String subject, String text) {
    /** Characters of a text that are looked at: customers say early what they want, and a long mail costs no more. */
    public static final int LONGEST = 1_500;
    private static final int LONGEST_SUBJECT = 300;

    public Wording {
        subject = beginning(subject, LONGEST_SUBJECT);
        text = beginning(text, LONGEST);
    }

    private static String beginning(String text, int length) {
        return text.length() > length ? text.substring(0, length) : text;
    }
}
