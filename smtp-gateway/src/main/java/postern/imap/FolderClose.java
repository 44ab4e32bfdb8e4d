package postern.imap;

import javax.inject.Inject;
import org.apache.james.imap.api.message.response.StatusResponseFactory;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.message.request.CloseRequest;
import org.apache.james.imap.processor.CloseProcessor;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.metrics.api.MetricFactory;
import reactor.core.publisher.Mono;

/**
 * CLOSE that answers every agent. James' own says nothing to one who has no right to expunge the folder, and the agent's program
 * waits for ever. RFC 9051 §6.4.1: without the right nothing is removed, and that is no error.
 */
public final class FolderClose extends CloseProcessor {
    @Inject
    public FolderClose(MailboxManager mailboxes, StatusResponseFactory responses, MetricFactory metrics) {
        super(mailboxes, responses, metrics);
    }

    @Override
    protected Mono<Void> processRequestReactive(CloseRequest request, ImapSession session, Responder responder) {
        return getSelectedMailboxReactive(session)
            .flatMap(folder -> mayExpunge(folder, session)
                ? super.processRequestReactive(request, session, responder)
                : session.deselect().then(Mono.fromRunnable(() -> okComplete(request, responder))));
    }

    private boolean mayExpunge(MessageManager folder, ImapSession session) {
        try {
            return getMailboxManager().hasRight(folder.getMailboxEntity(), MailboxACL.Right.PerformExpunge, session.getMailboxSession());
        } catch (MailboxException e) {
            return false;
        }
    }
}
