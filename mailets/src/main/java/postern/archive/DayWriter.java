package postern.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes behind the end of a day's two files. What was written is on the disk after {@link #sync}. For one thread. */
final class DayWriter implements Closeable {
    private static final int HELD = 1 << 18;

    private final Appended lines;
    private final Appended contents;

    DayWriter(Path lines, Path contents, long linesFrom, long contentsFrom) throws IOException {
        Files.createDirectories(lines.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        this.contents = new Appended(contents, contentsFrom);
        this.lines = new Appended(lines, linesFrom);
    }

    /** @param at where writing begins; what lies behind is cut off */
    private static final class Appended extends OutputStream {
        private final FileChannel channel;
        private final ByteBuffer held = ByteBuffer.allocate(HELD);
        private long written;

        Appended(Path file, long at) throws IOException {
            channel = FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            channel.truncate(at);
            written = at;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            for (int done = 0; done < length;) {
                if (!held.hasRemaining()) {
                    flush();
                }
                int count = Math.min(held.remaining(), length - done);
                held.put(octets, offset + done, count);
                done += count;
            }
        }

        long position() {
            return written + held.position();
        }

        @Override
        public void flush() throws IOException {
            held.flip();
            while (held.hasRemaining()) {
                written += channel.write(held, written);
            }
            held.clear();
        }

        void sync() throws IOException {
            flush();
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    Block block(Packer packer, byte[] head, InputStream content) throws IOException {
        long from = contents.position();
        Packer.Packed packed = packer.pack(head, content, contents);
        return new Block(from, from + packed.length(), packed.size(), packed.sha256());
    }

    /** @return where it begins */
    long line(String hash, byte[] json) throws IOException {
        long at = lines.position();
        lines.write(hash.getBytes(StandardCharsets.US_ASCII));
        lines.write(' ');
        lines.write(json);
        lines.write('\n');
        return at;
    }

    long linesEnd() {
        return lines.position();
    }

    long contentsEnd() {
        return contents.position();
    }

    /** Contents first: a record that is on the disk has its content there. */
    void sync() throws IOException {
        contents.sync();
        lines.sync();
    }

    @Override
    public void close() throws IOException {
        try (contents) {
            lines.close();
        }
    }
}
