package postern.letter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * RFC 2046 §5: the tree of parts, found in one pass over the octets.
 *
 * <p>The walk holds all open boundaries and reads line by line, so an outer boundary ends whatever is open inside it (RFC 2046 §5.1.2)
 * and nested mail costs no more than flat mail. A multipart whose boundary never comes is read as text, because a person may have
 * written it. Past the limits of parts or depth the rest is passed over and a defect says so.
 */
final class MimeWalk {
    /** RFC 2046 §5.1.1 allows 70; some programs do not count. */
    private static final int LONGEST_BOUNDARY = 1_000;
    private static final Parameters TEXT = new Parameters("text/plain", Map.of());

    private final byte[] mail;
    private final ReadLimits limits;
    private final Defects defects;
    private final int[] parts;
    /** Open boundaries with their level, the outermost 1. */
    private final Map<String, Integer> levels = new HashMap<>();
    private int open;
    private int at;
    /** How many boundaries lie inside the one that was met last; -1 at the end of the mail. */
    private int met = -1;
    private boolean closing;

    private MimeWalk(byte[] mail, ReadLimits limits, Defects defects, int[] parts) {
        this.mail = mail;
        this.limits = limits;
        this.defects = defects;
        this.parts = parts;
    }

    static Part walk(byte[] mail, ReadLimits limits, Defects defects) {
        return new MimeWalk(mail, limits, defects, new int[1]).entity("text/plain", 0);
    }

    private Part entity(String defaultType, int depth) {
        parts[0]++;
        HeaderBlock header = HeaderBlock.parse(mail, at, headerLimit(), limits, defects);
        at = header.bodyStart();
        Parameters type = type(header, defaultType);
        Parameters disposition = Parameters.parse(header.raw("content-disposition"));
        int from = at;
        boolean deep = depth >= limits.depth();
        if (deep && (type.value().startsWith("multipart/") || type.value().startsWith("message/"))) {
            defects.add("depth-limit");
        }
        if (!deep && type.value().startsWith("multipart/")) {
            return multipart(header, type, disposition, depth);
        }
        if (!deep && (type.value().equals("message/rfc822") || type.value().equals("message/global"))) {
            return message(header, type, disposition, depth);
        }
        return new Part(header, type, disposition, mail, from, next(), List.of());
    }

    private static Parameters type(HeaderBlock header, String defaultType) {
        String raw = header.raw("content-type");
        if (raw.isBlank()) {
            return new Parameters(defaultType, Map.of());
        }
        Parameters type = Parameters.parse(raw);
        int slash = type.value().indexOf('/');
        boolean usable = slash > 0 && slash < type.value().length() - 1;
        return usable ? type : new Parameters(TEXT.value(), type.all());
    }

    private Part multipart(HeaderBlock header, Parameters type, Parameters disposition, int depth) {
        int from = at;
        String boundary = boundary(type);
        if (boundary == null) {
            defects.add("boundary-missing");
            return new Part(header, new Parameters("text/plain", type.all()), disposition, mail, from, next(), List.of());
        }
        Integer outer = levels.put(boundary, ++open);
        List<Part> children = new ArrayList<>();
        String defaultType = type.value().equals("multipart/digest") ? "message/rfc822" : "text/plain";
        int to = next();
        boolean found = met == 0;
        while (met == 0 && !closing) {
            if (parts[0] >= limits.parts()) {
                defects.add("parts-limit");
                to = next();
            } else {
                Part child = entity(defaultType, depth + 1);
                children.add(child);
                to = child.to();
            }
        }
        if (met != 0 && found) {
            defects.add("boundary-not-closed");
        }
        leave(boundary, outer);
        if (!found) {
            defects.add("boundary-not-found");
            return new Part(header, new Parameters("text/plain", type.all()), disposition, mail, from, to, List.of());
        }
        return new Part(header, type, disposition, mail, from, to, children);
    }

    /** @param outer level at which an outer multipart has the same boundary, or null */
    private void leave(String boundary, Integer outer) {
        open--;
        if (outer == null) {
            levels.remove(boundary);
        } else {
            levels.put(boundary, outer);
        }
        boolean mine = met == 0;
        met = mine ? -1 : met < 0 ? -1 : met - 1;
        if (mine) {
            // RFC 2046 §5.1.1: what stands behind the last boundary is not part of the mail.
            next();
        }
    }

    private Part message(HeaderBlock header, Parameters type, Parameters disposition, int depth) {
        int from = at;
        Part encoded = new Part(header, type, disposition, mail, from, from, List.of());
        String encoding = encoded.encoding().toLowerCase(Locale.ROOT);
        if (encoding.equals("base64") || encoding.equals("quoted-printable")) {
            int to = next();
            byte[] inner = TransferEncodings.decode(encoding, mail, from, to, Integer.MAX_VALUE);
            MimeWalk walk = new MimeWalk(inner, limits, defects, parts);
            return new Part(header, type, disposition, mail, from, to, List.of(walk.entity("text/plain", depth + 1)));
        }
        Part inner = entity("text/plain", depth + 1);
        return new Part(header, type, disposition, mail, from, inner.to(), List.of(inner));
    }

    /** The declared boundary, or the first line that looks like one where none is declared. */
    private String boundary(Parameters type) {
        String declared = type.get("boundary");
        if (!declared.isEmpty() && declared.length() <= LONGEST_BOUNDARY) {
            return declared.stripTrailing();
        }
        int line = at;
        while (line < mail.length && (mail[line] == '\r' || mail[line] == '\n')) {
            line++;
        }
        int end = HeaderBlock.lineEnd(mail, line, mail.length);
        String first = new String(mail, line, Math.min(end - line, LONGEST_BOUNDARY), StandardCharsets.ISO_8859_1).strip();
        return first.startsWith("--") && first.length() > 4 ? first.substring(2) : null;
    }

    /** Goes to the next open boundary. @return end of the content before it, without the line end that belongs to the boundary */
    private int next() {
        int start = at;
        int line = at;
        while (line < mail.length) {
            int end = HeaderBlock.lineEnd(mail, line, mail.length);
            if (mail[line] == '-' && line + 1 < mail.length && mail[line + 1] == '-' && isBoundary(line, end)) {
                at = end;
                int contentEnd = line > start && mail[line - 1] == '\n' ? line - 1 : line;
                return contentEnd > start && mail[contentEnd - 1] == '\r' ? contentEnd - 1 : contentEnd;
            }
            line = end;
        }
        at = mail.length;
        met = -1;
        return mail.length;
    }

    private boolean isBoundary(int line, int end) {
        int to = end;
        // RFC 2046 §5.1.1: only blanks may follow a boundary.
        while (to > line && mail[to - 1] <= ' ' && mail[to - 1] >= 0) {
            to--;
        }
        int length = to - line - 2;
        if (levels.isEmpty() || length <= 0 || length > LONGEST_BOUNDARY + 2) {
            return false;
        }
        String text = new String(mail, line + 2, length, StandardCharsets.ISO_8859_1);
        Integer level = levels.get(text);
        boolean last = level == null && text.endsWith("--");
        if (last) {
            level = levels.get(text.substring(0, length - 2));
        }
        if (level == null) {
            // RFC 2046 §5.1.2: it is enough that the boundary stands at the beginning of the line.
            int blank = text.indexOf(' ');
            level = blank < 0 ? null : levels.get(text.substring(0, blank));
            last = level == null && blank > 2 && text.startsWith("--", blank - 2);
            level = last ? levels.get(text.substring(0, blank - 2)) : level;
        }
        if (level == null) {
            return false;
        }
        met = open - level;
        closing = last;
        return true;
    }

    /** A part's header ends at the next boundary even where the empty line is missing. */
    private int headerLimit() {
        if (levels.isEmpty()) {
            return mail.length;
        }
        int line = at;
        while (line < mail.length) {
            int end = HeaderBlock.lineEnd(mail, line, mail.length);
            if (mail[line] == '\n' || mail[line] == '\r') {
                return end;
            }
            if (mail[line] == '-' && line + 1 < mail.length && mail[line + 1] == '-' && isBoundary(line, end)) {
                return line;
            }
            line = end;
        }
        return mail.length;
    }
}
