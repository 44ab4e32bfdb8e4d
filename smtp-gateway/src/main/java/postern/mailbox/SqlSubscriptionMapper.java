package postern.mailbox;

import java.util.List;
import org.apache.james.core.Username;
import org.apache.james.mailbox.exception.SubscriptionException;
import org.apache.james.mailbox.store.user.SubscriptionMapper;
import org.apache.james.mailbox.store.user.model.Subscription;
import postern.store.Store;
import postern.store.StoreException;

/** Subscriptions of users (LSUB). */
record SqlSubscriptionMapper(Store store) implements SubscriptionMapper {
    @Override
    public void save(Subscription subscription) throws SubscriptionException {
        change("INSERT OR IGNORE INTO mailbox_subscription (user, name) VALUES (?,?)", subscription);
    }

    @Override
    public void delete(Subscription subscription) throws SubscriptionException {
        change("DELETE FROM mailbox_subscription WHERE user = ? AND name = ?", subscription);
    }

    private void change(String sql, Subscription subscription) throws SubscriptionException {
        try {
            store.writeAndWait(connection ->
                Sql.update(connection, sql, subscription.getUser().asString(), subscription.getMailbox()));
        } catch (StoreException e) {
            throw new SubscriptionException(e);
        }
    }

    @Override
    public List<Subscription> findSubscriptionsForUser(Username user) throws SubscriptionException {
        try {
            return store.read(connection -> Sql.list(connection,
                "SELECT name FROM mailbox_subscription WHERE user = ? ORDER BY name",
                row -> new Subscription(user, row.getString(1)), user.asString()));
        } catch (StoreException e) {
            throw new SubscriptionException(e);
        }
    }
}
