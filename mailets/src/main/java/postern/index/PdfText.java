package postern.index;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;

/**
 * Words of a PDF (ISO 32000). What is damaged, locked, or takes too long has none; what was read is remembered for a while, since a
 * search may look at the same file again. Thread-safe.
 */
final class PdfText {
    /** Characters that are remembered, of all files together. */
    private static final long REMEMBERED = 4L * 1024 * 1024;
    private static final Cache<ByteBuffer, Optional<String>> KNOWN = Caffeine.newBuilder().maximumWeight(REMEMBERED)
        .<ByteBuffer, Optional<String>>weigher((file, text) -> text.map(String::length).orElse(0) + 100).build();
    private static final PdfProcess READER = new PdfProcess();

    private PdfText() {
    }

    static boolean isPdf(String name, String type) {
        return type.equals("application/pdf") || name.toLowerCase(Locale.ROOT).endsWith(".pdf");
    }

    /**
     * @param most characters
     * @return empty if reading it had to be broken off
     */
    static Optional<String> of(byte[] file, int most) {
        ByteBuffer digest = digest(file);
        Optional<String> known = KNOWN.getIfPresent(digest);
        if (known == null) {
            PdfProcess.Reading reading = READER.read(file);
            known = reading.text();
            // What had little time is worth another look.
            if (known.isPresent() || reading.whole()) {
                KNOWN.put(digest, known);
            }
        }
        return known.map(text -> text.substring(0, Math.min(most, text.length())));
    }

    private static ByteBuffer digest(byte[] file) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }
}
