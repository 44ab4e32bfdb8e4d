package postern.imap;

import java.util.Optional;
import javax.inject.Inject;
import org.apache.james.imap.api.message.IdRange;
import org.apache.james.imap.api.message.request.ImapRequest;
import org.apache.james.imap.api.message.response.StatusResponse.ResponseCode;
import org.apache.james.imap.api.message.response.StatusResponseFactory;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imap.api.process.SelectedMailbox;
import org.apache.james.imap.processor.MoveProcessor;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.exception.MessageRangeException;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.metrics.api.MetricFactory;
import reactor.core.publisher.Flux;

/** MOVE that ignores {@link GoneUids}. Thread-safe. */
public final class Moving extends MoveProcessor {
    @Inject
    public Moving(MailboxManager mailboxes, StatusResponseFactory responses, MetricFactory metrics) {
        super(mailboxes, responses, metrics);
    }

    @Override
    protected Optional<MessageRange> messageRange(SelectedMailbox selected, IdRange range, boolean useUids) throws MessageRangeException {
        return GoneUids.range(selected, range, useUids, super::messageRange);
    }

    @Override
    protected Flux<MessageRange> process(MailboxId target, SelectedMailbox selected, MailboxSession session, MessageRange range) {
        return GoneUids.isNone(range) ? Flux.empty() : super.process(target, selected, session, range);
    }

    @Override
    protected void okComplete(ImapRequest request, ResponseCode code, ImapProcessor.Responder responder) {
        if (GoneUids.isOfNothing(code)) {
            okComplete(request, responder);
        } else {
            super.okComplete(request, code, responder);
        }
    }
}
