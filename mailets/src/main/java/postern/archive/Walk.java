package postern.archive;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;

/** Reads the lines of the days in their order. */
final class Walk {
    /** Longer than any line that is written; the rest of a longer one is told as the next line. */
    private static final int LONGEST = 1 << 17;

    private final Shelf shelf;

    Walk(Shelf shelf) {
        this.shelf = shelf;
    }

    interface Visitor {
        void line(Line line) throws IOException;
    }

    /** Calls for each line of all days from a place on. */
    void from(LocalDate first, long position, Visitor visitor) throws IOException {
        for (LocalDate day : shelf.days()) {
            if (!day.isBefore(first)) {
                day(day, day.equals(first) ? position : 0, Long.MAX_VALUE, visitor);
            }
        }
    }

    /** @param until no line is read that begins there or behind */
    void day(LocalDate day, long from, long until, Visitor visitor) throws IOException {
        Path file = shelf.lines(day);
        if (!Files.exists(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.position(from);
            InputStream in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
            long position = from;
            for (long row = 1; position < until; row++) {
                Line line = next(in, day, row, position);
                if (line == null) {
                    return;
                }
                visitor.line(line);
                position = line.to();
            }
        }
    }

    private static Line next(InputStream in, LocalDate day, long row, long from) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(400);
        for (int count = 0; count < LONGEST; count++) {
            int octet = in.read();
            if (octet == '\n') {
                return new Line(day, row, from, octets.toByteArray(), true);
            }
            if (octet < 0) {
                break;
            }
            octets.write(octet);
        }
        return octets.size() == 0 ? null : new Line(day, row, from, octets.toByteArray(), false);
    }
}
