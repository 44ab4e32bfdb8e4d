package postern.letter;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * The texts of a mail that its reader sees, for changing some of their words. A part whose text changes is written anew in UTF-8; all
 * other octets stay as they are. What is signed or encrypted stays as it is, whole.
 */
public final class TextParts {
    /** Characters of a text that is changed; no person writes more. */
    private static final int LONGEST = 1 << 20;
    private static final String CRLF = "\r\n";

    private final byte[] mail;
    private final List<Part> texts = new ArrayList<>();

    private TextParts(byte[] mail) {
        this.mail = mail;
        Part root = MimeWalk.walk(mail, ReadLimits.DEFAULT, new Defects());
        gather(root);
    }

    /** What becomes of a text. */
    @FunctionalInterface
    public interface Change {
        /** @param text with line ends LF @param html whether it is HTML */
        String of(String text, boolean html);
    }

    /** @return what the writer of a text wrote now and signed with, as it is seen: no markup, no quotes */
    public static String fresh(String text, boolean html) {
        Quotes parts = Quotes.of(html ? HtmlText.of(text).shown() : text, true);
        return parts.signature().isBlank() ? parts.text() : parts.text() + "\n" + parts.signature();
    }

    /** @return the mail with its texts changed; the same array if none changes */
    public static byte[] changed(byte[] mail, Change change) {
        return new TextParts(mail).changed(change);
    }

    /** @return the new text of each as it is seen, HTML as plain text, quotes left out */
    public static List<String> shown(byte[] mail) {
        return new TextParts(mail).texts.stream().map(part -> fresh(part.text(LONGEST), part.is("text/html"))).toList();
    }

    private void gather(Part part) {
        String type = part.type().value();
        if (part.isMultipart() && !type.equals("multipart/signed") && !type.equals("multipart/encrypted") && !type.equals("multipart/report")) {
            part.children().forEach(this::gather);
        } else if (part.mail() == mail && (type.equals("text/plain") || type.equals("text/html")) && part.name().isEmpty()
                && !part.disposition().value().equals("attachment")) {
            texts.add(part);
        }
    }

    private byte[] changed(Change change) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(mail.length + 1_000);
        int done = 0;
        for (Part part : texts) {
            String before = part.text(LONGEST);
            String after = before.length() < LONGEST ? change.of(before, part.is("text/html")) : before;
            if (!after.equals(before)) {
                out.write(mail, done, part.header().start() - done);
                out.writeBytes(anew(part, after));
                done = part.to();
            }
        }
        if (done == 0) {
            return mail;
        }
        out.write(mail, done, mail.length - done);
        return out.toByteArray();
    }

    private byte[] anew(Part part, String text) {
        StringBuilder header = new StringBuilder(kept(part.header()));
        if (part.header().start() == 0 && !part.header().has("mime-version")) {
            header.append("MIME-Version: 1.0").append(CRLF);
        }
        header.append("Content-Type: ").append(part.type().value()).append("; charset=utf-8");
        // RFC 3676 §4: the lines are broken as they were.
        if (part.type().get("format").equalsIgnoreCase("flowed")) {
            header.append("; format=flowed").append(part.type().get("delsp").equalsIgnoreCase("yes") ? "; delsp=yes" : "");
        }
        header.append(CRLF).append("Content-Transfer-Encoding: base64").append(CRLF).append(CRLF)
            .append(Base64.getMimeEncoder(76, CRLF.getBytes(StandardCharsets.US_ASCII)).encodeToString(text.replace("\n", CRLF).getBytes(StandardCharsets.UTF_8)));
        // RFC 2046 §5.1.1: the line end before a boundary belongs to the boundary; at the end of a mail there is none.
        return (header + (part.to() == mail.length ? CRLF : "")).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The header without what says how the body is written, without the empty line. */
    private String kept(HeaderBlock header) {
        StringBuilder kept = new StringBuilder();
        boolean drop = false;
        for (int at = header.start(); at < header.bodyStart(); ) {
            int end = HeaderBlock.lineEnd(mail, at, header.bodyStart());
            String line = new String(mail, at, end - at, StandardCharsets.ISO_8859_1);
            boolean goesOn = line.startsWith(" ") || line.startsWith("\t");
            String name = line.indexOf(':') < 0 ? "" : line.substring(0, line.indexOf(':')).strip().toLowerCase(Locale.ROOT);
            drop = goesOn ? drop : name.equals("content-type") || name.equals("content-transfer-encoding");
            if (!drop && !line.isBlank()) {
                kept.append(line);
            }
            at = end;
        }
        return kept.toString();
    }
}
