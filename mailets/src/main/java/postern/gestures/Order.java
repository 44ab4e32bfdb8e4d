package postern.gestures;

import postern.desk.Department;
import postern.desk.TicketId;

/** What a control mail asks for. */
public sealed interface Order {
    record Do(Act act) implements Order {
    }

    /** The mail itself is kept with the ticket, for colleagues only. */
    record Note() implements Order {
    }

    /** The answer that was held back is to leave. */
    record Release() implements Order {
    }

    /** The ticket goes on as another one. */
    record Merge(TicketId into) implements Order {
    }

    /** The mail that is answered, and what follows it, is a ticket of its own. */
    record Split() implements Order {
    }

    /** Colleagues of another department are asked. */
    record Ask(Department department) implements Order {
    }

    /** The ticket's story comes back by mail. */
    record Why() implements Order {
    }

    /** It is known what is meant, and that it cannot be so. */
    record Mistaken(Objection why) implements Order {
    }

    /** @param word that nobody understands */
    record Unknown(String word) implements Order {
    }
}
