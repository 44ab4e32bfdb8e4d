package postern.mailbox;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import org.apache.james.core.Domain;
import org.apache.james.core.quota.QuotaLimitValue;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Quota.Scope;
import org.apache.james.mailbox.model.QuotaRoot;
import postern.store.Store;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The limits of one kind, such as how many octets. Few and asked at each append, so they are kept in memory beside their rows.
 *
 * @param <L> a limit of this kind
 */
final class QuotaLimits<L extends QuotaLimitValue<L>> {
    /** Whose limit: a user's quota root, a domain, or everybody. */
    record Whose(Scope scope, String name) {
        static final Whose ALL = new Whose(Scope.Global, "");

        static Whose of(QuotaRoot root) {
            return new Whose(Scope.User, root.getValue());
        }

        static Whose of(Domain domain) {
            return new Whose(Scope.Domain, domain.asString());
        }
    }

    /** A change as James' reactive code wants it. */
    @FunctionalInterface
    private interface Change {
        void run() throws MailboxException;
    }

    private final Units units;
    private final String kind;
    private final L unlimited;
    private final LongFunction<L> limit;
    private final Map<Whose, Long> limits = new ConcurrentHashMap<>();

    /** @param kind as the rows name it */
    QuotaLimits(Store store, String kind, L unlimited, LongFunction<L> limit) {
        this.units = new Units(store);
        this.kind = kind;
        this.unlimited = unlimited;
        this.limit = limit;
        store.read(connection -> Sql.list(connection, "SELECT scope, name, value FROM mailbox_quota_limit WHERE kind = ?",
            row -> limits.put(new Whose(Scope.valueOf(row.getString(1)), row.getString(2)), row.getLong(3)), kind));
    }

    void set(Whose whose, L value) throws MailboxException {
        units.write(connection -> Sql.update(connection, "INSERT INTO mailbox_quota_limit (scope, name, kind, value)"
            + " VALUES (?,?,?,?) ON CONFLICT DO UPDATE SET value = excluded.value", whose.scope().name(), whose.name(), kind, value.asLong()));
        limits.put(whose, value.asLong());
    }

    Mono<Void> setLater(Whose whose, L value) {
        return later(() -> set(whose, value));
    }

    void remove(Whose whose) throws MailboxException {
        units.write(connection -> Sql.update(connection,
            "DELETE FROM mailbox_quota_limit WHERE scope = ? AND name = ? AND kind = ?", whose.scope().name(), whose.name(), kind));
        limits.remove(whose);
    }

    Mono<Void> removeLater(Whose whose) {
        return later(() -> remove(whose));
    }

    private static Mono<Void> later(Change change) {
        return Mono.<Void>fromCallable(() -> {
            change.run();
            return null;
        }).subscribeOn(Schedulers.boundedElastic());
    }

    Optional<L> get(Whose whose) {
        return Optional.ofNullable(limits.get(whose)).map(value -> value < 0 ? unlimited : limit.apply(value));
    }

    Mono<L> getLater(Whose whose) {
        return Mono.fromSupplier(() -> get(whose)).flatMap(Mono::justOrEmpty);
    }

    Map<Scope, L> list(QuotaRoot root) {
        Map<Scope, L> found = new EnumMap<>(Scope.class);
        get(Whose.of(root)).ifPresent(value -> found.put(Scope.User, value));
        root.getDomain().map(Whose::of).flatMap(this::get).ifPresent(value -> found.put(Scope.Domain, value));
        get(Whose.ALL).ifPresent(value -> found.put(Scope.Global, value));
        return found;
    }

    Mono<Map<Scope, L>> listLater(QuotaRoot root) {
        return Mono.fromSupplier(() -> list(root));
    }
}
