package postern.mailbox;

import java.time.Clock;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.store.MailboxSessionMapperFactory;
import org.apache.james.mailbox.store.mail.AnnotationMapper;
import org.apache.james.mailbox.store.mail.AttachmentMapper;
import org.apache.james.mailbox.store.mail.AttachmentMapperFactory;
import org.apache.james.mailbox.store.mail.MailboxMapper;
import org.apache.james.mailbox.store.mail.MessageIdMapper;
import org.apache.james.mailbox.store.mail.MessageMapper;
import org.apache.james.mailbox.store.mail.ModSeqProvider;
import org.apache.james.mailbox.store.mail.UidProvider;
import org.apache.james.mailbox.store.user.SubscriptionMapper;
import postern.store.Store;

/** Where James gets its mappers. Those that know their user are made for each session; all others are shared. */
@Singleton
public final class SqlMapperFactory extends MailboxSessionMapperFactory implements AttachmentMapperFactory {
    private final Units units;
    private final TeamTree tree;
    private final Entries entries;
    private final Clock clock;
    private final MessageIdMapper messageIds;

    @Inject
    public SqlMapperFactory(Store store, TeamTree tree, Clock clock) {
        this.units = new Units(store);
        this.tree = tree;
        this.entries = new Entries(store);
        this.clock = clock;
        this.messageIds = new SqlMessageIdMapper(units, entries, clock);
    }

    @Override
    public MailboxMapper createMailboxMapper(MailboxSession session) {
        return new SqlMailboxMapper(units, tree, entries, new Footprints(session.getUser(), clock));
    }

    @Override
    public MessageMapper createMessageMapper(MailboxSession session) {
        return new SqlMessageMapper(units, entries, clock, new Footprints(session.getUser(), clock), new Uploads(tree, session.getUser()));
    }

    @Override
    public MessageIdMapper createMessageIdMapper(MailboxSession session) {
        return messageIds;
    }

    @Override
    public AnnotationMapper createAnnotationMapper(MailboxSession session) {
        return new SqlAnnotationMapper(units.store(), session.getUser());
    }

    @Override
    public SubscriptionMapper createSubscriptionMapper(MailboxSession session) {
        return new SqlSubscriptionMapper(units.store());
    }

    @Override
    public AttachmentMapper createAttachmentMapper(MailboxSession session) {
        return new SqlAttachmentMapper(units);
    }

    @Override
    public AttachmentMapper getAttachmentMapper(MailboxSession session) {
        return createAttachmentMapper(session);
    }

    @Override
    public UidProvider getUidProvider() {
        return new SqlUids(units);
    }

    @Override
    public ModSeqProvider getModSeqProvider() {
        return new SqlModSeqs(units);
    }
}
