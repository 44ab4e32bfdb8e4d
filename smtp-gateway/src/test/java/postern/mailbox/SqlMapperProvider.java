package postern.mailbox;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MailboxSessionUtil;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.ModSeq;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.store.mail.AttachmentMapper;
import org.apache.james.mailbox.store.mail.MailboxMapper;
import org.apache.james.mailbox.store.mail.MessageIdMapper;
import org.apache.james.mailbox.store.mail.MessageMapper;
import org.apache.james.mailbox.store.mail.model.MapperProvider;
import org.apache.james.mailbox.store.mail.model.MessageUidProvider;

/** Our mappers as James' contract tests ask for them. */
class SqlMapperProvider implements MapperProvider {
    private static final MailboxSession SESSION = MailboxSessionUtil.create(Username.of("benwa"));

    private final TestMailbox mailbox;
    private final MessageUidProvider uids = new MessageUidProvider();

    SqlMapperProvider(TestMailbox mailbox) {
        this.mailbox = mailbox;
    }

    private SqlMapperFactory mappers() {
        return mailbox.get(SqlMapperFactory.class);
    }

    @Override
    public List<Capabilities> getSupportedCapabilities() {
        return List.of(Capabilities.values());
    }

    @Override
    public MailboxMapper createMailboxMapper() {
        return mappers().createMailboxMapper(SESSION);
    }

    @Override
    public MessageMapper createMessageMapper() {
        return mappers().createMessageMapper(SESSION);
    }

    @Override
    public MessageIdMapper createMessageIdMapper() {
        return mappers().createMessageIdMapper(SESSION);
    }

    @Override
    public AttachmentMapper createAttachmentMapper() {
        return mappers().createAttachmentMapper(SESSION);
    }

    @Override
    public MailboxId generateId() {
        return new SqlMailboxId(ThreadLocalRandom.current().nextLong(1L << 40, 1L << 41));
    }

    @Override
    public MessageUid generateMessageUid() {
        return uids.next();
    }

    /** The contract asks for modseqs of mailboxes that were never stored, too; any will do there. */
    @Override
    public ModSeq generateModSeq(Mailbox mailbox) throws MailboxException {
        try {
            return mappers().getModSeqProvider().nextModSeq(mailbox);
        } catch (MailboxNotFoundException e) {
            return ModSeq.first().next();
        }
    }

    @Override
    public ModSeq highestModSeq(Mailbox mailbox) throws MailboxException {
        return mappers().getModSeqProvider().highestModSeq(mailbox);
    }

    @Override
    public boolean supportPartialAttachmentFetch() {
        return true;
    }

    @Override
    public MessageId generateMessageId() {
        return mailbox.get(SqlMessageIds.class).generate();
    }
}
