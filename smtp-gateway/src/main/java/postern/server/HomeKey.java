package postern.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import postern.triage.Seal;

/** The secret that signs our Message-IDs and seals the archive, kept in the home directory, made at first use. */
public final class HomeKey {
    private static final int OCTETS = 32;

    private HomeKey() {
    }

    static Seal seal(Path home) throws IOException, Failure {
        return new Seal(secret(home));
    }

    /** The secret itself, made at first use. */
    public static byte[] secret(Path home) throws IOException, Failure {
        if (!Files.exists(file(home))) {
            byte[] key = new byte[OCTETS];
            new SecureRandom().nextBytes(key);
            PrivateFile.write(file(home), HexFormat.of().formatHex(key) + "\n");
        }
        return existing(home).orElseThrow();
    }

    /** @return empty if the home has none yet */
    public static Optional<byte[]> existing(Path home) throws IOException, Failure {
        if (!Files.exists(file(home))) {
            return Optional.empty();
        }
        try {
            return Optional.of(HexFormat.of().parseHex(Files.readString(file(home)).strip()));
        } catch (IllegalArgumentException e) {
            throw new Failure(file(home) + " is damaged: restore it from a backup, or remove it (answers to earlier mails then no longer find their ticket"
                + " by it, and the seals of the archive can no longer be proven)", e);
        }
    }

    private static Path file(Path home) {
        return home.resolve("seal.key");
    }
}
