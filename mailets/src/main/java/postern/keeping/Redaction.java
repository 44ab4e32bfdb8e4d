package postern.keeping;

import java.util.Arrays;
import java.util.Optional;
import postern.index.MailText;
import postern.index.Zone;
import postern.letter.LetterReader;
import postern.masking.Masking;
import postern.masking.Traces;

/**
 * Somebody else's stored mail without the person.
 *
 * @param prefix lines that the gateway wrote above it
 * @param body the mail itself
 */
public record Redaction(byte[] prefix, byte[] body, Masking.Masked masked) {
    private static final byte[] EMPTY_LINE = {'\r', '\n'};

    /** @return empty if there is no trace of the person */
    public static Optional<Redaction> of(byte[] prefix, byte[] body, Traces traces) {
        return masked(join(prefix, body), traces).map(masked -> {
            byte[] above = header(prefix, traces);
            boolean apart = masked.octets().length >= above.length && Arrays.equals(above, Arrays.copyOf(masked.octets(), above.length));
            return apart ? new Redaction(above, Arrays.copyOfRange(masked.octets(), above.length, masked.octets().length), masked)
                : new Redaction(new byte[0], masked.octets(), masked);
        });
    }

    private static byte[] header(byte[] prefix, Traces traces) {
        return prefix.length == 0 ? prefix : Masking.lines(prefix, traces);
    }

    static Optional<Masking.Masked> masked(byte[] octets, Traces traces) {
        return Masking.of(octets, traces, part -> {
            // A part by itself is a mail without other lines in its header.
            MailText text = MailText.of(join(part, EMPTY_LINE), new LetterReader());
            return traces.in(text.spelt(Zone.ATTACHED)) || traces.in(text.spelt(Zone.FILES));
        });
    }

    static byte[] join(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
