package postern.letter;

/** Who made a mail: a person, or which kind of machine. */
public enum Origin {
    /** A person wrote it. */
    CUSTOMER,
    /** A vacation note or the acknowledgement of another desk. */
    AUTO_REPLY,
    /** A delivery status notification, in whatever form. */
    BOUNCE,
    /** A mailing list or bulk mail. */
    LIST,
    /** A feedback, receipt or policy report: ARF, MDN, DMARC. */
    REPORT,
    /** Marked as junk by a filter we trust. */
    JUNK;

    /** @return whether no person waits for an answer. A list is read as a customer's mail: what was wrongly taken for one gets a clock. */
    public boolean machine() {
        return switch (this) {
            case CUSTOMER, LIST -> false;
            case AUTO_REPLY, BOUNCE, REPORT, JUNK -> true;
        };
    }

    /** The word of {@code explain --json} and of headers: {@code auto-reply}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
