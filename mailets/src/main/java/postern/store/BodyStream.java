package postern.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.function.IntFunction;

/** The octets of a body, fetched a part at a time. */
final class BodyStream extends InputStream {
    private final IntFunction<byte[]> parts;
    private byte[] part = new byte[0];
    private int next;
    private int position;

    /** @param parts gives the part of a number, or null past the end */
    BodyStream(IntFunction<byte[]> parts) {
        this.parts = parts;
    }

    @Override
    public int read() throws IOException {
        return fill() ? part[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, part.length - position);
        System.arraycopy(part, position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public int available() {
        return part == null ? 0 : part.length - position;
    }

    private boolean fill() throws IOException {
        while (part != null && position == part.length) {
            try {
                boolean last = next > 0 && part.length < SqliteBodies.PART;
                part = last ? null : parts.apply(next++);
            } catch (StoreException e) {
                throw new IOException(e.getMessage(), e);
            }
            position = 0;
        }
        return part != null;
    }
}
