package postern.archive;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDictDecompress;
import com.github.luben.zstd.ZstdException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.time.LocalDate;
import java.util.zip.CRC32C;

/** Looks whether blocks are what their records say, small ones at once: a stream for each of millions would take most of the time. For one thread. */
final class BlockCheck implements Closeable {
    private static final int SMALL = 1 << 20;
    /** What a small block unpacks to at most; a damaged one cannot ask for more memory. */
    private static final int UNPACKED = 8 << 20;
    private static final String OTHER = "is not what its record says";

    private final Shelf shelf;
    private final ZstdDictDecompress dictionary = new ZstdDictDecompress(Dictionary.standard().octets());
    private FileChannel channel;
    private LocalDate open;

    BlockCheck(Shelf shelf) {
        this.shelf = shelf;
    }

    /** @return what is wrong with the block, or null */
    String wrong(LocalDate day, Block block) {
        try {
            byte[] packed = block.to() - block.from() <= SMALL ? octets(day, block) : null;
            int length = packed == null ? 0 : packed.length - Integer.BYTES;
            long size = packed == null ? 0 : Zstd.getFrameContentSize(packed, 0, length);
            if (size <= 0 || size > UNPACKED) {
                return streamed(day, block);
            }
            CRC32C crc = new CRC32C();
            crc.update(packed, 0, length);
            if (ByteBuffer.wrap(packed).getInt(length) != (int) crc.getValue()) {
                return "does not have its check sum";
            }
            byte[] unpacked = new byte[(int) size];
            long count = Zstd.decompressFastDict(unpacked, 0, packed, 0, length, dictionary);
            return count == size && Digests.of(unpacked).equals(block.sha256()) ? null : OTHER;
        } catch (ZstdException e) {
            return "cannot be unpacked";
        } catch (NoSuchFileException e) {
            return "is missing with its file";
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private String streamed(LocalDate day, Block block) throws IOException {
        try (DigestInputStream in = new DigestInputStream(new BlockStream(shelf.contents(day), block, dictionary), Digests.sha256())) {
            in.transferTo(OutputStream.nullOutputStream());
            return Digests.hex(in.getMessageDigest().digest()).equals(block.sha256()) ? null : OTHER;
        }
    }

    private byte[] octets(LocalDate day, Block block) throws IOException {
        if (!day.equals(open)) {
            close();
            channel = FileChannel.open(shelf.contents(day), StandardOpenOption.READ);
            open = day;
        }
        if (block.to() - block.from() < Integer.BYTES) {
            throw new EOFException("is shorter than any content");
        }
        ByteBuffer packed = ByteBuffer.allocate((int) (block.to() - block.from()));
        while (packed.hasRemaining()) {
            if (channel.read(packed, block.from() + packed.position()) < 0) {
                throw new EOFException("ends early with its file");
            }
        }
        return packed.array();
    }

    @Override
    public void close() throws IOException {
        open = null;
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }
}
