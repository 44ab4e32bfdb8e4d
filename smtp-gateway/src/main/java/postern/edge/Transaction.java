package postern.edge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A mail from MAIL to the end of DATA. */
final class Transaction {
    private final String sender;
    private final List<String> recipients = new ArrayList<>(2);

    Transaction(String sender) {
        this.sender = sender;
    }

    String sender() {
        return sender;
    }

    /** A recipient named twice gets the mail once. */
    void add(String recipient) {
        if (!recipients.contains(recipient)) {
            recipients.add(recipient);
        }
    }

    List<String> recipients() {
        return Collections.unmodifiableList(recipients);
    }
}
