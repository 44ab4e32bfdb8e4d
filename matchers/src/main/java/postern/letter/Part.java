package postern.letter;

import java.util.List;
import java.util.Optional;

/**
 * One entity of a mail: a header and a range of octets, nothing decoded yet.
 *
 * @param type Content-Type, {@code text/plain} where it is missing or cannot be read (RFC 2045 §5.2)
 * @param mail octets that {@code from} and {@code to} point into
 * @param children parts of a multipart, or the one message inside a {@code message/rfc822}
 */
record Part(HeaderBlock header, Parameters type, Parameters disposition, byte[] mail, int from, int to, List<Part> children) {
    String encoding() {
        String raw = header.raw("content-transfer-encoding");
        int comment = raw.indexOf(' ');
        return (comment < 0 ? raw : raw.substring(0, comment)).replace("\"", "").replace(";", "");
    }

    boolean isMultipart() {
        return type.value().startsWith("multipart/") && !children.isEmpty();
    }

    boolean isText() {
        return type.value().startsWith("text/");
    }

    boolean isMessage() {
        return type.value().equals("message/rfc822") || type.value().equals("message/global");
    }

    boolean is(String mediaType) {
        return type.value().equals(mediaType);
    }

    /** @return the decoded file name, empty if there is none */
    Optional<String> name() {
        String name = disposition.get("filename");
        String other = name.isBlank() ? type.get("name") : name;
        String found = other.isBlank() ? type.get("file") : other;
        return found.isBlank() ? Optional.empty() : Optional.of(Addresses.withoutControls(found).strip());
    }

    byte[] content(int most) {
        return TransferEncodings.decode(encoding(), mail, from, to, most);
    }

    long size() {
        return TransferEncodings.decodedSize(encoding(), mail, from, to);
    }

    /** @return decoded characters with line ends LF, {@code most} at most */
    String text(int most) {
        byte[] content = content((int) Math.min(Integer.MAX_VALUE - 16L, most * 4L));
        String text = Charsets.decode(content, type.get("charset"));
        String cut = text.length() > most ? text.substring(0, most) : text;
        return cut.indexOf('\r') < 0 ? cut : cut.replace("\r\n", "\n").replace('\r', '\n');
    }
}
