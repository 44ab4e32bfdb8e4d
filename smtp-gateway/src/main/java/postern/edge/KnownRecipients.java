package postern.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a recipient may be written to: ours always, others only by our agents.
 *
 * <p>Answers are kept for a short while, so that a new address is known soon. A client that asks for very many unknown addresses
 * is collecting known ones and is not answered any more.
 */
final class KnownRecipients implements Policy {
    private static final int ADDRESSES = 20_000;
    private static final Duration KEPT = Duration.ofSeconds(20);
    private static final int CLIENT_FACTOR = 10;

    private final Recipients recipients;
    private final Cache<String, Recipients.Answer> answers;
    private final Tally harvesters;

    KnownRecipients(Recipients recipients, Manners manners, Clock clock) {
        this.recipients = recipients;
        answers = Caffeine.newBuilder().maximumSize(ADDRESSES).expireAfterWrite(KEPT).ticker(Tally.ticker(clock)).build();
        harvesters = new Tally(manners.unknownRecipients() * CLIENT_FACTOR, manners.memory(), clock);
    }

    @Override
    public Optional<Refusal> recipient(Visit visit, String sender, String recipient) {
        Network client = Network.of(visit.client());
        if (visit.login().isEmpty() && harvesters.exceeded(client)) {
            return Optional.of(Refusal.HARVEST);
        }
        if (visit.login().isEmpty() && carriesRoute(recipient)) {
            return Optional.of(Refusal.NO_RELAY);
        }
        return switch (answers.get(key(recipient), recipients::ask)) {
            case OURS -> Optional.empty();
            case AGENTS -> visit.login().isPresent() ? Optional.empty() : unknown(client);
            case UNKNOWN -> unknown(client);
            case NOT_OURS -> visit.login().isPresent() ? Optional.empty() : Optional.of(Refusal.NO_RELAY);
        };
    }

    private Optional<Refusal> unknown(Network client) {
        harvesters.add(client);
        return Optional.of(Refusal.UNKNOWN_RECIPIENT);
    }

    /** RFC 5321 §3.6.1: routes written into a local part, such as {@code a%b@c}, ask us to relay. */
    private static boolean carriesRoute(String recipient) {
        String local = recipient.substring(0, recipient.lastIndexOf('@'));
        return local.chars().anyMatch(c -> c == '%' || c == '!' || c == '@');
    }

    /** RFC 5321 §2.4: a domain has no case, a local part may. */
    private static String key(String recipient) {
        int at = recipient.lastIndexOf('@');
        return recipient.substring(0, at) + recipient.substring(at).toLowerCase(Locale.ROOT);
    }
}
