package postern.mailbox;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.core.Domain;
import org.apache.james.core.quota.QuotaCountLimit;
import org.apache.james.core.quota.QuotaSizeLimit;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Quota.Scope;
import org.apache.james.mailbox.model.QuotaRoot;
import org.apache.james.mailbox.quota.MaxQuotaManager;
import org.reactivestreams.Publisher;
import postern.store.Store;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Limits of users, domains and all. Few and asked at each append, so they are kept in memory beside their rows. */
@Singleton
public final class SqlQuotaLimits implements MaxQuotaManager {
    private enum Kind { COUNT, SIZE }

    private record Key(Scope scope, String name, Kind kind) {
    }

    private final Units units;
    private final Map<Key, Long> limits = new ConcurrentHashMap<>();

    @Inject
    public SqlQuotaLimits(Store store) {
        store.migrate(MailboxTables.SCHEMA);
        this.units = new Units(store);
        limits.putAll(store.read(connection -> {
            Map<Key, Long> all = new HashMap<>();
            Sql.list(connection, "SELECT scope, name, kind, value FROM mailbox_quota_limit", row -> all.put(
                new Key(Scope.valueOf(row.getString(1)), row.getString(2), Kind.valueOf(row.getString(3))), row.getLong(4)));
            return all;
        }));
    }

    private void set(Scope scope, String name, Kind kind, long value) throws MailboxException {
        units.write(connection -> Sql.update(connection, "INSERT INTO mailbox_quota_limit (scope, name, kind, value)"
            + " VALUES (?,?,?,?) ON CONFLICT DO UPDATE SET value = excluded.value", scope.name(), name, kind.name(), value));
        limits.put(new Key(scope, name, kind), value);
    }

    private void remove(Scope scope, String name, Kind kind) throws MailboxException {
        units.write(connection -> Sql.update(connection,
            "DELETE FROM mailbox_quota_limit WHERE scope = ? AND name = ? AND kind = ?", scope.name(), name, kind.name()));
        limits.remove(new Key(scope, name, kind));
    }

    private <T> Optional<T> get(Scope scope, String name, Kind kind, LongFunction<T> limit) {
        return Optional.ofNullable(limits.get(new Key(scope, name, kind))).map(limit::apply);
    }

    private <T> Map<Scope, T> list(QuotaRoot root, Kind kind, LongFunction<T> limit) {
        Map<Scope, T> found = new EnumMap<>(Scope.class);
        get(Scope.User, root.getValue(), kind, limit).ifPresent(value -> found.put(Scope.User, value));
        root.getDomain().flatMap(domain -> get(Scope.Domain, domain.asString(), kind, limit))
            .ifPresent(value -> found.put(Scope.Domain, value));
        get(Scope.Global, "", kind, limit).ifPresent(value -> found.put(Scope.Global, value));
        return found;
    }

    private static QuotaCountLimit count(long value) {
        return value < 0 ? QuotaCountLimit.unlimited() : QuotaCountLimit.count(value);
    }

    private static QuotaSizeLimit size(long value) {
        return value < 0 ? QuotaSizeLimit.unlimited() : QuotaSizeLimit.size(value);
    }

    /** A change as James' reactive code wants it. */
    @FunctionalInterface
    private interface Change {
        void run() throws MailboxException;
    }

    private static Mono<Void> later(Change change) {
        return Mono.<Void>fromCallable(() -> {
            change.run();
            return null;
        }).subscribeOn(Schedulers.boundedElastic());
    }

    @Override
    public Map<Scope, QuotaCountLimit> listMaxMessagesDetails(QuotaRoot root) {
        return list(root, Kind.COUNT, SqlQuotaLimits::count);
    }

    @Override
    public Publisher<Map<Scope, QuotaCountLimit>> listMaxMessagesDetailsReactive(QuotaRoot root) {
        return Mono.fromSupplier(() -> listMaxMessagesDetails(root));
    }

    @Override
    public Map<Scope, QuotaSizeLimit> listMaxStorageDetails(QuotaRoot root) {
        return list(root, Kind.SIZE, SqlQuotaLimits::size);
    }

    @Override
    public Publisher<Map<Scope, QuotaSizeLimit>> listMaxStorageDetailsReactive(QuotaRoot root) {
        return Mono.fromSupplier(() -> listMaxStorageDetails(root));
    }

    @Override
    public void setMaxMessage(QuotaRoot root, QuotaCountLimit limit) throws MailboxException {
        set(Scope.User, root.getValue(), Kind.COUNT, limit.asLong());
    }

    @Override
    public Publisher<Void> setMaxMessageReactive(QuotaRoot root, QuotaCountLimit limit) {
        return later(() -> setMaxMessage(root, limit));
    }

    @Override
    public void removeMaxMessage(QuotaRoot root) throws MailboxException {
        remove(Scope.User, root.getValue(), Kind.COUNT);
    }

    @Override
    public Publisher<Void> removeMaxMessageReactive(QuotaRoot root) {
        return later(() -> removeMaxMessage(root));
    }

    @Override
    public void setMaxStorage(QuotaRoot root, QuotaSizeLimit limit) throws MailboxException {
        set(Scope.User, root.getValue(), Kind.SIZE, limit.asLong());
    }

    @Override
    public Publisher<Void> setMaxStorageReactive(QuotaRoot root, QuotaSizeLimit limit) {
        return later(() -> setMaxStorage(root, limit));
    }

    @Override
    public void removeMaxStorage(QuotaRoot root) throws MailboxException {
        remove(Scope.User, root.getValue(), Kind.SIZE);
    }

    @Override
    public Publisher<Void> removeMaxStorageReactive(QuotaRoot root) {
        return later(() -> removeMaxStorage(root));
    }

    @Override
    public void setDomainMaxMessage(Domain domain, QuotaCountLimit limit) throws MailboxException {
        set(Scope.Domain, domain.asString(), Kind.COUNT, limit.asLong());
    }

    @Override
    public Publisher<Void> setDomainMaxMessageReactive(Domain domain, QuotaCountLimit limit) {
        return later(() -> setDomainMaxMessage(domain, limit));
    }

    @Override
    public void removeDomainMaxMessage(Domain domain) throws MailboxException {
        remove(Scope.Domain, domain.asString(), Kind.COUNT);
    }

    @Override
    public Publisher<Void> removeDomainMaxMessageReactive(Domain domain) {
        return later(() -> removeDomainMaxMessage(domain));
    }

    @Override
    public Optional<QuotaCountLimit> getDomainMaxMessage(Domain domain) {
        return get(Scope.Domain, domain.asString(), Kind.COUNT, SqlQuotaLimits::count);
    }

    @Override
    public Publisher<QuotaCountLimit> getDomainMaxMessageReactive(Domain domain) {
        return Mono.fromSupplier(() -> getDomainMaxMessage(domain)).flatMap(Mono::justOrEmpty);
    }

    @Override
    public void setDomainMaxStorage(Domain domain, QuotaSizeLimit limit) throws MailboxException {
        set(Scope.Domain, domain.asString(), Kind.SIZE, limit.asLong());
    }

    @Override
    public Publisher<Void> setDomainMaxStorageReactive(Domain domain, QuotaSizeLimit limit) {
        return later(() -> setDomainMaxStorage(domain, limit));
    }

    @Override
    public void removeDomainMaxStorage(Domain domain) throws MailboxException {
        remove(Scope.Domain, domain.asString(), Kind.SIZE);
    }

    @Override
    public Publisher<Void> removeDomainMaxStorageReactive(Domain domain) {
        return later(() -> removeDomainMaxStorage(domain));
    }

    @Override
    public Optional<QuotaSizeLimit> getDomainMaxStorage(Domain domain) {
        return get(Scope.Domain, domain.asString(), Kind.SIZE, SqlQuotaLimits::size);
    }

    @Override
    public Publisher<QuotaSizeLimit> getDomainMaxStorageReactive(Domain domain) {
        return Mono.fromSupplier(() -> getDomainMaxStorage(domain)).flatMap(Mono::justOrEmpty);
    }

    @Override
    public void setGlobalMaxMessage(QuotaCountLimit limit) throws MailboxException {
        set(Scope.Global, "", Kind.COUNT, limit.asLong());
    }

    @Override
    public Publisher<Void> setGlobalMaxMessageReactive(QuotaCountLimit limit) {
        return later(() -> setGlobalMaxMessage(limit));
    }

    @Override
    public void removeGlobalMaxMessage() throws MailboxException {
        remove(Scope.Global, "", Kind.COUNT);
    }

    @Override
    public Publisher<Void> removeGlobalMaxMessageReactive() {
        return later(() -> removeGlobalMaxMessage());
    }

    @Override
    public Optional<QuotaCountLimit> getGlobalMaxMessage() {
        return get(Scope.Global, "", Kind.COUNT, SqlQuotaLimits::count);
    }

    @Override
    public Publisher<QuotaCountLimit> getGlobalMaxMessageReactive() {
        return Mono.fromSupplier(() -> getGlobalMaxMessage()).flatMap(Mono::justOrEmpty);
    }

    @Override
    public void setGlobalMaxStorage(QuotaSizeLimit limit) throws MailboxException {
        set(Scope.Global, "", Kind.SIZE, limit.asLong());
    }

    @Override
    public Publisher<Void> setGlobalMaxStorageReactive(QuotaSizeLimit limit) {
        return later(() -> setGlobalMaxStorage(limit));
    }

    @Override
    public void removeGlobalMaxStorage() throws MailboxException {
        remove(Scope.Global, "", Kind.SIZE);
    }

    @Override
    public Publisher<Void> removeGlobalMaxStorageReactive() {
        return later(() -> removeGlobalMaxStorage());
    }

    @Override
    public Optional<QuotaSizeLimit> getGlobalMaxStorage() {
        return get(Scope.Global, "", Kind.SIZE, SqlQuotaLimits::size);
    }

    @Override
    public Publisher<QuotaSizeLimit> getGlobalMaxStorageReactive() {
        return Mono.fromSupplier(() -> getGlobalMaxStorage()).flatMap(Mono::justOrEmpty);
    }
}
