package postern.mailbox;

import java.util.Map;
import java.util.Optional;
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
import postern.mailbox.QuotaLimits.Whose;
import postern.store.Store;

/** Limits of users, domains and all, on messages and on octets, as James asks for them. */
@Singleton
public final class SqlQuotaLimits implements MaxQuotaManager {
    private final QuotaLimits<QuotaCountLimit> messages;
    private final QuotaLimits<QuotaSizeLimit> storage;

    @Inject
    public SqlQuotaLimits(Store store) {
        store.migrate(MailboxTables.SCHEMA);
        messages = new QuotaLimits<>(store, "COUNT", QuotaCountLimit.unlimited(), QuotaCountLimit::count);
        storage = new QuotaLimits<>(store, "SIZE", QuotaSizeLimit.unlimited(), QuotaSizeLimit::size);
    }

    @Override
    public Map<Scope, QuotaCountLimit> listMaxMessagesDetails(QuotaRoot root) {
        return messages.list(root);
    }

    @Override
    public Publisher<Map<Scope, QuotaCountLimit>> listMaxMessagesDetailsReactive(QuotaRoot root) {
        return messages.listLater(root);
    }

    @Override
    public void setMaxMessage(QuotaRoot root, QuotaCountLimit limit) throws MailboxException {
        messages.set(Whose.of(root), limit);
    }

    @Override
    public Publisher<Void> setMaxMessageReactive(QuotaRoot root, QuotaCountLimit limit) {
        return messages.setLater(Whose.of(root), limit);
    }

    @Override
    public void removeMaxMessage(QuotaRoot root) throws MailboxException {
        messages.remove(Whose.of(root));
    }

    @Override
    public Publisher<Void> removeMaxMessageReactive(QuotaRoot root) {
        return messages.removeLater(Whose.of(root));
    }

    @Override
    public void setDomainMaxMessage(Domain domain, QuotaCountLimit limit) throws MailboxException {
        messages.set(Whose.of(domain), limit);
    }

    @Override
    public Publisher<Void> setDomainMaxMessageReactive(Domain domain, QuotaCountLimit limit) {
        return messages.setLater(Whose.of(domain), limit);
    }

    @Override
    public void removeDomainMaxMessage(Domain domain) throws MailboxException {
        messages.remove(Whose.of(domain));
    }

    @Override
    public Publisher<Void> removeDomainMaxMessageReactive(Domain domain) {
        return messages.removeLater(Whose.of(domain));
    }

    @Override
    public Optional<QuotaCountLimit> getDomainMaxMessage(Domain domain) {
        return messages.get(Whose.of(domain));
    }

    @Override
    public Publisher<QuotaCountLimit> getDomainMaxMessageReactive(Domain domain) {
        return messages.getLater(Whose.of(domain));
    }

    @Override
    public void setGlobalMaxMessage(QuotaCountLimit limit) throws MailboxException {
        messages.set(Whose.ALL, limit);
    }

    @Override
    public Publisher<Void> setGlobalMaxMessageReactive(QuotaCountLimit limit) {
        return messages.setLater(Whose.ALL, limit);
    }

    @Override
    public void removeGlobalMaxMessage() throws MailboxException {
        messages.remove(Whose.ALL);
    }

    @Override
    public Publisher<Void> removeGlobalMaxMessageReactive() {
        return messages.removeLater(Whose.ALL);
    }

    @Override
    public Optional<QuotaCountLimit> getGlobalMaxMessage() {
        return messages.get(Whose.ALL);
    }

    @Override
    public Publisher<QuotaCountLimit> getGlobalMaxMessageReactive() {
        return messages.getLater(Whose.ALL);
    }

    @Override
    public Map<Scope, QuotaSizeLimit> listMaxStorageDetails(QuotaRoot root) {
        return storage.list(root);
    }

    @Override
    public Publisher<Map<Scope, QuotaSizeLimit>> listMaxStorageDetailsReactive(QuotaRoot root) {
        return storage.listLater(root);
    }

    @Override
    public void setMaxStorage(QuotaRoot root, QuotaSizeLimit limit) throws MailboxException {
        storage.set(Whose.of(root), limit);
    }

    @Override
    public Publisher<Void> setMaxStorageReactive(QuotaRoot root, QuotaSizeLimit limit) {
        return storage.setLater(Whose.of(root), limit);
    }

    @Override
    public void removeMaxStorage(QuotaRoot root) throws MailboxException {
        storage.remove(Whose.of(root));
    }

    @Override
    public Publisher<Void> removeMaxStorageReactive(QuotaRoot root) {
        return storage.removeLater(Whose.of(root));
    }

    @Override
    public void setDomainMaxStorage(Domain domain, QuotaSizeLimit limit) throws MailboxException {
        storage.set(Whose.of(domain), limit);
    }

    @Override
    public Publisher<Void> setDomainMaxStorageReactive(Domain domain, QuotaSizeLimit limit) {
        return storage.setLater(Whose.of(domain), limit);
    }

    @Override
    public void removeDomainMaxStorage(Domain domain) throws MailboxException {
        storage.remove(Whose.of(domain));
    }

    @Override
    public Publisher<Void> removeDomainMaxStorageReactive(Domain domain) {
        return storage.removeLater(Whose.of(domain));
    }

    @Override
    public Optional<QuotaSizeLimit> getDomainMaxStorage(Domain domain) {
        return storage.get(Whose.of(domain));
    }

    @Override
    public Publisher<QuotaSizeLimit> getDomainMaxStorageReactive(Domain domain) {
        return storage.getLater(Whose.of(domain));
    }

    @Override
    public void setGlobalMaxStorage(QuotaSizeLimit limit) throws MailboxException {
        storage.set(Whose.ALL, limit);
    }

    @Override
    public Publisher<Void> setGlobalMaxStorageReactive(QuotaSizeLimit limit) {
        return storage.setLater(Whose.ALL, limit);
    }

    @Override
    public void removeGlobalMaxStorage() throws MailboxException {
        storage.remove(Whose.ALL);
    }

    @Override
    public Publisher<Void> removeGlobalMaxStorageReactive() {
        return storage.removeLater(Whose.ALL);
    }

    @Override
    public Optional<QuotaSizeLimit> getGlobalMaxStorage() {
        return storage.get(Whose.ALL);
    }

    @Override
    public Publisher<QuotaSizeLimit> getGlobalMaxStorageReactive() {
        return storage.getLater(Whose.ALL);
    }
}
