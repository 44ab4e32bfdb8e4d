package postern.spool;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.mail.MessagingException;
import javax.mail.internet.MimeUtility;
import org.apache.james.server.core.MimeMessageWrapper;
import postern.store.Store;
import postern.triage.RawMail;

/**
 * A message whose octets are in the store: a prefix of our own (trace headers) above a body as it was received. As long as
 * nobody changes it, it is written, copied and filed by naming the body, and its octets come out exactly as they came in.
 */
public final class StoredMessage extends MimeMessageWrapper {
    private final StoredSource stored;
    /** Where the fields lie; null until somebody asks for one. */
    private RawMail raw;

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
        return isModified() || inMemory().isEmpty() ? super.getMessageID() : first("message-id").orElse(null);
    }

    /** As with {@link #getMessageID}: the mail library asks for it with each mail that it sends. */
    @Override
    public String getSubject() throws MessagingException {
        if (isModified() || inMemory().isEmpty()) {
            return super.getSubject();
        }
        String subject = first("subject").orElse(null);
        try {
            return subject == null ? null : MimeUtility.decodeText(subject);
        } catch (UnsupportedEncodingException e) {
            return subject;
        }
    }

    private Optional<String> first(String name) {
        RawMail octets = raw(inMemory().orElseThrow());
        return octets.fields().stream().filter(field -> field.name().equals(name)).findFirst().map(octets::value);
    }

    /** @param octets of the message unchanged, the same ones each time */
    private RawMail raw(byte[] octets) {
        if (raw == null) {
            raw = RawMail.of(octets);
        }
        return raw;
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
        return stored.loaded().map(octets -> raw(octets).fields().stream().anyMatch(field -> names.contains(field.name()))).orElse(true);
    }
}
