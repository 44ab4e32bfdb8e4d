package postern.mailbox;

import javax.inject.Inject;
import javax.inject.Singleton;
import javax.mail.Flags;
import org.apache.james.events.EventBus;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.acl.MailboxACLResolver;
import org.apache.james.mailbox.exception.InsufficientRightsException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.exception.UnsupportedRightException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxACL.Rfc4314Rights;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.store.StoreRightManager;
import reactor.core.publisher.Mono;

/**
 * Who may do what (RFC 4314). James takes a mailbox in a user's name space for the user's own; team folders are seen there and
 * belong to the desk, so every answer here asks the stored owner and the ACL as it is now.
 */
@Singleton
public class Rights extends StoreRightManager {
    private final SqlMapperFactory mappers;
    private final TeamTree tree;

    @Inject
    public Rights(SqlMapperFactory mappers, TeamTree tree, MailboxACLResolver resolver, EventBus events) {
        super(mappers, resolver, events);
        this.mappers = mappers;
        this.tree = tree;
    }

    TeamTree tree() {
        return tree;
    }

    @Override
    public Rfc4314Rights myRights(Mailbox mailbox, MailboxSession session) {
        return session.getUser() == null ? MailboxACL.NO_RIGHTS : tree.rights(session.getUser(), mailbox);
    }

    @Override
    public Mono<Rfc4314Rights> myRightsReactive(MailboxPath path, MailboxSession session) {
        return mappers.getMailboxMapper(session).findMailboxByPath(path)
            .map(mailbox -> myRights(mailbox, session))
            .switchIfEmpty(Mono.error(() -> new MailboxNotFoundException(path)));
    }

    @Override
    public Mono<Void> applyRightsCommandReactive(MailboxPath path, MailboxACL.ACLCommand command, MailboxSession session) {
        return mappers.getMailboxMapper(session).pathExists(path)
            .flatMap(exists -> exists ? super.applyRightsCommandReactive(path, command, session)
                : Mono.error(new MailboxNotFoundException(path)));
    }

    @Override
    public boolean isReadWrite(MailboxSession session, Mailbox mailbox, Flags sharedPermanentFlags) {
        return super.isReadWrite(session, tree.stored(mailbox), sharedPermanentFlags);
    }

    @Override
    public MailboxACL getResolvedMailboxACL(Mailbox mailbox, MailboxSession session) throws UnsupportedRightException {
        return super.getResolvedMailboxACL(tree.stored(mailbox), session);
    }

    /** @throws InsufficientRightsException naming the first right that is missing */
    void demand(Mailbox mailbox, MailboxSession session, Right... rights) throws InsufficientRightsException {
        Rfc4314Rights mine = myRights(mailbox, session);
        for (Right right : rights) {
            if (!mine.contains(right)) {
                throw new InsufficientRightsException("The right '" + right.asCharacter() + "' is missing on "
                    + mailbox.getName());
            }
        }
    }

    /** RFC 4314 §5.2: the flags a user may change for good: s the seen flag, t the deleted flag, w all others. */
    Flags changeable(Mailbox mailbox, MailboxSession session) {
        Rfc4314Rights mine = myRights(mailbox, session);
        Flags flags = new Flags();
        if (mine.contains(Right.WriteSeenFlag)) {
            flags.add(Flags.Flag.SEEN);
        }
        if (mine.contains(Right.DeleteMessages)) {
            flags.add(Flags.Flag.DELETED);
        }
        if (mine.contains(Right.Write)) {
            flags.add(Flags.Flag.ANSWERED);
            flags.add(Flags.Flag.DRAFT);
            flags.add(Flags.Flag.FLAGGED);
            flags.add(Flags.Flag.USER);
        }
        return flags;
    }
}
