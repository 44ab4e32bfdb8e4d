package postern.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks a block a part at a time. At its end it has checked that every octet of the block is as it was written. */
final class BlockStream extends InputStream {
    private final Dictionary dictionary;
    private final FileChannel channel;
    private final Inflater inflater = new Inflater();
    private final CRC32C crc = new CRC32C();
    private final ByteBuffer packed = ByteBuffer.allocate(1 << 14);
    private final long end;
    private long position;
    private boolean checked;

    BlockStream(Path file, Block block, Dictionary dictionary) throws IOException {
        this.dictionary = dictionary;
        this.position = block.from();
        this.end = block.to() - Integer.BYTES;
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        try {
            while (!inflater.finished()) {
                int count = inflater.inflate(target, offset, length);
                if (count > 0) {
                    return count;
                }
                if (inflater.needsDictionary()) {
                    inflater.setDictionary(dictionary.octets());
                } else if (inflater.needsInput() && !inflater.finished()) {
                    fill();
                }
            }
        } catch (DataFormatException | IllegalArgumentException e) {
            throw new IOException("cannot be unpacked", e);
        }
        check();
        return -1;
    }

    private void fill() throws IOException {
        if (position >= end) {
            throw new EOFException("ends early");
        }
        packed.clear().limit((int) Math.min(packed.capacity(), end - position));
        int count = channel.read(packed, position);
        if (count < 0) {
            throw new EOFException("the file ends early");
        }
        position += count;
        packed.flip();
        crc.update(packed.duplicate());
        inflater.setInput(packed);
    }

    private void check() throws IOException {
        if (!checked) {
            ByteBuffer code = ByteBuffer.allocate(Integer.BYTES);
            if (channel.read(code, end) != Integer.BYTES || position != end || inflater.getRemaining() > 0
                    || code.flip().getInt() != (int) crc.getValue()) {
                throw new IOException("does not have its check sum");
            }
            checked = true;
        }
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        channel.close();
    }
}
