package postern.spool;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.mail.MessagingException;
import org.apache.james.server.core.MimeMessageWrapper;
import postern.store.Store;
import postern.triage.RawMail;

/**
 * A message whose octets are in the store: a prefix of our own (trace headers) above a body as it was received. As long as
 * nobody changes it, it is written, copied and filed by naming the body, and its octets come out exactly as they came in.
 */
public final class StoredMessage extends MimeMessageWrapper {
    private final StoredSource stored;

    StoredMessage(StoredSource stored) {
        super(stored);
        this.stored = stored;
    }

    /** A message of a body that the store has. */
    public static StoredMessage of(Store store, byte[] prefix, byte[] bodyHash) {
        return new StoredMessage(new StoredSource(store, prefix, bodyHash, null));
    }

    /** @return SHA-256 of the body below the prefix; empty once the message was changed, as its octets are others then */
    public Optional<byte[]> bodyHash() {
        return isModified() ? Optional.empty() : Optional.of(stored.bodyHash());
    }

    /** Prefix and body if they are in memory anyway. */
    Optional<byte[]> inMemory() {
        return stored.inMemory();
    }

    /** Octets above the body; may be empty. */
    public byte[] prefix() {
        return stored.prefix();
    }

    @Override
    public InputStream getMessageInputStream() throws MessagingException {
        if (isModified()) {
            return super.getMessageInputStream();
        }
        try {
            return stored.getInputStream();
        } catch (IOException e) {
            throw new MessagingException("cannot read the stored message", e);
        }
    }

    /** Parsing a header for one field takes its time; James asks for this one at each delivery. */
    @Override
    public String getMessageID() throws MessagingException {
        if (isModified() || inMemory().isEmpty()) {
            return super.getMessageID();
        }
        RawMail raw = RawMail.of(inMemory().get());
        return raw.fields().stream().filter(field -> field.name().equals("message-id")).findFirst().map(raw::value).orElse(null);
    }

    /** Writing through a parsed header would fold and repair what the sender wrote; an unchanged message is written as it is. */
    @Override
    public void writeTo(OutputStream headers, OutputStream body, String[] ignored, boolean preLoad)
            throws IOException, MessagingException {
        if (isModified() || headers != body || mayHave(ignored)) {
            super.writeTo(headers, body, ignored, preLoad);
            return;
        }
        try (InputStream in = stored.getInputStream()) {
            in.transferTo(body);
        }
    }

    private boolean mayHave(String[] ignored) throws IOException {
        if (ignored == null || ignored.length == 0) {
            return false;
        }
        Set<String> names = Arrays.stream(ignored).map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        return stored.loaded().map(octets -> RawMail.of(octets).fields().stream().anyMatch(field -> names.contains(field.name()))).orElse(true);
    }
}
