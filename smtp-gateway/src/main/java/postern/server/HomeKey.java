package postern.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import postern.triage.Seal;

/** The secret that signs our Message-IDs and seals the archive, kept in the home directory, made at first use. */
final class HomeKey {
    private static final int OCTETS = 32;

    private HomeKey() {
    }

    static Seal seal(Path home) throws IOException, Failure {
        return new Seal(secret(home));
    }

    /** The secret itself, made at first use. */
    static byte[] secret(Path home) throws IOException, Failure {
        Path file = home.resolve("seal.key");
        if (!Files.exists(file)) {
            byte[] key = new byte[OCTETS];
            new SecureRandom().nextBytes(key);
            PrivateFile.write(file, HexFormat.of().formatHex(key) + "\n");
        }
        try {
            return HexFormat.of().parseHex(Files.readString(file).strip());
        } catch (IllegalArgumentException e) {
            throw new Failure(file + " is damaged: restore it from a backup, or remove it (answers to earlier mails then no longer find their ticket by it)", e);
        }
    }
}
