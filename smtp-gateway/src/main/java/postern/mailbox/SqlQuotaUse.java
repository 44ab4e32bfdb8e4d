package postern.mailbox;

import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.core.quota.QuotaCountUsage;
import org.apache.james.core.quota.QuotaSizeUsage;
import org.apache.james.mailbox.model.CurrentQuotas;
import org.apache.james.mailbox.model.QuotaOperation;
import org.apache.james.mailbox.model.QuotaRoot;
import org.apache.james.mailbox.quota.CurrentQuotaManager;
import org.reactivestreams.Publisher;
import postern.store.Store;
import reactor.core.publisher.Mono;

/**
 * What a user's mailboxes hold. The truth are the counters in the folders' rows, which change in the same unit of work as the
 * messages, so no listener has to count events; what James adds or sets by itself is kept beside them as a correction.
 */
@Singleton
public final class SqlQuotaUse implements CurrentQuotaManager {
    private static final String CORRECT = "INSERT INTO mailbox_quota_use (root, count, octets) VALUES (?,?,?) ON CONFLICT DO UPDATE"
        + " SET count = count + excluded.count, octets = octets + excluded.octets";

    private final Units units;

    @Inject
    public SqlQuotaUse(Store store) {
        store.migrate(MailboxTables.SCHEMA);
        this.units = new Units(store);
    }

    @Override
    public Mono<CurrentQuotas> getCurrentQuotas(QuotaRoot root) {
        return units.reading(connection -> Sql.one(connection, "SELECT"
                + " coalesce(sum(count), 0), coalesce(sum(octets), 0) FROM ("
                + " SELECT sum(total) AS count, sum(octets) AS octets FROM mailbox_folder WHERE owner = ?"
                + " UNION ALL SELECT count, octets FROM mailbox_quota_use WHERE root = ?)",
            row -> new CurrentQuotas(QuotaCountUsage.count(row.getLong(1)), QuotaSizeUsage.size(row.getLong(2))),
            owner(root), root.getValue()));
    }

    /** James writes a user's root as {@code #private&user}. */
    private static String owner(QuotaRoot root) {
        return root.getValue().substring(root.getValue().indexOf('&') + 1);
    }

    @Override
    public Publisher<QuotaCountUsage> getCurrentMessageCount(QuotaRoot root) {
        return getCurrentQuotas(root).map(CurrentQuotas::count);
    }

    @Override
    public Publisher<QuotaSizeUsage> getCurrentStorage(QuotaRoot root) {
        return getCurrentQuotas(root).map(CurrentQuotas::size);
    }

    @Override
    public Publisher<Void> increase(QuotaOperation operation) {
        return correct(operation.quotaRoot(), operation.count().asLong(), operation.size().asLong());
    }

    @Override
    public Publisher<Void> decrease(QuotaOperation operation) {
        return correct(operation.quotaRoot(), -operation.count().asLong(), -operation.size().asLong());
    }

    @Override
    public Publisher<Void> setCurrentQuotas(QuotaOperation operation) {
        return getCurrentQuotas(operation.quotaRoot()).flatMap(now -> Mono.from(correct(operation.quotaRoot(),
            operation.count().asLong() - now.count().asLong(), operation.size().asLong() - now.size().asLong())));
    }

    private Mono<Void> correct(QuotaRoot root, long count, long octets) {
        return units.writing(connection -> Sql.update(connection, CORRECT, root.getValue(), count, octets)).then();
    }
}
