package postern.imap;

import java.util.Optional;
import javax.inject.Inject;
import org.apache.james.imap.api.message.IdRange;
import org.apache.james.imap.api.message.response.StatusResponseFactory;
import org.apache.james.imap.api.process.ImapProcessor.Responder;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.api.process.SelectedMailbox;
import org.apache.james.imap.processor.StoreProcessor;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.exception.MessageRangeException;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.metrics.api.MetricFactory;
import reactor.core.publisher.Mono;

/**
 * STORE, of which the desk makes a move: a keyword takes the mail to another folder at once. That it is gone is not said within a STORE,
 * where mail programs do not look for it (Thunderbird shows it on), but with the next command, which is IDLE. RFC 9051 §7.5.1 leaves us
 * the choice for UID STORE. It ignores {@link GoneUids}. Thread-safe.
 */
public final class Storing extends StoreProcessor {
    @Inject
    public Storing(MailboxManager mailboxes, StatusResponseFactory responses, MetricFactory metrics) {
        super(mailboxes, responses, metrics);
    }

    @Override
    protected Optional<MessageRange> messageRange(SelectedMailbox selected, IdRange range, boolean useUids) throws MessageRangeException {
        return GoneUids.range(selected, range, useUids, super::messageRange);
    }

    @Override
    protected Mono<Void> unsolicitedResponses(ImapSession session, Responder responder, boolean omitExpunged, boolean useUid) {
        return super.unsolicitedResponses(session, responder, true, useUid);
    }
}
