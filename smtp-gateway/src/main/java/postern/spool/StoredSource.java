package postern.spool;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.HexFormat;
import java.util.Optional;
import javax.mail.util.SharedByteArrayInputStream;
import org.apache.james.server.core.MimeMessageSource;
import postern.store.Store;
import postern.store.StoreException;

/** Prefix and body of a stored message. A small one is kept in memory once it was read, a large one is read in parts each time. */
final class StoredSource implements MimeMessageSource {
    static final int SMALL = 1 << 20;

    private final Store store;
    private final byte[] prefix;
    private final byte[] bodyHash;
    private volatile byte[] whole;
    private volatile long size = -1;

    /** @param whole prefix and body if they are in memory anyway, or null */
    StoredSource(Store store, byte[] prefix, byte[] bodyHash, byte[] whole) {
        this.store = store;
        this.prefix = prefix;
        this.bodyHash = bodyHash;
        this.whole = whole;
    }

    byte[] prefix() {
        return prefix;
    }

    byte[] bodyHash() {
        return bodyHash;
    }

    @Override
    public String getSourceId() {
        return HexFormat.of().formatHex(bodyHash);
    }

    /** Prefix and body if they are in memory. */
    Optional<byte[]> inMemory() {
        return Optional.ofNullable(whole);
    }

    /** Prefix and body of a small message; empty for a large one. */
    Optional<byte[]> loaded() throws IOException {
        if (whole == null && getMessageSize() <= SMALL) {
            whole = load();
        }
        return inMemory();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        Optional<byte[]> small = loaded();
        // Shared: the parser keeps a view of the content instead of a copy.
        return small.isPresent() ? new SharedByteArrayInputStream(small.get())
            : new SequenceInputStream(new ByteArrayInputStream(prefix), store.bodies().open(bodyHash));
    }

    private byte[] load() throws IOException {
        try {
            return join(prefix, store.read(connection -> store.bodies().get(connection, bodyHash)));
        } catch (StoreException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    static byte[] join(byte[] prefix, byte[] body) {
        if (prefix.length == 0) {
            return body;
        }
        byte[] joined = new byte[prefix.length + body.length];
        System.arraycopy(prefix, 0, joined, 0, prefix.length);
        System.arraycopy(body, 0, joined, prefix.length, body.length);
        return joined;
    }

    @Override
    public long getMessageSize() throws IOException {
        byte[] octets = whole;
        if (octets != null) {
            return octets.length;
        }
        if (size < 0) {
            try {
                long body = store.read(connection -> store.bodies().size(connection, bodyHash));
                if (body < 0) {
                    throw new IOException("no body " + getSourceId());
                }
                size = prefix.length + body;
            } catch (StoreException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
        return size;
    }
}
