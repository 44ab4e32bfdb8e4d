package postern.mailbox;

import org.apache.james.mailbox.model.MailboxId;

/** Id of a mailbox: the key of its row, never given twice. Also its MAILBOXID (RFC 8474 §4.1). */
public record SqlMailboxId(long value) implements MailboxId {
    @Override
    public String serialize() {
        return Long.toString(value);
    }

    @Override
    public String toString() {
        return serialize();
    }

    static long of(MailboxId id) {
        return ((SqlMailboxId) id).value();
    }

    /** Reads ids back from text. */
    public static final class Factory implements MailboxId.Factory {
        @Override
        public MailboxId fromString(String serialized) {
            return new SqlMailboxId(Long.parseLong(serialized));
        }
    }
}
