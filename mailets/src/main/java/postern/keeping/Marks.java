package postern.keeping;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a receipt holds in place of an address: HMAC-SHA256 (RFC 2104) under a key of the home. With the key it answers whether an
 * address was erased; without it nobody can try addresses.
 */
public final class Marks {
    private static final int OCTETS = 16;

    private final SecretKeySpec key;

    /** @param secret of the home */
    public Marks(byte[] secret) {
        key = new SecretKeySpec(mac(new SecretKeySpec(secret, "HmacSHA256"), "postern erasure"), "HmacSHA256");
    }

    public String of(String address) {
        return HexFormat.of().formatHex(Arrays.copyOf(mac(key, address.strip().toLowerCase(Locale.ROOT)), OCTETS));
    }

    private static byte[] mac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
