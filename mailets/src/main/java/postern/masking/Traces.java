package postern.masking;

import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * By what a person is found in a text: addresses, names, and what the person wrote. Immutable.
 *
 * <p>Addresses are found in any case and as links write them, and names in any spacing and as HTML writes their characters. A line is
 * the person's if its letters and digits, in a row, are in what the person wrote; short lines only where they are quoted, because
 * anybody writes "thank you".
 */
public final class Traces {
    /** RFC 2606 §2: an address that nobody can have. */
    static final String ADDRESS = "erased@erased.invalid";
    static final String WORDS = "[erased]";
    private static final Pattern REPLY = Pattern.compile("^(?:\\s*(?:re|aw|fwd?|回复|答复|转发|回覆|轉寄)\\s*[:：]){1,9}\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern TICKET = Pattern.compile("\\[#?[\\d-]+]");
    private static final Pattern QUOTE = Pattern.compile("^[>|\\s]*");
    private static final int QUOTED = 3;
    private static final int LONG = 16;
    private static final int SEPARATE = 8;

    private final Set<String> domains;
    private final Pattern addresses;
    private final Pattern names;
    private final Written written;
    private final Set<String> ids;
    private final Traces sure;

    /**
     * @param addresses one at least
     * @param names by which the person is known for sure
     * @param ownNames as the person's mails call their author; others may have the same, so they count only in mails that name the
     *     person in another way too
     * @param written what the person wrote, subjects too; likewise. Nothing is added any more.
     * @param ids Message-IDs of the person's mails, with angle brackets
     */
    public Traces(Collection<String> addresses, Collection<String> names, Collection<String> ownNames, Written written, Collection<String> ids) {
        this(addresses, Stream.concat(names.stream(), ownNames.stream()).toList(), written.ready(), ids,
            new Traces(addresses, names, new Written(), List.of(), (Traces) null));
    }

    private Traces(Collection<String> addresses, Collection<String> names, Written written, Collection<String> ids, Traces sure) {
        this.sure = sure;
        this.domains = addresses.stream().map(address -> address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
        this.addresses = Pattern.compile("(?<![\\w.%+-])(?:" + addresses.stream().map(Traces::address).collect(Collectors.joining("|"))
            + ")(?![\\w-])(?!\\.\\w)", Pattern.CASE_INSENSITIVE);
        List<String> known = names.stream().map(String::strip).filter(name -> weight(letters(name)) >= QUOTED).distinct().toList();
        this.names = known.isEmpty() ? null : Pattern.compile(known.stream().map(Traces::name).collect(Collectors.joining("|")),
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        this.written = written;
        this.ids = Set.copyOf(ids);
    }

    private static String address(String address) {
        int at = address.lastIndexOf('@');
        // As a link and as a bounce address write it.
        return Pattern.quote(address.substring(0, at)) + "(?:@|%40|=|&#64;|&#x40;)" + Pattern.quote(address.substring(at + 1));
    }

    private static String name(String name) {
        StringBuilder pattern = new StringBuilder();
        name.codePoints().forEach(c -> {
            if (Character.isWhitespace(c)) {
                // Possessive: it is matched in a loop, where backtracking would take stack for each blank that a stranger writes.
                pattern.append("(?:\\s|&nbsp;)*+");
            } else if (c < 0x80) {
                pattern.append(Pattern.quote(Character.toString(c)));
            } else {
                pattern.append("(?:").append(Pattern.quote(Character.toString(c))).append("|&#").append(c).append(";|&#x").append(Integer.toHexString(c)).append(";)");
            }
        });
        boolean spaced = name.codePoints().allMatch(c -> c < 0x3000);
        return spaced ? "(?<![\\p{L}\\p{N}])" + pattern + "(?![\\p{L}\\p{N}])" : pattern.toString();
    }

    /** What finds the person without doubt, by itself. */
    public Traces sure() {
        return sure == null ? this : sure;
    }

    /** @return whether the text names the person */
    public boolean in(String text) {
        return mayName(text) && addresses.matcher(text).find() || names != null && names.matcher(text).find();
    }

    /** A quick look before the closer one: however an address is written, its domain stands there. */
    private boolean mayName(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return domains.stream().anyMatch(lower::contains);
    }

    /** @return whether a Message-ID is one of the person's mails */
    boolean isMail(String id) {
        return ids.contains(id);
    }

    /** A text without names and addresses. */
    public String named(String text) {
        return named(text, WORDS);
    }

    /** Without names and addresses. @param names what stands for a name */
    String named(String text, String namesBecome) {
        String masked = mayName(text) ? addresses.matcher(text).replaceAll(ADDRESS) : text;
        return names == null ? masked : names.matcher(masked).replaceAll(Matcher.quoteReplacement(namesBecome));
    }

    /** Plain text without names, addresses and the person's lines. */
    String plain(String text) {
        StringBuilder masked = new StringBuilder(text.length());
        int from = 0;
        while (from < text.length()) {
            int feed = text.indexOf('\n', from);
            int next = feed < 0 ? text.length() : feed + 1;
            int end = feed > from && text.charAt(feed - 1) == '\r' ? feed - 1 : feed < 0 ? next : feed;
            masked.append(line(text.substring(from, end))).append(text, end, next);
            from = next;
        }
        return named(masked.toString(), WORDS);
    }

    private String line(String line) {
        Matcher quote = QUOTE.matcher(line);
        quote.lookingAt();
        boolean quoted = quote.group().indexOf('>') >= 0 || quote.group().indexOf('|') >= 0;
        return isWritten(line.substring(quote.end()), quoted ? QUOTED : LONG) ? quote.group() + WORDS : line;
    }

    /** Texts between the tags of HTML are masked each by itself. */
    String html(String html) {
        StringBuilder masked = new StringBuilder(html.length());
        int from = 0;
        while (from < html.length()) {
            int tag = html.indexOf('<', from);
            int end = tag < 0 ? html.length() : tag;
            String text = html.substring(from, end);
            masked.append(isWritten(Entities.shown(text), SEPARATE) ? WORDS : text);
            int close = tag < 0 ? -1 : html.indexOf('>', tag);
            from = tag < 0 ? html.length() : close < 0 ? html.length() : close + 1;
            masked.append(html, end, from);
        }
        return named(masked.toString(), WORDS);
    }

    /** A subject without the person, with its reply marks. */
    public String subject(String subject) {
        String named = named(subject, WORDS);
        Matcher reply = REPLY.matcher(named);
        int from = reply.lookingAt() ? reply.end() : 0;
        return isWritten(TICKET.matcher(named.substring(from)).replaceAll(""), SEPARATE) ? named.substring(0, from) + WORDS : named;
    }

    private boolean isWritten(String text, int least) {
        String letters = letters(text);
        return !letters.isEmpty() && weight(letters) >= least && written.has(letters);
    }

    /** Of scripts without blanks a character says as much as two of others. */
    static int weight(String letters) {
        return letters.codePoints().map(c -> c >= 0x2E80 ? 2 : 1).sum();
    }

    static String letters(String text) {
        StringBuilder letters = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).codePoints().filter(Character::isLetterOrDigit).forEach(letters::appendCodePoint);
        return letters.toString();
    }
}
