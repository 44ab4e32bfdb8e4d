package postern.accounts;

/** What a log-in is for. */
public enum Protocol {
    /** Reading mail. */
    IMAP,
    /** Submitting mail. */
    SMTP
}
