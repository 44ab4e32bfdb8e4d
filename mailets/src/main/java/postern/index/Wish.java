package postern.index;

import java.time.LocalDate;
import java.util.List;

/** What a person looks for. */
public sealed interface Wish {
    /**
     * Words in a mail.
     *
     * @param zones where; empty for anywhere
     * @param text as it was written
     * @param phrase whether it stood in quotes
     */
    record Words(List<Zone> zones, String text, boolean phrase) implements Wish {
        public Words {
            zones = List.copyOf(zones);
        }
    }

    /** What the desk knows of the mail's ticket. */
    record Of(Trait trait, String value) implements Wish {
    }

    /** Names of what the desk knows of a ticket. */
    enum Trait { TOPIC, TEAM, AGENT, TICKET, STATE, PRIORITY }

    /** With attached files. */
    record WithFiles() implements Wish {
    }

    /** Received before a day, or on it and after. */
    record Received(LocalDate day, boolean before) implements Wish {
    }

    /** All of them. */
    record All(List<Wish> parts) implements Wish {
        public All {
            parts = List.copyOf(parts);
        }
    }

    /** One of them at least. */
    record Any(List<Wish> parts) implements Wish {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    /** Not so. */
    record Not(Wish part) implements Wish {
    }
}
