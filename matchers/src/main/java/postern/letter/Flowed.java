package postern.letter;

import java.util.Locale;

/** RFC 3676: lines that end in a blank go on in the next line of the same quote depth. */
final class Flowed {
    private Flowed() {
    }

    static boolean isFlowed(Parameters type) {
        return type.get("format").toLowerCase(Locale.ROOT).equals("flowed");
    }

    static String unflowed(String text, Parameters type) {
        boolean deleteSpace = type.get("delsp").equalsIgnoreCase("yes");
        StringBuilder out = new StringBuilder(text.length());
        int open = -1;
        for (String line : text.split("\n", -1)) {
            int depth = 0;
            while (depth < line.length() && line.charAt(depth) == '>') {
                depth++;
            }
            String content = line.substring(depth);
            // RFC 3676 §4.4: one blank is stuffed before a line.
            content = content.startsWith(" ") ? content.substring(1) : content;
            // RFC 3676 §4.3: the signature's mark is never flowed.
            boolean flows = content.endsWith(" ") && !content.equals("-- ");
            if (open != depth || content.equals("-- ")) {
                out.append(out.isEmpty() ? "" : "\n").repeat(">", depth).append(depth > 0 ? " " : "");
            }
            out.append(content, 0, content.length() - (flows && deleteSpace ? 1 : 0));
            open = flows ? depth : -1;
        }
        return out.toString();
    }
}
