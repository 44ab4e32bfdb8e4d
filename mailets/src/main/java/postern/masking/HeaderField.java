package postern.masking;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a header with those that go on with it (RFC 5322 §2.2), with its line end.
 *
 * @param raw characters that are octets
 */
record HeaderField(String raw) {
    /** RFC 2047 §2. */
    private static final Pattern WORD = Pattern.compile("=\\?([^?\\s]{1,60})\\?([bBqQ])\\?([^?]*)\\?=(?:\\s+(?==\\?))?");
    private static final Set<String> REFERENCES = Set.of("references", "in-reply-to");
    private static final Pattern ID = Pattern.compile("<[^<>\\s]+>");
    private static final Set<String> SEPARATE = Set.of("subject", "thread-topic");
    private static final Set<String> SIGNATURES = Set.of("dkim-signature", "x-google-dkim-signature", "arc-seal", "arc-message-signature",
        "arc-authentication-results");

    String name() {
        int colon = raw.indexOf(':');
        return colon < 0 ? "" : raw.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    }

    /** Value on one line, not decoded. */
    String value() {
        return raw.substring(raw.indexOf(':') + 1).replaceAll("\\r?\\n(?=[ \\t])", "").strip();
    }

    boolean isSignature() {
        return SIGNATURES.contains(name());
    }

    /** Whether it names a mail of the person as one that this mail answers. */
    boolean refersTo(Traces traces) {
        return REFERENCES.contains(name()) && ID.matcher(value()).results().anyMatch(id -> traces.isMail(id.group()));
    }

    String decoded() {
        String value = value();
        byte[] octets = value.getBytes(StandardCharsets.ISO_8859_1);
        return words(EncodedText.of("", "8bit", octets).decoded(octets));
    }

    private static String words(String value) {
        if (!value.contains("=?")) {
            return value;
        }
        Matcher words = WORD.matcher(value);
        StringBuilder decoded = new StringBuilder();
        // Neighbours of one charset are decoded together: senders split inside of a character.
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        String charset = "";
        int end = 0;
        while (words.find()) {
            if (words.start() != end || !words.group(1).equalsIgnoreCase(charset)) {
                decoded.append(text(octets, charset)).append(value, end, words.start());
            }
            charset = words.group(1);
            octets.writeBytes(word(words.group(2), words.group(3)));
            end = words.end();
        }
        return decoded.append(text(octets, charset)).append(value, end, value.length()).toString();
    }

    private static String text(ByteArrayOutputStream octets, String charset) {
        byte[] all = octets.toByteArray();
        octets.reset();
        return EncodedText.of(charset.replaceAll("\\*.*", ""), "8bit", all).decoded(all);
    }

    private static byte[] word(String encoding, String text) {
        return encoding.equalsIgnoreCase("b") ? EncodedText.octets(text, "base64") : EncodedText.octets(text.replace('_', ' '), "quoted-printable");
    }

    HeaderField masked(Traces traces) {
        String plain = decoded();
        String masked = SEPARATE.contains(name()) ? traces.subject(plain) : traces.named(plain, "erased");
        return masked.equals(plain) ? this : new HeaderField(raw.substring(0, raw.indexOf(':') + 1) + " " + written(masked) + "\r\n");
    }

    /** RFC 2047 §2: words of 75 characters at most; runs of ASCII stand as they are. */
    private static String written(String value) {
        StringBuilder written = new StringBuilder();
        for (String word : value.split("(?<=[ ,;])")) {
            boolean plain = word.chars().allMatch(c -> c >= ' ' && c < 0x7F);
            written.append(plain ? word : encoded(word));
        }
        return written.toString().replaceAll("(.{60,900}?[ ,])(?=\\S)", "$1\r\n ").strip();
    }

    private static String encoded(String word) {
        StringBuilder written = new StringBuilder();
        int[] characters = word.strip().codePoints().toArray();
        for (int from = 0; from < characters.length; from += 10) {
            String part = new String(characters, from, Math.min(10, characters.length - from));
            written.append("=?UTF-8?B?").append(Base64.getEncoder().encodeToString(part.getBytes(StandardCharsets.UTF_8))).append("?= ");
        }
        return written.toString();
    }
}
