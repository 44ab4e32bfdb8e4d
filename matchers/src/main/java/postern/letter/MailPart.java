package postern.letter;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A part below the top of a mail, for those who look into files: its header lines and its content, decoded when asked for.
 */
public final class MailPart {
    private static final Set<String> SEALS = Set.of("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature");

    private final Part part;

    private MailPart(Part part) {
        this.part = part;
    }

    /** @return all parts but the mail itself, also those of mails inside it, in their order */
    public static List<MailPart> of(byte[] mail, ReadLimits limits) {
        List<MailPart> parts = new ArrayList<>();
        below(MimeWalk.walk(mail, limits, new Defects()), parts);
        return parts;
    }

    private static void below(Part part, List<MailPart> parts) {
        for (Part child : part.children()) {
            parts.add(new MailPart(child));
            below(child, parts);
        }
    }

    /** The header lines that count in a part, decoded. RFC 2046 §5.1: those named {@code Content-}. */
    public String header() {
        return part.header().fields().stream().filter(field -> field.name().startsWith("content-"))
            .map(field -> field.name() + ": " + field.decoded()).collect(Collectors.joining("\n\n"));
    }

    /** Decoded file name, may be empty. */
    public String name() {
        return part.name().orElse("");
    }

    /** Media type in lower case, without parameters. */
    public String type() {
        return part.type().value();
    }

    /** @return whether a person sees a file here: neither a text to read nor a picture in it nor a signature */
    public boolean isFile() {
        if (part.isMultipart() || SEALS.contains(type())) {
            return false;
        }
        String disposition = part.disposition().value();
        boolean picture = type().startsWith("image/") && (disposition.equals("inline") || part.header().has("content-id"));
        return disposition.equals("attachment") || !picture && (part.isMessage() || !part.isText() || part.name().isPresent());
    }

    public boolean isText() {
        return part.isText();
    }

    /** Text of a text part as a person reads it. */
    public String text(int most) {
        String written = part.text(most);
        return part.is("text/html") || part.is("text/xhtml") ? HtmlText.of(written).shown() : written;
    }

    /** @param most octets, cut behind them */
    public byte[] content(int most) {
        return part.content(most);
    }
}
