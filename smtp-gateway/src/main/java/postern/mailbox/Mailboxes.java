package postern.mailbox;

import java.util.EnumSet;
import java.util.List;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.events.EventBus;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.SessionProvider;
import org.apache.james.mailbox.exception.InsufficientRightsException;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxAnnotation;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.store.StoreMailboxManager;
import org.apache.james.mailbox.store.StoreMessageManager;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** All mailboxes of a session's user. Team folders among them cannot be made, renamed or removed from here. */
@Singleton
public class Mailboxes extends StoreMailboxManager {
    private static final EnumSet<MailboxCapabilities> CAPABILITIES = EnumSet.of(MailboxCapabilities.Move,
        MailboxCapabilities.UserFlag, MailboxCapabilities.Namespace, MailboxCapabilities.Annotation, MailboxCapabilities.ACL,
        MailboxCapabilities.Quota);

    private final MailboxStorage storage;
    private final MailboxRules rules;
    private final TeamTree tree;
    private final FolderNames names;

    @Inject
    Mailboxes(MailboxStorage storage, MailboxRules rules, SessionProvider sessions, EventBus events) {
        super(storage.mappers(), sessions, storage.locker(), storage.parser(), storage.ids(), rules.annotations(), events,
            rules.rights(), rules.quota(), storage.index(), rules.configuration(), rules.hooks(),
            storage.threading().algorithm(), storage.threading().clock());
        this.storage = storage;
        this.rules = rules;
        this.tree = rules.rights().tree();
        this.names = new FolderNames(tree);
    }

    @Override
    public EnumSet<MailboxCapabilities> getSupportedMailboxCapabilities() {
        return CAPABILITIES;
    }

    @Override
    public EnumSet<MessageCapabilities> getSupportedMessageCapabilities() {
        return EnumSet.of(MessageCapabilities.UniqueID);
    }

    @Override
    protected StoreMessageManager createMessageManager(Mailbox mailbox, MailboxSession session) {
        return new Folder(storage, rules, getEventBus(), mailbox);
    }

    @Override
    public MessageManager getMailbox(Mailbox mailbox, MailboxSession session) throws MailboxException {
        return super.getMailbox(tree.stored(mailbox), session);
    }

    @Override
    public Mono<MailboxId> createMailboxReactive(MailboxPath path, CreateOption option, MailboxSession session) {
        return checked(() -> names.check(path.sanitize(session.getPathDelimiter()), session))
            .then(Mono.defer(() -> super.createMailboxReactive(path, option, session)));
    }

    @Override
    public void deleteMailbox(MailboxPath path, MailboxSession session) throws MailboxException {
        refuseForeign(path, session);
        super.deleteMailbox(path, session);
    }

    @Override
    public Mono<Void> deleteMailboxReactive(MailboxPath path, MailboxSession session) {
        return checked(() -> refuseForeign(path, session)).then(Mono.defer(() -> super.deleteMailboxReactive(path, session)));
    }

    @Override
    public Mono<List<MailboxRenamedResult>> renameMailboxReactive(MailboxPath from, MailboxPath to, RenameOption option,
                                                                  MailboxSession fromSession, MailboxSession toSession) {
        return checked(() -> {
            refuseForeign(from, fromSession);
            names.check(to.sanitize(toSession.getPathDelimiter()), toSession);
        }).then(Mono.defer(() -> super.renameMailboxReactive(from, to, option, fromSession, toSession)));
    }

    @Override
    public Mono<List<MailboxRenamedResult>> renameMailboxReactive(MailboxId id, MailboxPath to, RenameOption option,
                                                                  MailboxSession session) {
        return checked(() -> names.check(to.sanitize(session.getPathDelimiter()), session))
            .then(Mono.defer(() -> super.renameMailboxReactive(id, to, option, session)));
    }

    @Override
    public Publisher<Void> updateAnnotationsReactive(MailboxPath path, MailboxSession session, List<MailboxAnnotation> annotations) {
        return annotations.stream().map(MailboxAnnotation::getKey).allMatch(SqlAnnotationMapper::isPrivate)
            ? super.updateAnnotationsReactive(path, session, annotations)
            : Mono.from(myRightsReactive(path, session)).flatMap(mine -> mine.contains(Right.Write)
                ? Mono.from(super.updateAnnotationsReactive(path, session, annotations))
                // RFC 5464 §3.3: whoever may write the folder may write what is shared about it.
                : Mono.error(new InsufficientRightsException("The right 'w' is missing on " + path.getName())));
    }

    /** By id James itself refuses another's mailbox, since it looks at the stored path. */
    private void refuseForeign(MailboxPath path, MailboxSession session) throws InsufficientRightsException {
        boolean door = !path.getUser().equals(tree.account()) && tree.catalogue().find(path).filter(own -> tree.beyond(own).isPresent()).isPresent();
        if (door || tree.shownAt(path).filter(shown -> tree.isForeign(shown, session.getUser())).isPresent()) {
            throw new InsufficientRightsException("Team folders are made and removed by the desk's configuration");
        }
    }

    /** A check that refuses by an exception. */
    @FunctionalInterface
    private interface Check {
        void run() throws MailboxException;
    }

    private static Mono<Void> checked(Check check) {
        return Mono.fromCallable(() -> {
            check.run();
            return null;
        });
    }
}
