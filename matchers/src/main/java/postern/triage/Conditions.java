package postern.triage;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import postern.desk.Reason;
import postern.desk.Rule;
import postern.letter.Correspondent;
import postern.letter.Letter;

/** What a rule asks of a mail beside its text: headers, recipients, senders, languages. */
final class Conditions {
    private static final int HEADER_TEXT = 4_000;

    private Conditions() {
    }

    /** @return one reason for each condition of the rule; empty if one is not met */
    static Optional<List<Reason>> met(Rule rule, Letter letter, Envelope envelope) {
        List<Reason> reasons = new ArrayList<>();
        boolean met = rule.headers().isEmpty() || header(rule, letter).map(name -> reasons.add(reason("rule-header", rule, name))).isPresent();
        met = met && (rule.recipients().isEmpty() || first(rule.recipients(), envelope.recipients())
            .map(address -> reasons.add(reason("rule-recipient", rule, address))).isPresent());
        met = met && (rule.senders().isEmpty() || first(rule.senders(), senders(letter, envelope))
            .map(address -> reasons.add(reason("rule-sender", rule, address))).isPresent());
        met = met && (rule.languages().isEmpty() || rule.languages().stream().filter(tag -> covers(tag, letter.language())).findFirst()
            .map(tag -> reasons.add(reason("rule-language", rule, letter.language()))).isPresent());
        return met ? Optional.of(reasons) : Optional.empty();
    }

    /** @return whether a tag is a language or a wider one of it (RFC 4647 §3.3.1, basic filtering) */
    static boolean covers(String tag, String language) {
        String wide = tag.toLowerCase(Locale.ROOT);
        String narrow = language.toLowerCase(Locale.ROOT);
        return narrow.equals(wide) || narrow.startsWith(wide + "-");
    }

    private static Optional<String> header(Rule rule, Letter letter) {
        return rule.headers().entrySet().stream().sorted(Map.Entry.comparingByKey())
            .filter(entry -> letter.header(entry.getKey()).stream().anyMatch(value -> found(entry.getValue(), value)))
            .map(Map.Entry::getKey).findFirst();
    }

    private static boolean found(Pattern pattern, String value) {
        return pattern.matcher(value.length() > HEADER_TEXT ? value.substring(0, HEADER_TEXT) : value).find();
    }

    private static List<String> senders(Letter letter, Envelope envelope) {
        return Stream.concat(letter.from().stream().map(Correspondent::address), Stream.of(envelope.sender())).toList();
    }

    /** @return the first entry that one of the addresses is, or whose domain it has */
    private static Optional<String> first(List<String> entries, List<String> addresses) {
        List<String> lower = addresses.stream().map(address -> address.toLowerCase(Locale.ROOT)).toList();
        return entries.stream().filter(entry -> lower.stream().anyMatch(address -> entry.startsWith("@") ? address.endsWith(entry)
            : address.equals(entry))).findFirst();
    }

    private static Reason reason(String code, Rule rule, String what) {
        return Reason.of(code, rule.id() + ":" + what);
    }
}
