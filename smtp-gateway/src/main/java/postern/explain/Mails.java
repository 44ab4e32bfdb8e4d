package postern.explain;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;

/** Mails in files, directories and mailbox files, one after another. */
public final class Mails {
    /** Octets of one mail at most; a longer one is an error of its own. */
    static final int LARGEST = 64 << 20;
    private static final int SORTED = 50_000;
    private static final int LONGEST_POSTMARK = 400;
    private static final Pattern POSTMARK = Pattern.compile("From \\S+ +[A-Z][a-z]{2} [A-Z][a-z]{2} +\\d{1,2} \\d{2}:\\d{2}");
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

    /** Reads all mails of these files and of the files below these directories, one after another. */
    public static void each(List<Path> roots, Reader reader) {
        for (Path root : roots) {
            if (Files.isDirectory(root)) {
                below(root, reader);
            } else {
                read(root, reader);
            }
        }
    }

    private static void below(Path directory, Reader reader) {
        Deque<Path> directories = new ArrayDeque<>(List.of(directory));
        while (!directories.isEmpty()) {
            Path next = directories.pop();
            List<Path> inside = new ArrayList<>();
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(next, entry -> !entry.getFileName().toString().startsWith("."))) {
                Iterator<Path> rest = entries.iterator();
                List<Path> first = sorted(rest);
                first.forEach(entry -> entry(entry, inside, reader));
                rest.forEachRemaining(entry -> entry(entry, inside, reader));
            } catch (IOException | DirectoryIteratorException e) {
                reader.unreadable(next.toString(), "cannot be read: " + e.getClass().getSimpleName());
            }
            inside.reversed().forEach(directories::push);
        }
    }

    /** The order of names as far as memory is not an object; a directory of millions comes as the file system gives it. */
    private static List<Path> sorted(Iterator<Path> entries) {
        List<Path> first = new ArrayList<>();
        while (entries.hasNext() && first.size() < SORTED) {
            first.add(entries.next());
        }
        first.sort(Comparator.naturalOrder());
        return first;
    }

    private static void entry(Path entry, List<Path> directories, Reader reader) {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            directories.add(entry);
        } else if (Files.isRegularFile(entry)) {
            read(entry, reader);
        }
    }

    private static void read(Path file, Reader reader) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            in.mark(FROM.length);
            boolean mailbox = Arrays.equals(in.readNBytes(FROM.length), FROM);
            in.reset();
            if (mailbox) {
                split(file.toString(), in, reader);
            } else {
                boolean over = Files.size(file) > LARGEST;
                byte[] octets = over ? new byte[0] : in.readNBytes(LARGEST + 1);
                give(file.toString(), octets, over || octets.length > LARGEST, reader);
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
            if (startsWith(line, 0, FROM) && (empty || isPostmark(line))) {
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

    /** Some programs leave the empty line out; then the date tells the line from a sentence. */
    private static boolean isPostmark(byte[] line) {
        return line.length < LONGEST_POSTMARK && POSTMARK.matcher(new String(line, StandardCharsets.ISO_8859_1)).lookingAt();
    }

    private static boolean quoted(byte[] line) {
        int arrows = 0;
        while (arrows < line.length && line[arrows] == '>') {
            arrows++;
        }
        return arrows > 0 && startsWith(line, arrows, FROM);
    }

    private static boolean startsWith(byte[] line, int from, byte[] prefix) {
        return line.length - from >= prefix.length && Arrays.equals(line, from, from + prefix.length, prefix, 0, prefix.length);
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
