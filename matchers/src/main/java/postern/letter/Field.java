package postern.letter;

import java.nio.charset.StandardCharsets;

/**
 * A header field.
 *
 * @param name in lower case
 * @param raw value on one line, raw octets guessed to characters, encoded words still encoded
 */
record Field(String name, String raw) {
    /** @return the value with encoded words decoded */
    String decoded() {
        return EncodedWords.decode(raw);
    }

    /** RFC 5322 §2.2.3: unfolding takes the line ends away, the blanks stay. */
    static String unfolded(byte[] mail, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && mail[start] <= ' ' && mail[start] >= 0) {
            start++;
        }
        while (end > start && mail[end - 1] <= ' ' && mail[end - 1] >= 0) {
            end--;
        }
        byte[] line = new byte[end - start];
        int length = 0;
        boolean raw = false;
        for (int i = start; i < end; i++) {
            byte octet = mail[i];
            raw |= octet < 0 || octet == 0x1B;
            if (octet != '\r' && octet != '\n' && octet != 0) {
                line[length++] = octet == '\t' ? (byte) ' ' : octet;
            }
        }
        return raw ? CharsetGuess.decode(line, 0, length) : new String(line, 0, length, StandardCharsets.ISO_8859_1);
    }
}
