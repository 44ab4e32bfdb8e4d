package postern.letter;

import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/**
 * HTML as a person sees it: blocks on lines of their own, table cells apart, quotes marked as in plain text, hidden text kept aside.
 *
 * @param shown text that is seen; quoted blocks have {@code "> "} before each line, a marked signature has {@code "-- "} above it
 * @param hidden text that is not
 */
record HtmlText(String shown, String hidden) {
    static HtmlText of(String html) {
        Writing writing = new Writing();
        Jsoup.parse(html).body().filter(writing);
        return new HtmlText(writing.shown.toString().strip(), writing.hidden.toString().strip());
    }

    private static final class Writing implements NodeFilter {
        private static final Set<String> BLOCKS = Set.of("address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "fieldset",
            "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "li", "main", "nav", "ol", "p", "pre", "section", "table",
            "tr", "ul");
        private static final Set<String> SPACED = Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "ul", "ol", "blockquote");
        private static final Set<String> UNSEEN = Set.of("script", "style", "head", "title", "noscript", "template", "object", "svg", "select");

        private final StringBuilder shown = new StringBuilder();
        private final StringBuilder hidden = new StringBuilder();
        private int quoteDepth;
        private int pre;
        private boolean lineStart = true;
        private boolean blank;

        @Override
        public FilterResult head(Node node, int depth) {
            if (node instanceof TextNode text) {
                write(pre > 0 ? text.getWholeText() : text.getWholeText().replaceAll("[ \\t\\n\\r\\f]+", " "));
            } else if (node instanceof Element element) {
                String tag = element.normalName();
                if (UNSEEN.contains(tag)) {
                    return FilterResult.SKIP_ENTIRELY;
                }
                if (isHidden(element)) {
                    hidden.append(element.text()).append('\n');
                    return FilterResult.SKIP_ENTIRELY;
                }
                open(element, tag);
            }
            return FilterResult.CONTINUE;
        }

        private void open(Element element, String tag) {
            if (tag.equals("br")) {
                newLine();
            } else if (tag.equals("hr")) {
                block();
                write("________________________________");
                block();
            } else if (BLOCKS.contains(tag)) {
                block();
                if (isSignature(element) && !startsWithMark(element)) {
                    write("-- ");
                    newLine();
                }
            }
            quoteDepth += isQuote(element, tag) ? 1 : 0;
            pre += tag.equals("pre") ? 1 : 0;
            if (tag.equals("li")) {
                write("- ");
            }
        }

        @Override
        public FilterResult tail(Node node, int depth) {
            if (node instanceof Element element) {
                String tag = element.normalName();
                if (tag.equals("td") || tag.equals("th")) {
                    if (!lineStart) {
                        shown.append('\t');
                    }
                } else if (BLOCKS.contains(tag)) {
                    block();
                    if (SPACED.contains(tag) && !lineStartsBlank()) {
                        newLine();
                    }
                }
                quoteDepth -= isQuote(element, tag) ? 1 : 0;
                pre -= tag.equals("pre") ? 1 : 0;
            }
            return FilterResult.CONTINUE;
        }

        private boolean lineStartsBlank() {
            return blank || shown.isEmpty();
        }

        private void write(String text) {
            int from = 0;
            while (from < text.length()) {
                int end = text.indexOf('\n', from);
                String line = end < 0 ? text.substring(from) : text.substring(from, end);
                if (lineStart) {
                    line = pre > 0 ? line : line.stripLeading();
                    if (!line.isEmpty()) {
                        shown.repeat("> ", Math.min(quoteDepth, 20));
                        lineStart = false;
                        blank = false;
                    }
                }
                shown.append(line.replace('\u00A0', ' '));
                if (end < 0) {
                    return;
                }
                newLine();
                from = end + 1;
            }
        }

        private void block() {
            if (!lineStart) {
                newLine();
                blank = false;
            }
        }

        private void newLine() {
            blank = lineStart;
            if (lineStart && quoteDepth > 0) {
                shown.append(">");
            }
            shown.append('\n');
            lineStart = true;
        }

        private static boolean isQuote(Element element, String tag) {
            if (!tag.equals("blockquote")) {
                return false;
            }
            String style = element.attr("style").toLowerCase(Locale.ROOT).replace(" ", "");
            return element.attr("type").equalsIgnoreCase("cite") || element.hasClass("gmail_quote") || style.contains("border-left")
                || element.hasAttr("cite") || element.hasClass("protonmail_quote") || element.hasClass("yahoo_quoted");
        }

        private static boolean isSignature(Element element) {
            return element.attributesSize() > 0 && (element.hasClass("gmail_signature") || element.hasClass("moz-signature")
                || element.id().equals("Signature") || element.id().equals("AppleMailSignature") || element.id().equals("ms-outlook-mobile-signature")
                || element.id().equals("yahoo_signature") || element.hasClass("protonmail_signature_block"));
        }

        private static boolean startsWithMark(Element signature) {
            Node node = signature;
            for (int depth = 0; depth < 8 && node != null; depth++) {
                if (node instanceof TextNode text && !text.isBlank()) {
                    return text.getWholeText().stripLeading().startsWith("--");
                }
                node = node.childNodeSize() > 0 ? node.childNode(0) : node.nextSibling();
            }
            return false;
        }

        private static boolean isHidden(Element element) {
            if (element.attributesSize() == 0) {
                return false;
            }
            if (element.hasAttr("hidden")) {
                return true;
            }
            String style = element.attr("style");
            if (style.isEmpty()) {
                return false;
            }
            String plain = style.toLowerCase(Locale.ROOT).replace(" ", "") + ";";
            return plain.contains("display:none") || plain.contains("visibility:hidden") || plain.contains("mso-hide:all")
                || plain.contains("font-size:0;") || plain.contains("font-size:0px") || plain.contains("opacity:0;")
                || plain.contains("max-height:0") && plain.contains("overflow:hidden");
        }
    }
}
