package postern.archive;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret with which days are sealed (HMAC-SHA256, RFC 2104): who does not have it cannot write the past anew. */
public final class ArchiveKey {
    private final SecretKeySpec key;

    /** @param secret of the home; what seals days is derived from it and used for nothing else */
    public ArchiveKey(byte[] secret) {
        key = new SecretKeySpec(mac(new SecretKeySpec(secret, "HmacSHA256"), "postern archive"), "HmacSHA256");
    }

    String mac(String text) {
        return Digests.hex(mac(key, text));
    }

    private static byte[] mac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java", e);
        }
    }
}
