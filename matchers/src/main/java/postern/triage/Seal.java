package postern.triage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
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
 * <p>Signs reply addresses as well, {@code service+t-4821093765-mac@shop.example}, for mail programs that lose Message-IDs.
 *
 * <p>The mac is HMAC-SHA256 (RFC 2104) over number and random part, cut to 128 bits. The host name is not signed: a gateway
 * that was renamed still knows its old mails.
 */
public final class Seal {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final Pattern SHAPE = Pattern.compile("<postern\\.([1-9][0-9]{9})\\.([a-z2-7]{13})\\.([a-z2-7]{26})@[^<>@\\s]{1,255}>");
    private static final Pattern DETAIL = Pattern.compile("[^@\\s]{0,64}\\+t-([1-9][0-9]{9})-([a-z2-7]{16})@[^@\\s]{1,255}");
    private static final Pattern NOTE = Pattern.compile("[^@\\s]{0,64}\\+n-([1-9][0-9]{9})-([a-z2-7]{16})@[^@\\s]{1,255}");
    private static final int MAC_BYTES = 16;
    private static final int ADDRESS_BYTES = 10;

    /** With the secret of this home; each use takes a copy. */
    private final Mac keyed;

    /** @param key secret of this home, at least 16 octets */
    public Seal(byte[] key) {
        if (key.length < 16) {
            throw new IllegalArgumentException("the key for Message-IDs needs at least 16 octets, this one has " + key.length);
        }
        try {
            keyed = Mac.getInstance("HmacSHA256");
            keyed.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java", e);
        }
    }

    /** A new Message-ID for a mail of this ticket, with angle brackets. */
    public String messageId(TicketId ticket, String hostname, RandomGenerator random) {
        byte[] nonce = new byte[8];
        random.nextBytes(nonce);
        String signed = ticket.value().replace("-", "") + "." + base32(nonce);
        return "<postern." + signed + "." + base32(mac(signed)) + "@" + hostname + ">";
    }

    /** The Message-ID for one mail of this ticket, the same one each time it is asked for, with angle brackets. */
    public String messageId(TicketId ticket, String hostname, String mail) {
        return messageId(ticket, hostname, new SplittableRandom(ByteBuffer.wrap(mac("mail " + mail)).getLong()));
    }

    /** @return the ticket, if this Message-ID is one that we signed */
    public Optional<TicketId> open(String messageId) {
        Matcher shape = SHAPE.matcher(messageId);
        if (!shape.matches()) {
            return Optional.empty();
        }
        return opened(shape.group(1), base32(mac(shape.group(1) + "." + shape.group(2))), shape.group(3));
    }

    /**
     * The address under which a ticket is answered: the service address with a detail that nobody can guess (RFC 5233).
     *
     * @param service address without a detail
     */
    public String address(TicketId ticket, String service) {
        String digits = ticket.value().replace("-", "");
        int at = service.lastIndexOf('@');
        return service.substring(0, at) + "+t-" + digits + "-" + addressMac(digits) + service.substring(at);
    }

    /** @return the ticket, if this is a reply address that we signed; case does not matter */
    public Optional<TicketId> openAddress(String address) {
        Matcher shape = DETAIL.matcher(address.toLowerCase(Locale.ROOT));
        return shape.matches() ? opened(shape.group(1), addressMac(shape.group(1)), shape.group(2)) : Optional.empty();
    }

    /** The address under which other departments answer to a ticket's agents. Like {@link #address}, but neither is the other. */
    public String noteAddress(TicketId ticket, String service) {
        String digits = ticket.value().replace("-", "");
        int at = service.lastIndexOf('@');
        return service.substring(0, at) + "+n-" + digits + "-" + noteMac(digits) + service.substring(at);
    }

    /** @return the ticket, if this is an address for notes that we signed; case does not matter */
    public Optional<TicketId> openNote(String address) {
        Matcher shape = NOTE.matcher(address.toLowerCase(Locale.ROOT));
        return shape.matches() ? opened(shape.group(1), noteMac(shape.group(1)), shape.group(2)) : Optional.empty();
    }

    private String noteMac(String digits) {
        return base32(Arrays.copyOf(mac("note " + digits), ADDRESS_BYTES));
    }

    private static Optional<TicketId> opened(String digits, String ours, String theirs) {
        boolean same = MessageDigest.isEqual(ours.getBytes(StandardCharsets.US_ASCII), theirs.getBytes(StandardCharsets.US_ASCII));
        return same ? Optional.of(TicketId.ofDigits(digits)) : Optional.empty();
    }

    /** The local part of an address is short; 80 bits that can only be tried by mail are enough. No Message-ID has this input. */
    private String addressMac(String digits) {
        return base32(Arrays.copyOf(mac("address " + digits), ADDRESS_BYTES));
    }

    private byte[] mac(String signed) {
        try {
            Mac mac = (Mac) keyed.clone();
            return Arrays.copyOf(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)), MAC_BYTES);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own HmacSHA256 can be copied", e);
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
