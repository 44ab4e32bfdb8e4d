package postern.triage;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import postern.desk.TicketId;

/**
 * Signs the Message-IDs of our own mails, so that a reply brings its ticket with it and nobody can invent one:
 * {@code <postern.4821093765.random.mac@hostname>}.
 *
 * <p>The mac is HMAC-SHA256 (RFC 2104) over number and random part, cut to 128 bits. The host name is not signed: a gateway
 * that was renamed still knows its old mails.
 */
public final class Seal {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final Pattern SHAPE = Pattern.compile("<postern\\.([1-9][0-9]{9})\\.([a-z2-7]{13})\\.([a-z2-7]{26})@[^<>@\\s]{1,255}>");
    private static final int MAC_BYTES = 16;

    private final SecretKeySpec key;

    /** @param key secret of this home, at least 16 octets */
    public Seal(byte[] key) {
        if (key.length < 16) {
            throw new IllegalArgumentException("the key for Message-IDs needs at least 16 octets, this one has " + key.length);
        }
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /** A new Message-ID for a mail of this ticket, with angle brackets. */
    public String messageId(TicketId ticket, String hostname, RandomGenerator random) {
        byte[] nonce = new byte[8];
        random.nextBytes(nonce);
        String signed = ticket.value().replace("-", "") + "." + base32(nonce);
        return "<postern." + signed + "." + base32(mac(signed)) + "@" + hostname + ">";
    }

    /** @return the ticket, if this Message-ID is one that we signed */
    public Optional<TicketId> open(String messageId) {
        Matcher shape = SHAPE.matcher(messageId);
        if (!shape.matches()) {
            return Optional.empty();
        }
        byte[] ours = base32(mac(shape.group(1) + "." + shape.group(2))).getBytes(StandardCharsets.US_ASCII);
        byte[] theirs = shape.group(3).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(ours, theirs) ? Optional.of(TicketId.ofDigits(shape.group(1))) : Optional.empty();
    }

    private byte[] mac(String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)), MAC_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java", e);
        }
    }

    private static String base32(byte[] octets) {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (byte octet : octets) {
            buffer = buffer << 8 | octet & 0xff;
            for (bits += 8; bits >= 5; bits -= 5) {
                text.append(ALPHABET.charAt(buffer >> bits - 5 & 31));
            }
            buffer &= (1 << bits) - 1;
        }
        if (bits > 0) {
            text.append(ALPHABET.charAt(buffer << 5 - bits & 31));
        }
        return text.toString();
    }
}
