package postern.archive;

import com.github.luben.zstd.ZstdDictDecompress;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** Reads what the blocks hold. */
final class Contents {
    /** Lines of a block's own before its content: random digits and what belongs to the content. */
    private static final int LONGEST = 1 << 22;

    private final Shelf shelf;
    private final ZstdDictDecompress dictionary = new ZstdDictDecompress(Dictionary.standard().octets());

    Contents(Shelf shelf) {
        this.shelf = shelf;
    }

    /** The whole unpacked block. Its end is reached only if every octet is as it was written. */
    InputStream whole(LocalDate day, Block block) throws IOException {
        return new BlockStream(shelf.contents(day), block, dictionary);
    }

    /** @return the line of JSON that belongs to a mail */
    String about(LocalDate day, Block block) throws IOException {
        try (InputStream in = new BufferedInputStream(whole(day, block), 1 << 10)) {
            line(in);
            return line(in);
        }
    }

    /** @param lines how many go before the content */
    InputStream content(LocalDate day, Block block, int lines) throws IOException {
        InputStream in = new BufferedInputStream(whole(day, block), 1 << 13);
        try {
            for (int i = 0; i < lines; i++) {
                line(in);
            }
            return in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** Lines before the content of this kind of record. */
    static int linesOf(What what) {
        return what == What.EVENTS ? 1 : 2;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(256);
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0 || octets.size() > LONGEST) {
                throw new IOException("ends early");
            }
            octets.write(octet);
        }
        return octets.toString(StandardCharsets.UTF_8);
    }
}
