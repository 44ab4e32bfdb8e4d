package postern.archive;

import java.util.Locale;

/** What a record of the chain stands for. */
public enum What {
    /** A day begins; names the hash that the day before ended with. */
    DAY,
    /** A mail that the gateway took over, from outside or from an agent. */
    ACCEPTED,
    /** A mail that was handed to the delivery to other servers. */
    SENT,
    /** Things that happened to one ticket. */
    EVENTS,
    /** The contents of earlier records were overwritten; names the receipt. */
    ERASED,
    /** A day ended; carries a code that only the holder of the key can make. */
    SEAL;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static What of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
