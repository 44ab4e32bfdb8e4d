package postern.imap;

import org.apache.james.imap.api.ImapConfiguration;
import org.apache.james.imap.api.ImapMessage;
import org.apache.james.imap.api.display.HumanReadableText;
import org.apache.james.imap.api.message.BodyFetchElement;
import org.apache.james.imap.api.message.FetchData;
import org.apache.james.imap.api.message.request.ImapRequest;
import org.apache.james.imap.api.message.response.StatusResponse.ResponseCode;
import org.apache.james.imap.api.message.response.StatusResponseFactory;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.main.PathConverter;
import org.apache.james.imap.message.request.AbstractMailboxSelectionRequest;
import org.apache.james.imap.message.request.CloseRequest;
import org.apache.james.imap.message.request.ExamineRequest;
import org.apache.james.imap.message.request.ExpungeRequest;
import org.apache.james.imap.message.request.FetchRequest;
import org.apache.james.imap.message.request.MoveRequest;
import org.apache.james.imap.message.request.ReplaceRequest;
import org.apache.james.imap.message.request.StoreRequest;
import org.apache.james.imap.message.response.UnpooledStatusResponseFactory;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.model.MailboxACL.Right;
import reactor.core.publisher.Mono;

/**
 * How a folder is opened: only with the right to read it, and after EXAMINE nothing in it changes, of which James knows nothing.
 * RFC 9051 §6.3.3. Thread-safe.
 */
record Openings(ImapProcessor james, MailboxManager mailboxes) implements ImapProcessor {
    private static final StatusResponseFactory RESPONSES = new UnpooledStatusResponseFactory();
    private static final HumanReadableText MAY_NOT_READ = new HumanReadableText("postern.imap.MAY_NOT_READ", "failed. You may not read this mailbox.");
    private static final HumanReadableText READ_ONLY = new HumanReadableText("postern.imap.READ_ONLY", "failed. The mailbox was opened read-only.");
    /** Session attribute: the folder as it was opened by EXAMINE. */
    private static final String EXAMINED = Openings.class.getName();

    @Override
    public Mono<Void> processReactive(ImapMessage message, Responder responder, ImapSession session) {
        boolean readOnly = session.getSelected() != null && session.getSelected() == session.getAttribute(EXAMINED);
        return switch (message) {
            case AbstractMailboxSelectionRequest open when session.getMailboxSession() != null -> open(open, responder, session);
            case CloseRequest close when readOnly ->
                // RFC 9051 §6.4.1: no messages are removed if the mailbox was opened by EXAMINE.
                session.deselect().then(Mono.fromRunnable(() ->
                    responder.respond(RESPONSES.taggedOk(close.getTag(), close.getCommand(), HumanReadableText.COMPLETED))));
            case FetchRequest fetch when readOnly -> james.processReactive(peeking(fetch), responder, session);
            case StoreRequest store when readOnly -> refuse(store, READ_ONLY, ResponseCode.readOnly(), responder);
            case ExpungeRequest expunge when readOnly -> refuse(expunge, READ_ONLY, ResponseCode.readOnly(), responder);
            case MoveRequest move when readOnly -> refuse(move, READ_ONLY, ResponseCode.readOnly(), responder);
            case ReplaceRequest replace when readOnly -> refuse(replace, READ_ONLY, ResponseCode.readOnly(), responder);
            default -> james.processReactive(message, responder, session);
        };
    }

    private Mono<Void> open(AbstractMailboxSelectionRequest request, Responder responder, ImapSession session) {
        Outcome outcome = new Outcome(responder, request.getTag(), status -> {
            if (Outcome.isOk(status)) {
                session.setAttribute(EXAMINED, request instanceof ExamineRequest ? session.getSelected() : null);
            }
            responder.respond(status);
        });
        return mayRead(request, session).flatMap(may -> may ? james.processReactive(request, outcome, session)
            : refuse(request, MAY_NOT_READ, null, responder));
    }

    /** RFC 4314 §4: SELECT and EXAMINE need r. What else is wrong with the name, James says. */
    private Mono<Boolean> mayRead(AbstractMailboxSelectionRequest request, ImapSession session) {
        return Mono.defer(() -> Mono.from(mailboxes.myRightsReactive(
                PathConverter.forSession(session).buildFullPath(request.getMailboxName()), session.getMailboxSession())))
            .map(mine -> mine.contains(Right.Read)).onErrorReturn(true);
    }

    private static Mono<Void> refuse(ImapRequest request, HumanReadableText why, ResponseCode code, Responder responder) {
        return Mono.fromRunnable(() -> responder.respond(code == null ? RESPONSES.taggedNo(request.getTag(), request.getCommand(), why)
            : RESPONSES.taggedNo(request.getTag(), request.getCommand(), why, code)));
    }

    /** The same without marking anything as seen. */
    private static FetchRequest peeking(FetchRequest request) {
        FetchData asked = request.getFetch();
        FetchData.Builder data = FetchData.builder().vanished(asked.getVanished());
        for (FetchData.Item item : FetchData.Item.values()) {
            if (asked.contains(item)) {
                data.fetch(item);
            }
        }
        for (BodyFetchElement element : asked.getBodyElements()) {
            data.add(element, true);
        }
        FetchData wanted = asked.getChangedSince() < 0 ? data.build() : data.changedSince(asked.getChangedSince()).build();
        return new FetchRequest(request.isUseUids(), request.getIdSet(), wanted, request.getTag());
    }

    @Override
    public void configure(ImapConfiguration configuration) {
        james.configure(configuration);
    }
}
