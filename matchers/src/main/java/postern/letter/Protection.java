package postern.letter;

/** Cryptography that a mail carries; seen, not checked. */
public enum Protection {
    /** RFC 8551 §3.5: multipart/signed or signed-data. */
    SMIME_SIGNED,
    /** RFC 8551 §3.3: enveloped-data; the text cannot be read here. */
    SMIME_ENCRYPTED,
    /** RFC 3156 §5, or a clear-signed text (RFC 9580 §7). */
    PGP_SIGNED,
    /** RFC 3156 §4, or an armoured message in the text. */
    PGP_ENCRYPTED
}
