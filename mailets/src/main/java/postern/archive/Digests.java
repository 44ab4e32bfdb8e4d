package postern.archive;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4), and how one record's hash grows out of the one before. */
final class Digests {
    /** What the first record of an archive follows. */
    static final String ORIGIN = "0".repeat(64);

    private Digests() {
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String hex(byte[] octets) {
        return HexFormat.of().formatHex(octets);
    }

    /** Hash of a record: over the hash before, a blank, and the SHA-256 of the record's JSON, both in hex. So a record can be proven without showing others. */
    static String link(String before, byte[] json) {
        return hex(sha256().digest((before + " " + of(json)).getBytes(StandardCharsets.US_ASCII)));
    }

    /** SHA-256 in hex. */
    static String of(byte[] octets) {
        return hex(sha256().digest(octets));
    }
}
