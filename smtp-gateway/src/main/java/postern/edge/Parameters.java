package postern.edge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The esmtp-parameters after a path (RFC 5321 §4.1.2), by keyword in upper case; a keyword without value has an empty one. */
record Parameters(Map<String, String> byKeyword) {
    private static final Pattern KEYWORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*+");
    private static final Pattern VALUE = Pattern.compile("[!-<>-~]++");

    /** @return nothing if the text is not well-formed or names a keyword twice */
    static Optional<Parameters> read(String text) {
        Map<String, String> found = new LinkedHashMap<>();
        if (text.isEmpty()) {
            return Optional.of(new Parameters(found));
        }
        for (String word : text.split(" +")) {
            int equals = word.indexOf('=');
            String keyword = equals < 0 ? word : word.substring(0, equals);
            boolean formed = KEYWORD.matcher(keyword).matches()
                && (equals < 0 || VALUE.matcher(word.substring(equals + 1)).matches());
            if (!formed || found.put(keyword.toUpperCase(java.util.Locale.ROOT), equals < 0 ? "" : word.substring(equals + 1)) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new Parameters(found));
    }
}
