package postern.archive;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes mails one behind the other, for mail programs (RFC 4155, lines that look like a beginning quoted as in mboxrd). */
final class Mbox implements Closeable {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final byte[] BEGIN = "From ".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;

    Mbox(OutputStream out) {
        this.out = out;
    }

    void add(String sender, Instant at, InputStream mail) throws IOException {
        out.write(("From " + (sender.isEmpty() ? "MAILER-DAEMON" : sender) + " " + DATE.format(at) + "\n").getBytes(StandardCharsets.UTF_8));
        InputStream in = new BufferedInputStream(mail, 1 << 13);
        byte[] start = new byte[1 << 10];
        int octet = in.read();
        while (octet >= 0) {
            int length = 0;
            while (octet >= 0 && octet != '\n' && length < start.length) {
                start[length++] = (byte) octet;
                octet = in.read();
            }
            if (looksLikeBegin(start, length)) {
                out.write('>');
            }
            octet = rest(in, start, length, octet);
        }
        out.write('\n');
    }

    /** Writes the line, however long; its end becomes LF. @return the first octet of the next line */
    private int rest(InputStream in, byte[] start, int length, int next) throws IOException {
        int octet = next;
        int held = length > 0 && start[length - 1] == '\r' ? '\r' : -1;
        out.write(start, 0, held < 0 ? length : length - 1);
        while (octet >= 0 && octet != '\n') {
            if (held >= 0) {
                out.write(held);
            }
            held = octet == '\r' ? octet : -1;
            if (held < 0) {
                out.write(octet);
            }
            octet = in.read();
        }
        out.write('\n');
        return octet < 0 ? octet : in.read();
    }

    private static boolean looksLikeBegin(byte[] line, int length) {
        int from = 0;
        while (from < length && line[from] == '>') {
            from++;
        }
        if (length - from < BEGIN.length) {
            return false;
        }
        for (int i = 0; i < BEGIN.length; i++) {
            if (line[from + i] != BEGIN[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
