package postern.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.LongConsumer;

/** Reads and copies files, with their sums. */
final class Copying {
    private static final int BUFFER = 1 << 18;

    private Copying() {
    }

    /** Size and SHA-256 of what was read. */
    record Sum(long size, String sha256) {
    }

    static Sum read(Path file, LongConsumer progress) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return pass(in, null, progress);
        }
    }

    /** Copies what the file holds when it is reached, to a file that only its owner reads; it is on the disk then. */
    static Sum copy(Path from, Path to, LongConsumer progress) throws IOException {
        directories(to.getParent());
        try (InputStream in = Files.newInputStream(from);
             FileChannel out = FileChannel.open(to, Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                 StandardOpenOption.WRITE),
                 PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            Sum sum = pass(in, out, progress);
            out.force(true);
            return sum;
        }
    }

    static void directories(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    /** Returns when the file, or the names in the directory, are on the disk. */
    static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Sum pass(InputStream in, FileChannel out, LongConsumer progress) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            digest.update(buffer, 0, count);
            for (ByteBuffer left = ByteBuffer.wrap(buffer, 0, count); out != null && left.hasRemaining(); ) {
                out.write(left);
            }
            size += count;
            progress.accept(count);
        }
        return new Sum(size, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
