package postern.explain;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Mails in files, directories and mailbox files, one after another. */
public final class Mails {
    /** Octets of one mail at most; a longer one is an error of its own. */
    static final int LARGEST = 128 << 20;
    private static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);

    private Mails() {
    }

    /** Gets the mails. One thread calls it. */
    public interface Reader {
        /** @param name of the file, with {@code #n} for the nth mail of a mailbox file */
        void mail(String name, byte[] octets);

        /** @param trouble why there is no mail */
        void unreadable(String name, String trouble);
    }

    /** @return the files under these, directories in the order of their names; what does not exist stays in the list */
    public static List<Path> files(List<Path> roots) throws IOException {
        return roots.stream().flatMap(root -> Files.isDirectory(root) ? under(root) : Stream.of(root)).toList();
    }

    private static Stream<Path> under(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList().stream();
        } catch (IOException e) {
            return Stream.of(directory);
        }
    }

    public static void read(Path file, Reader reader) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            in.mark(FROM.length);
            boolean mailbox = java.util.Arrays.equals(in.readNBytes(FROM.length), FROM);
            in.reset();
            if (mailbox) {
                split(file.toString(), in, reader);
            } else {
                byte[] octets = in.readNBytes(LARGEST + 1);
                give(file.toString(), octets, octets.length > LARGEST, reader);
            }
        } catch (IOException e) {
            reader.unreadable(file.toString(), "cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static void give(String name, byte[] octets, boolean over, Reader reader) {
        if (over) {
            reader.unreadable(name, "over " + (LARGEST >> 20) + " MiB");
        } else {
            reader.mail(name, octets);
        }
    }

    /** RFC 4155: a mail begins with a From line after an empty one. A file with one such line is one mail. */
    private static void split(String file, InputStream in, Reader reader) throws IOException {
        ByteArrayOutputStream mail = new ByteArrayOutputStream();
        boolean empty = true;
        boolean over = false;
        int number = 0;
        for (byte[] line = line(in); line.length > 0; line = line(in)) {
            if (empty && startsWith(line, 0, FROM)) {
                if (number++ > 0) {
                    give(file + "#" + (number - 1), mail.toByteArray(), over, reader);
                }
                mail.reset();
                over = false;
            } else if (mail.size() + line.length > LARGEST) {
                over = true;
            } else {
                mail.write(line, quoted(line) ? 1 : 0, line.length - (quoted(line) ? 1 : 0));
            }
            empty = line[0] == '\n' || line[0] == '\r';
        }
        give(number == 1 ? file : file + "#" + number, mail.toByteArray(), over, reader);
    }

    private static boolean quoted(byte[] line) {
        int arrows = 0;
        while (arrows < line.length && line[arrows] == '>') {
            arrows++;
        }
        return arrows > 0 && startsWith(line, arrows, FROM);
    }

    private static boolean startsWith(byte[] line, int from, byte[] prefix) {
        return line.length - from >= prefix.length && java.util.Arrays.equals(line, from, from + prefix.length, prefix, 0, prefix.length);
    }

    /** A line with its end, empty at the end of the file; a very long one comes in parts. */
    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(100);
        int octet = in.read();
        while (octet >= 0) {
            line.write(octet);
            if (octet == '\n' || line.size() >= 1 << 20) {
                break;
            }
            octet = in.read();
        }
        return line.toByteArray();
    }
}
