package postern.edge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A mail from MAIL to the end of DATA. */
final class Transaction {
    private final String sender;
    private final List<String> recipients = new ArrayList<>(2);
    private int surplus;

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

    /** One more recipient than a mail may have. @return how many there were of these */
    int surplus() {
        return ++surplus;
    }

    List<String> recipients() {
        return Collections.unmodifiableList(recipients);
    }
}
