package postern.mailbox;

import java.time.Clock;
import javax.inject.Inject;
import org.apache.james.mailbox.MailboxPathLocker;
import org.apache.james.mailbox.store.mail.ThreadIdGuessingAlgorithm;
import org.apache.james.mailbox.store.mail.model.impl.MessageParser;
import org.apache.james.mailbox.store.search.MessageSearchIndex;

/** What James' mailbox code writes with. */
record MailboxStorage(SqlMapperFactory mappers, SqlMessageIds ids, MailboxPathLocker locker, MessageParser parser,
                      MessageSearchIndex index, Threading threading, Watch watch) {
    @Inject
    MailboxStorage {
    }

    /** What is noticed of people's work in folders. */
    record Watch(Attendant.Bell bell, Seen seen) {
        @Inject
        Watch {
        }
    }

    /** How new messages get their thread and time. */
    record Threading(ThreadIdGuessingAlgorithm algorithm, Clock clock) {
        @Inject
        Threading {
        }
    }
}
