package postern.edge;

/** The three ways in. */
public enum Door {
    /** Port 25: mail from anyone to us. */
    RECEPTION,
    /** Port 587: mail of our agents, STARTTLS before log-in (RFC 6409). */
    SUBMISSION,
    /** Port 465: the same, TLS from the first octet (RFC 8314 §3.3). */
    SUBMISSIONS;

    boolean needsLogin() {
        return this != RECEPTION;
    }

    boolean startsWithTls() {
        return this == SUBMISSIONS;
    }

    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
