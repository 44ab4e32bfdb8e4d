package postern.mailbox;

import org.apache.james.mailbox.model.MessageId;

/** Id of a message: stays with it over COPY and MOVE. Also its EMAILID (RFC 8474 §5.1). */
public record SqlMessageId(long value) implements MessageId {
    @Override
    public String serialize() {
        return Long.toString(value);
    }

    @Override
    public boolean isSerializable() {
        return true;
    }

    @Override
    public String toString() {
        return serialize();
    }

    static long of(MessageId id) {
        return ((SqlMessageId) id).value();
    }
}
