package postern.masking;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * The text of a part and how it is written: charset and transfer encoding.
 *
 * @param encoding of RFC 2045 §6, in lower case
 */
record EncodedText(Charset charset, String encoding) {
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final int LINE = 76;

    /**
     * @param label of the charset; a wrong one gives way to what the octets look like
     * @param octets after the transfer encoding was undone
     */
    static EncodedText of(String label, String encoding, byte[] octets) {
        return new EncodedText(charset(label.toLowerCase(Locale.ROOT), octets), encoding.toLowerCase(Locale.ROOT));
    }

    private static Charset charset(String label, byte[] octets) {
        if (isAscii(octets)) {
            return StandardCharsets.UTF_8;
        }
        Charset named = named(label);
        for (Charset likely : new Charset[] {named, StandardCharsets.UTF_8, GB18030}) {
            if (likely.canEncode() && isWhole(octets, likely)) {
                return likely;
            }
        }
        // Each octet is a character, so that what is not masked is written as it was.
        return StandardCharsets.ISO_8859_1;
    }

    /** No zero and no escape: neither UTF-16 nor a charset that shifts. */
    private static boolean isAscii(byte[] octets) {
        for (byte octet : octets) {
            if (octet <= 0 || octet == 0x1B) {
                return false;
            }
        }
        return true;
    }

    private static Charset named(String label) {
        try {
            return label.startsWith("gb") || label.equals("x-gbk") ? GB18030 : label.isEmpty() || label.endsWith("ascii") ? StandardCharsets.UTF_8
                : Charset.forName(label);
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8;
        }
    }

    /** Whether the octets are text of the charset, which gives the very same octets again. */
    private static boolean isWhole(byte[] octets, Charset charset) {
        try {
            return ByteBuffer.wrap(charset.newDecoder().decode(ByteBuffer.wrap(octets)).toString().getBytes(charset)).equals(ByteBuffer.wrap(octets));
        } catch (CharacterCodingException foreign) {
            return false;
        }
    }

    String decoded(byte[] octets) {
        return new String(octets, charset);
    }

    /** @return the text as octets of a mail, of which each character is one */
    String written(String text) {
        return written(text.getBytes(charset), encoding);
    }

    /** @param raw characters that are octets */
    static byte[] octets(String raw, String encoding) {
        byte[] body = raw.getBytes(StandardCharsets.ISO_8859_1);
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "base64" -> base64(body);
            case "quoted-printable" -> printable(raw);
            default -> body;
        };
    }

    static String written(byte[] octets, String encoding) {
        return switch (encoding) {
            case "base64" -> Base64.getMimeEncoder(LINE, new byte[] {'\r', '\n'}).encodeToString(octets) + "\r\n";
            case "quoted-printable" -> printed(octets);
            default -> new String(octets, StandardCharsets.ISO_8859_1);
        };
    }

    private static byte[] base64(byte[] body) {
        try {
            return Base64.getMimeDecoder().decode(body);
        } catch (IllegalArgumentException damaged) {
            return body;
        }
    }

    /** RFC 2045 §6.7; what is no encoding stands for itself. */
    private static byte[] printable(String raw) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '=') {
                octets.write(c);
            } else if (raw.startsWith("\r\n", i + 1)) {
                i += 2;
            } else if (raw.startsWith("\n", i + 1)) {
                i++;
            } else if (i + 2 < raw.length() && Character.digit(raw.charAt(i + 1), 16) >= 0 && Character.digit(raw.charAt(i + 2), 16) >= 0) {
                octets.write(Character.digit(raw.charAt(i + 1), 16) * 16 + Character.digit(raw.charAt(i + 2), 16));
                i += 2;
            } else {
                octets.write(c);
            }
        }
        return octets.toByteArray();
    }

    private static String printed(byte[] octets) {
        StringBuilder raw = new StringBuilder(octets.length * 2);
        int column = 0;
        for (int i = 0; i < octets.length; i++) {
            int octet = octets[i] & 0xFF;
            if (octet == '\n' || octet == '\r' && i + 1 < octets.length && octets[i + 1] == '\n') {
                raw.append((char) octet);
                column = octet == '\n' ? 0 : column;
                continue;
            }
            boolean last = i + 1 == octets.length || octets[i + 1] == '\r' || octets[i + 1] == '\n';
            boolean plain = octet > ' ' && octet < 0x7F && octet != '=' || (octet == ' ' || octet == '\t') && !last;
            String written = plain ? String.valueOf((char) octet) : "=%02X".formatted(octet);
            if (column + written.length() >= LINE) {
                raw.append("=\r\n");
                column = 0;
            }
            raw.append(written);
            column += written.length();
        }
        return raw.toString();
    }
}
