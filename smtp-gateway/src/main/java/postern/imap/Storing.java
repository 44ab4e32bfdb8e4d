package postern.imap;

import javax.inject.Inject;
import org.apache.james.imap.api.message.response.StatusResponseFactory;
import org.apache.james.imap.api.process.ImapProcessor.Responder;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.processor.StoreProcessor;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.metrics.api.MetricFactory;
import reactor.core.publisher.Mono;

/**
 * STORE, of which the desk makes a move: a keyword takes the mail to another folder at once. That it is gone is not said within a STORE,
 * where mail programs do not look for it (Thunderbird shows it on), but with the next command, which is IDLE. RFC 9051 §7.5.1 leaves us
 * the choice for UID STORE. Thread-safe.
 */
public final class Storing extends StoreProcessor {
    @Inject
    public Storing(MailboxManager mailboxes, StatusResponseFactory responses, MetricFactory metrics) {
        super(mailboxes, responses, metrics);
    }

    @Override
    protected Mono<Void> unsolicitedResponses(ImapSession session, Responder responder, boolean omitExpunged, boolean useUid) {
        return super.unsolicitedResponses(session, responder, true, useUid);
    }
}
