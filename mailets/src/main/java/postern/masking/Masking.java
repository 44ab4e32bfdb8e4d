package postern.masking;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Masks one mail. The octets are handled as characters of one octet each, so that what is not masked comes out as it went in.
 */
public final class Masking {
    private static final int DEEPEST = 20;
    private static final String GONE = "This file named a person who asked to be erased, and was erased with them.\r\n"
        + "此附件含有已按本人要求删除的个人信息，已一并删除。\r\n";

    private final Traces traces;
    private final Predicate<byte[]> holdsTraces;
    private boolean unsigned;
    private int files;

    private Masking(Traces traces, Predicate<byte[]> holdsTraces) {
        this.traces = traces;
        this.holdsTraces = holdsTraces;
    }

    /**
     * A mail without the person.
     *
     * @param unsigned whether it had a signature, which no longer fitted and was taken away
     * @param files attached files that named the person and could not be masked, so they were taken out
     */
    public record Masked(byte[] octets, boolean unsigned, int files) {
    }

    /**
     * @param holdsTraces whether a mail, given as octets, names the person in files that are no text
     * @return empty if there is no trace
     */
    public static Optional<Masked> of(byte[] mail, Traces traces, Predicate<byte[]> holdsTraces) {
        String raw = new String(mail, StandardCharsets.ISO_8859_1);
        boolean answers = Entity.of(raw).fields().stream().anyMatch(field -> field.refersTo(traces));
        if (!answers && new Masking(traces.sure(), holdsTraces).entity(raw, 0).equals(raw)) {
            return Optional.empty();
        }
        Masking masking = new Masking(traces, holdsTraces);
        String masked = masking.entity(raw, 0);
        return masked.equals(raw) ? Optional.empty()
            : Optional.of(new Masked(masking.withoutSignatures(masked).getBytes(StandardCharsets.ISO_8859_1), masking.unsigned, masking.files));
    }

    /** Lines of a header without the person. */
    public static byte[] lines(byte[] header, Traces traces) {
        String raw = new String(header, StandardCharsets.ISO_8859_1);
        String masked = Entity.of(raw).fields().stream().map(field -> field.masked(traces).raw()).collect(Collectors.joining());
        return masked.getBytes(StandardCharsets.ISO_8859_1);
    }

    private String withoutSignatures(String mail) {
        Entity entity = Entity.of(mail);
        StringBuilder kept = new StringBuilder();
        for (HeaderField field : entity.fields()) {
            if (field.isSignature()) {
                unsigned = true;
            } else {
                kept.append(field.raw());
            }
        }
        return kept + entity.rest();
    }

    private String entity(String raw, int depth) {
        Entity entity = Entity.of(raw);
        int blank = entity.rest().indexOf('\n') + 1;
        String body = entity.rest().substring(blank);
        StringBuilder head = new StringBuilder();
        entity.fields().forEach(field -> head.append(field.isSignature() ? field.raw() : field.masked(traces).raw()));
        String masked = depth > DEEPEST ? traces.named(body, Traces.WORDS) : body(entity, body, raw, depth);
        if (masked == null) {
            files++;
            String others = entity.fields().stream().filter(field -> !field.name().startsWith("content-")).map(field -> field.masked(traces).raw())
                .collect(Collectors.joining());
            return others + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                + new String(GONE.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        }
        String written = head.toString();
        if (!masked.equals(body) && entity.type().equals("multipart/signed")) {
            unsigned = true;
            // RFC 1847 §2.1: what no longer fits its signature must not claim to be signed.
            written = Pattern.compile("multipart/signed", Pattern.CASE_INSENSITIVE).matcher(written).replaceFirst("multipart/mixed");
        }
        return written + entity.rest().substring(0, blank) + masked;
    }

    /** @return null if it is a file that names the person and cannot be masked */
    private String body(Entity entity, String body, String raw, int depth) {
        String type = entity.type();
        if (type.startsWith("multipart/") && !entity.parameter("boundary").isEmpty()) {
            return parts(body, entity.parameter("boundary"), depth);
        }
        byte[] octets = EncodedText.octets(body, entity.encoding());
        if (type.startsWith("message/") && !type.equals("message/delivery-status") && !type.equals("message/disposition-notification")) {
            String mail = new String(octets, StandardCharsets.ISO_8859_1);
            String masked = entity(mail, depth + 1);
            return masked.equals(mail) ? body : EncodedText.written(masked.getBytes(StandardCharsets.ISO_8859_1), entity.encoding());
        }
        if (type.startsWith("text/") || type.startsWith("message/")) {
            EncodedText text = EncodedText.of(entity.parameter("charset"), entity.encoding(), octets);
            String plain = text.decoded(octets);
            String masked = type.equals("text/html") ? traces.html(plain) : traces.plain(plain);
            return masked.equals(plain) ? body : text.written(masked);
        }
        boolean trace = Stream.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)
            .anyMatch(charset -> traces.in(new String(octets, charset))) || holdsTraces.test(raw.getBytes(StandardCharsets.ISO_8859_1));
        return trace ? null : body;
    }

    /** RFC 2046 §5.1.1: the line end before a boundary belongs to the boundary. */
    private String parts(String body, String boundary, int depth) {
        Matcher delimiters = Pattern.compile("(?:^|\\r?\\n)--" + Pattern.quote(boundary) + "(--)?[ \\t]*(?:\\r?\\n|$)").matcher(body);
        StringBuilder masked = new StringBuilder(body.length());
        int from = 0;
        boolean inside = false;
        // An empty part has one line end for both of its boundaries.
        for (int at = 0; delimiters.find(at); at = Math.max(delimiters.end() - 1, at + 1)) {
            int start = Math.max(delimiters.start(), from);
            String between = body.substring(from, start);
            masked.append(inside ? entity(between, depth + 1) : traces.named(between, Traces.WORDS)).append(body, start, delimiters.end());
            from = delimiters.end();
            inside = delimiters.group(1) == null;
            if (from == body.length()) {
                break;
            }
        }
        String rest = body.substring(from);
        return masked.append(inside ? entity(rest, depth + 1) : traces.named(rest, Traces.WORDS)).toString();
    }
}
