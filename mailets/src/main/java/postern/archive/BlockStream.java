package postern.archive;

import com.github.luben.zstd.ZstdDictDecompress;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** Unpacks a block a part at a time. At its end it has checked that every octet of the block is as it was written. */
final class BlockStream extends InputStream {
    /** Octets, as a power of two; a damaged block cannot ask for more memory. */
    private static final int LARGEST_WINDOW = 23;

    private final Packed packed;
    private final InputStream unpacked;
    private boolean checked;

    BlockStream(Path file, Block block, ZstdDictDecompress dictionary) throws IOException {
        packed = new Packed(FileChannel.open(file, StandardOpenOption.READ), block);
        try {
            ZstdInputStreamNoFinalizer unpacking = new ZstdInputStreamNoFinalizer(packed);
            unpacking.setDict(dictionary).setLongMax(LARGEST_WINDOW);
            unpacked = unpacking;
        } catch (IOException | RuntimeException e) {
            packed.close();
            throw e;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = unpacked.read(target, offset, length);
        if (count < 0 && !checked) {
            packed.check();
            checked = true;
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        unpacked.close();
    }

    /** The octets of the block but its check sum. */
    private static final class Packed extends InputStream {
        private final FileChannel channel;
        private final CRC32C crc = new CRC32C();
        private final long end;
        private long position;

        Packed(FileChannel channel, Block block) {
            this.channel = channel;
            this.position = block.from();
            this.end = block.to() - Integer.BYTES;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (position >= end || length == 0) {
                return position >= end ? -1 : 0;
            }
            int count = channel.read(ByteBuffer.wrap(target, offset, (int) Math.min(length, end - position)), position);
            if (count < 0) {
                throw new EOFException("ends early with its file");
            }
            crc.update(target, offset, count);
            position += count;
            return count;
        }

        void check() throws IOException {
            ByteBuffer code = ByteBuffer.allocate(Integer.BYTES);
            if (channel.read(code, end) != Integer.BYTES || position != end || code.flip().getInt() != (int) crc.getValue()) {
                throw new IOException("does not have its check sum");
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
