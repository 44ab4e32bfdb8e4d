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

    /** Hash of a record: over the hash before in hex, a blank, and the record's JSON. */
    static String link(String before, byte[] json) {
        MessageDigest digest = sha256();
        digest.update(before.getBytes(StandardCharsets.US_ASCII));
        digest.update((byte) ' ');
        return hex(digest.digest(json));
    }
}
