package postern.desk.file;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.net.IDN;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Duration;
import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import postern.desk.Endpoint;

/** How desks write addresses, times, sizes, folders and patterns. */
final class Notations {
    static final Kind<String> ID = pattern("a name of small letters, digits and dashes", "write something like returns-and-refunds",
        "^[a-z][a-z0-9-]{0,31}$");

    static final Kind<String> DOMAIN = Kinds.scalar("a mail domain", "write something like example.com", Map.of("type", "string"),
        Notations::domain);

    static final Kind<String> ADDRESS = Kinds.scalar("a mail address", "write something like service@example.com",
        Map.of("type", "string", "format", "email"), Notations::address);

    static final Kind<String> ADDRESS_OR_DOMAIN = Kinds.scalar("an address, or @ and a domain",
        "write something like service@example.com or @example.com", Map.of("type", "string", "pattern", "@"),
        text -> text.startsWith("@") ? "@" + domain(text.substring(1)) : address(text));

    static final Kind<String> HOST = Kinds.scalar("a host, or host:port", "write something like mail.example.com:25",
        Map.of("type", "string"), Notations::host);

    static final Kind<Endpoint> ENDPOINT = Kinds.scalar("an address to listen on", "write host:port, such as 0.0.0.0:25",
        Map.of("type", java.util.List.of("string", "integer")), Endpoint::parse);

    static final Kind<Path> PATH = Kinds.scalar("a path", "write the path of a file", Map.of("type", "string", "minLength", 1), text -> {
        if (text.isBlank()) {
            throw new IllegalArgumentException("is empty");
        }
        return Path.of(text);
    });

    static final Kind<String> LANGUAGE = Kinds.scalar("a language tag", "write something like zh-Hans, zh-Hant, zh or en (BCP 47)",
        Map.of("type", "string"), text -> {
            try {
                String tag = new Locale.Builder().setLanguageTag(text).build().toLanguageTag();
                if (tag.equals("und")) {
                    throw new IllegalArgumentException("no language");
                }
                return tag;
            } catch (IllformedLocaleException e) {
                throw new IllegalArgumentException(e);
            }
        });

    static final Kind<ZoneId> ZONE = Kinds.scalar("a time zone", "write something like Asia/Shanghai", Map.of("type", "string"), ZoneId::of);

    /** A folder at the top of the shared tree. RFC 9051 §5.1 leaves other names to us; these are seen alike by all clients. */
    static final Kind<String> FOLDER = Kinds.scalar("a folder name",
        "write a name without / . \\ % * and line ends that is neither INBOX nor Desk", Map.of("type", "string", "maxLength", 60), Notations::folder);

    static final Kind<Duration> DURATION = Kinds.scalar("a duration", "write something like 30 s, 10 min, 4 h or 30 d",
        Map.of("type", "string"), text -> positive(duration(text, true)));

    /** Business time knows no days: whether one has eight hours or 24 would be guessed. */
    static final Kind<Duration> BUSINESS_TIME = Kinds.scalar("a business time", "write minutes and hours, such as 30 min or 4 h",
        Map.of("type", "string"), text -> {
            Duration duration = positive(duration(text, false));
            if (duration.compareTo(Duration.ofHours(2_000)) > 0) {
                throw new IllegalArgumentException("is more than a year of work");
            }
            return duration;
        });

    static final Kind<Long> SIZE = Kinds.scalar("a size", "write something like 25 MiB", Map.of("type", "string"), Notations::size);

    private static final java.util.regex.Pattern STEPS = java.util.regex.Pattern.compile("(\\d{1,9}) ?(s|min|h|d)(?: |$)");

    /** A regular expression that takes linear time; syntax of RE2. */
    static final Kind<Pattern> EXPRESSION = new Kind<>() {
        @Override
        public Optional<Pattern> read(Node node, Findings findings) {
            if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
                findings.mistake(node, "here should be a pattern", "write a regular expression of RE2");
                return Optional.empty();
            }
            if (PatternSize.of(scalar.getValue()) > PatternSize.MOST) {
                findings.mistake(node, "this pattern would cost each mail too much", "write fewer repetitions {n,m}, and none inside of another");
                return Optional.empty();
            }
            try {
                return Optional.of(Pattern.compile(scalar.getValue(), Pattern.CASE_INSENSITIVE));
            } catch (PatternSyntaxException e) {
                findings.mistake(node, e.getPattern() == null ? "" : e.getPattern(), "pattern: " + e.getDescription(),
                    "write a regular expression of RE2, which has no look-around and no back references");
                return Optional.empty();
            }
        }

        @Override
        public Map<String, Object> schema() {
            return Kinds.LINE.schema();
        }
    };

    private Notations() {
    }

    static Kind<String> pattern(String what, String hint, String pattern) {
        return Kinds.scalar(what, hint, Map.of("type", "string", "pattern", pattern), text -> {
            if (!text.matches(pattern)) {
                throw new IllegalArgumentException("is not");
            }
            return text;
        });
    }

    private static String domain(String text) {
        String ascii = IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        // RFC 1035 §2.3.4: 63 octets a label, which IDN checks, and 255 in all.
        if (!ascii.matches("[a-z0-9-]+(\\.[a-z0-9-]+)+") || ascii.length() > 253) {
            throw new IllegalArgumentException("is not a domain");
        }
        return ascii;
    }

    private static String address(String text) {
        int at = text.lastIndexOf('@');
        // RFC 5321 §4.5.3.1.1: 64 octets before the at sign.
        if (at < 1 || at > 64 || !text.substring(0, at).matches("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")) {
            throw new IllegalArgumentException("is not an address");
        }
        return text.substring(0, at).toLowerCase(Locale.ROOT) + "@" + domain(text.substring(at + 1));
    }

    private static String host(String text) {
        Matcher parts = java.util.regex.Pattern.compile("([^:\\[\\]]+|\\[[0-9a-fA-F:.]+])(?::(\\d{1,5}))?").matcher(text);
        if (!parts.matches() || parts.group(2) != null && Integer.parseInt(parts.group(2)) > 65_535) {
            throw new IllegalArgumentException("is not a host");
        }
        return parts.group(1).startsWith("[") ? text : IDN.toASCII(parts.group(1), IDN.USE_STD3_ASCII_RULES) + text.substring(parts.end(1));
    }

    private static String folder(String text) {
        boolean reserved = List.of("inbox", "desk", "snooze", "merge", "act").contains(text.toLowerCase(Locale.ROOT)) || text.startsWith("#");
        boolean odd = text.isBlank() || !text.equals(text.strip()) || !Normalizer.isNormalized(text, Normalizer.Form.NFC) || text.length() > 60
            || text.codePoints().anyMatch(c -> "/.\\%*\"".indexOf(c) >= 0 || Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
        if (reserved || odd) {
            throw new IllegalArgumentException("is not a folder name");
        }
        return text;
    }

    private static Duration duration(String text, boolean days) {
        if (text.startsWith("P")) {
            Duration iso = Duration.parse(text);
            if (!days && text.contains("D")) {
                throw new IllegalArgumentException("has days");
            }
            return iso;
        }
        Matcher steps = STEPS.matcher(text);
        Duration sum = Duration.ZERO;
        int end = 0;
        while (steps.lookingAt()) {
            long count = Long.parseLong(steps.group(1));
            sum = sum.plus(switch (steps.group(2)) {
                case "s" -> Duration.ofSeconds(count);
                case "min" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
            });
            end = steps.end();
            steps.region(end, text.length());
        }
        if (end == 0 || end != text.length() || !days && text.contains("d")) {
            throw new IllegalArgumentException("is not a duration");
        }
        return sum;
    }

    private static Duration positive(Duration duration) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException("is no time");
        }
        return duration;
    }

    private static long size(String text) {
        Matcher size = java.util.regex.Pattern.compile("(\\d{1,9}) ?(B|KiB|MiB|GiB|KB|MB|GB)").matcher(text);
        if (!size.matches()) {
            throw new IllegalArgumentException("is not a size");
        }
        long count = Long.parseLong(size.group(1));
        return switch (size.group(2)) {
            case "KiB" -> count << 10;
            case "MiB" -> count << 20;
            case "GiB" -> count << 30;
            case "KB" -> count * 1_000;
            case "MB" -> count * 1_000_000;
            case "GB" -> count * 1_000_000_000;
            default -> count;
        };
    }
}
