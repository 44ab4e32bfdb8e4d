package postern.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;

/**
 * Packs contents one by one (RFC 1950 with a preset dictionary, which a small mail needs), each followed by its CRC-32C (RFC 3720
 * appendix B.4), so that a flipped bit that unpacks to the same text is found too. For one thread.
 */
final class Packer implements AutoCloseable {
    private static final int LEVEL = 4;

    private final Dictionary dictionary;
    private final Deflater deflater = new Deflater(LEVEL);
    private final byte[] read = new byte[1 << 16];
    private final byte[] packed = new byte[1 << 16];

    /** @param length octets that were written */
    record Packed(long length, long size, String sha256) {
    }

    Packer(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    /** @param head goes before the content, in the digest too, but does not count as its size */
    Packed pack(byte[] head, InputStream content, OutputStream to) throws IOException {
        deflater.reset();
        deflater.setDictionary(dictionary.octets());
        MessageDigest digest = Digests.sha256();
        CRC32C crc = new CRC32C();
        long length = feed(head, head.length, digest, crc, to);
        long size = 0;
        for (int count = content.read(read); count >= 0; count = content.read(read)) {
            length += feed(read, count, digest, crc, to);
            size += count;
        }
        deflater.finish();
        length += drain(crc, to);
        to.write(ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array());
        return new Packed(length + Integer.BYTES, size, Digests.hex(digest.digest()));
    }

    private long feed(byte[] octets, int count, MessageDigest digest, CRC32C crc, OutputStream to) throws IOException {
        digest.update(octets, 0, count);
        deflater.setInput(octets, 0, count);
        return drain(crc, to);
    }

    private long drain(CRC32C crc, OutputStream to) throws IOException {
        long length = 0;
        for (int count = deflater.deflate(packed); count > 0; count = deflater.deflate(packed)) {
            crc.update(packed, 0, count);
            to.write(packed, 0, count);
            length += count;
        }
        return length;
    }

    @Override
    public void close() {
        deflater.end();
    }
}
