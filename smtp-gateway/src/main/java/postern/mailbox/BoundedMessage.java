package postern.mailbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Content;
import org.apache.james.mailbox.model.FetchGroup;
import org.apache.james.mailbox.model.Header;
import org.apache.james.mailbox.model.MessageResult;
import org.apache.james.mailbox.model.MimeDescriptor;
import org.apache.james.mailbox.model.MimePath;
import org.apache.james.mailbox.store.MessageResultImpl;
import org.apache.james.mailbox.store.MimeDescriptorImpl;
import org.apache.james.mailbox.store.ResultUtils;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import org.apache.james.mime4j.MimeException;

/**
 * A message for FETCH whose parts are told only as deep as mail of people goes. James' parser calls itself for each level, so
 * that a mail of a hundred kilobytes overflows the stack, which Reactor leaves without an answer; what is nested deeper is told
 * as one attachment.
 */
final class BoundedMessage extends MessageResultImpl {
    private static final int DEEPEST = 100;
    private static final byte[] FLAT = "Content-Type: application/octet-stream\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final MessageResultImpl parts;
    private MimeDescriptor structure;

    private BoundedMessage(MailboxMessage message, MessageResultImpl parts) {
        super(message);
        this.parts = parts;
    }

    /** @throws MailboxException if a part that is asked for lies too deep, too */
    static MessageResult of(MailboxMessage message, FetchGroup parts) throws MailboxException {
        try {
            return new BoundedMessage(message, (MessageResultImpl) ResultUtils.loadMessageResult(message, parts));
        } catch (StackOverflowError e) {
            throw new MailboxException("Message " + message.getUid() + " is nested too deep");
        }
    }

    @Override
    public Content getBody(MimePath path) {
        return parts.getBody(path);
    }

    @Override
    public Content getMimeBody(MimePath path) {
        return parts.getMimeBody(path);
    }

    @Override
    public Content getFullContent(MimePath path) {
        return parts.getFullContent(path);
    }

    @Override
    public Iterator<Header> iterateHeaders(MimePath path) {
        return parts.iterateHeaders(path);
    }

    @Override
    public Iterator<Header> iterateMimeHeaders(MimePath path) {
        return parts.iterateMimeHeaders(path);
    }

    @Override
    public MimeDescriptor getMimeDescriptor() throws MailboxException {
        if (structure == null) {
            structure = parse();
        }
        return structure;
    }

    private MimeDescriptor parse() throws MailboxException {
        try {
            MimeDescriptor whole = super.getMimeDescriptor();
            if (isWithin(whole, DEEPEST)) {
                return whole;
            }
        } catch (StackOverflowError e) {
            // Told below: on the stack as it is now there is room.
        }
        try {
            return MimeDescriptorImpl.build(new SequenceInputStream(new ByteArrayInputStream(FLAT), getBody().getInputStream()));
        } catch (IOException | MimeException e) {
            throw new MailboxException("Unable to read message " + getUid(), e);
        }
    }

    private static boolean isWithin(MimeDescriptor part, int levels) {
        if (levels == 0) {
            return false;
        }
        if (part.embeddedMessage() != null && !isWithin(part.embeddedMessage(), levels - 1)) {
            return false;
        }
        for (Iterator<MimeDescriptor> parts = part.parts(); parts.hasNext();) {
            if (!isWithin(parts.next(), levels - 1)) {
                return false;
            }
        }
        return true;
    }
}
