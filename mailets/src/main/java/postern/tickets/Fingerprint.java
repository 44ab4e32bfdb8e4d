package postern.tickets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import postern.letter.Letter;
import postern.triage.Addresses;
import postern.triage.Envelope;
import postern.triage.RawMail;

/**
 * What makes a mail this mail: who says what to whom under which Message-ID. Two mails with the same fingerprint are two
 * copies of one; trace fields differ from copy to copy and do not count.
 *
 * @param octets SHA-256 over the fields that authors write and the body; without a Message-ID over the sender, too
 */
public record Fingerprint(byte[] octets) {
    private static final Set<String> AUTHORED = Set.of("from", "sender", "reply-to", "to", "cc", "date", "subject", "message-id",
        "in-reply-to", "references", "content-type", "content-transfer-encoding", "mime-version");

    /**
     * @return empty if the mail has neither Message-ID nor Date: then the same words may be asked twice on purpose
     */
    public static Optional<Fingerprint> of(RawMail mail, Envelope envelope, Letter letter) {
        if (letter.messageId().isEmpty() && letter.date().isEmpty()) {
            return Optional.empty();
        }
        MessageDigest digest = sha256();
        if (letter.messageId().isEmpty()) {
            digest.update(Addresses.canonical(envelope.sender()).getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        for (RawMail.Field field : mail.fields()) {
            if (AUTHORED.contains(field.name())) {
                digest.update(mail.octets(), field.from(), field.to() - field.from());
            }
        }
        digest.update(mail.octets(), mail.bodyAt(), mail.octets().length - mail.bodyAt());
        return Optional.of(new Fingerprint(digest.digest()));
    }

    /** Key of a Message-ID in the hands of one participant; other people's same id has another key. */
    static byte[] key(String messageId, String participant) {
        MessageDigest digest = sha256();
        digest.update(messageId.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(participant.getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(digest.digest(), 16);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }
}
