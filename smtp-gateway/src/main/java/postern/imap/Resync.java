package postern.imap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.james.imap.api.ImapConfiguration;
import org.apache.james.imap.api.ImapConstants;
import org.apache.james.imap.api.ImapMessage;
import org.apache.james.imap.api.display.HumanReadableText;
import org.apache.james.imap.api.message.FetchData;
import org.apache.james.imap.api.message.IdRange;
import org.apache.james.imap.api.message.UidRange;
import org.apache.james.imap.api.message.response.StatusResponseFactory;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.api.process.SelectedMailbox;
import org.apache.james.imap.message.request.AbstractMailboxSelectionRequest;
import org.apache.james.imap.message.request.AbstractMailboxSelectionRequest.ClientSpecifiedUidValidity;
import org.apache.james.imap.message.request.ExamineRequest;
import org.apache.james.imap.message.request.FetchRequest;
import org.apache.james.imap.message.request.SelectRequest;
import org.apache.james.imap.message.response.UnpooledStatusResponseFactory;
import org.apache.james.imap.message.response.VanishedResponse;
import org.apache.james.imap.processor.EnableProcessor;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.exception.MailboxException;
import postern.mailbox.Expunged;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Quick resynchronisation (RFC 7162 §3.2.5 and §3.2.6). James counts through every uid that the client names, of which there are
 * four thousand millions, knows no expunged uid behind the last message, and does not tell flags that changed; here the store
 * remembers what was expunged. Thread-safe.
 */
record Resync(ImapProcessor james, Expunged expunged) implements ImapProcessor {
    private static final StatusResponseFactory RESPONSES = new UnpooledStatusResponseFactory();
    private static final IdRange[] ALL = {new IdRange(1, Long.MAX_VALUE)};

    @Override
    public Mono<Void> processReactive(ImapMessage message, Responder responder, ImapSession session) {
        return switch (message) {
            case AbstractMailboxSelectionRequest open when !open.getLastKnownUidValidity().isUnknown() && isEnabled(session) ->
                open(open, responder, session);
            case FetchRequest fetch when fetch.isUseUids() && session.getSelected() != null -> fetch(fetch, responder, session);
            default -> james.processReactive(message, responder, session);
        };
    }

    private static boolean isEnabled(ImapSession session) {
        return EnableProcessor.getEnabledCapabilities(session).contains(ImapConstants.SUPPORTS_QRESYNC);
    }

    private Mono<Void> open(AbstractMailboxSelectionRequest request, Responder responder, ImapSession session) {
        // The last word waits until the news are told.
        Outcome held = new Outcome(responder, request.getTag(), status -> { });
        return james.processReactive(plain(request), held, session)
            .then(Mono.defer(() -> held.isOk() && isValid(request, session) ? news(request, responder, session) : Mono.empty()))
            .then(Mono.fromRunnable(() -> held.seen().ifPresent(responder::respond)));
    }

    private static AbstractMailboxSelectionRequest plain(AbstractMailboxSelectionRequest request) {
        ClientSpecifiedUidValidity unknown = ClientSpecifiedUidValidity.UNKNOWN;
        // RFC 7162 §3.1: the QRESYNC parameter enables CONDSTORE, too.
        return request instanceof ExamineRequest ? new ExamineRequest(request.getMailboxName(), true, unknown, null, null, null, null, request.getTag())
            : new SelectRequest(request.getMailboxName(), true, unknown, null, null, null, null, request.getTag());
    }

    private static boolean isValid(AbstractMailboxSelectionRequest request, ImapSession session) {
        try {
            return request.getLastKnownUidValidity().correspondsTo(session.getSelected().getMessageManager().getMailboxEntity().getUidValidity());
        } catch (MailboxException e) {
            return false;
        }
    }

    private Mono<Void> news(AbstractMailboxSelectionRequest request, Responder responder, ImapSession session) {
        long since = request.getKnownModSeq();
        IdRange[] asked = request.getUidSet() == null ? ALL : Arrays.stream(request.getUidSet())
            .map(range -> new IdRange(range.getLowVal().asLong(), range.getHighVal().asLong())).toArray(IdRange[]::new);
        FetchData flags = FetchData.builder().fetch(FetchData.Item.FLAGS, FetchData.Item.UID, FetchData.Item.MODSEQ).changedSince(since).build();
        Outcome unsaid = new Outcome(responder, request.getTag(), status -> { });
        return vanished(asked, since, responder, session)
            .then(Mono.defer(() -> isEmpty(session) ? Mono.empty()
                : james.processReactive(new FetchRequest(true, asked, flags, request.getTag()), unsaid, session)));
    }

    private Mono<Void> fetch(FetchRequest request, Responder responder, ImapSession session) {
        FetchData data = request.getFetch();
        // James answers what is wrong with the parameters.
        boolean asksVanished = data.getVanished() && data.getChangedSince() >= 0 && isEnabled(session);
        FetchRequest rest = asksVanished ? new FetchRequest(true, request.getIdSet(), FetchData.Builder.from(data).vanished(false).build(), request.getTag())
            : request;
        return (asksVanished ? vanished(request.getIdSet(), data.getChangedSince(), responder, session) : Mono.<Void>empty())
            // RFC 9051 §6.4.9: a uid that is not there is ignored without any error, also where none is there.
            .then(Mono.defer(() -> isEmpty(session) && (asksVanished || !data.getVanished())
                ? Mono.fromRunnable(() -> responder.respond(RESPONSES.taggedOk(request.getTag(), request.getCommand(), HumanReadableText.COMPLETED)))
                : james.processReactive(rest, responder, session)));
    }

    private static boolean isEmpty(ImapSession session) {
        return session.getSelected().existsCount() == 0;
    }

    private Mono<Void> vanished(IdRange[] asked, long since, Responder responder, ImapSession session) {
        SelectedMailbox selected = session.getSelected();
        return Mono.fromCallable(() -> expunged.since(selected.getMailboxId(), since)).subscribeOn(Schedulers.boundedElastic())
            .map(gone -> among(gone, asked))
            .doOnNext(uids -> {
                if (uids.length > 0) {
                    responder.respond(new VanishedResponse(uids, true));
                }
            }).then();
    }

    /** One walk over both, each ascending: a client may name thousands of ranges. */
    private static UidRange[] among(List<Expunged.Span> gone, IdRange[] asked) {
        List<UidRange> both = new ArrayList<>();
        List<IdRange> ranges = Arrays.stream(asked).sorted(Comparator.comparingLong(IdRange::getLowVal)).toList();
        int at = 0;
        long told = 0;
        for (IdRange range : ranges) {
            while (at < gone.size() && gone.get(at).to() < range.getLowVal()) {
                at++;
            }
            for (int i = at; i < gone.size() && gone.get(i).from() <= range.getHighVal() && told < range.getHighVal(); i++) {
                at = i;
                long from = Math.max(told + 1, Math.max(gone.get(i).from(), range.getLowVal()));
                long to = Math.min(gone.get(i).to(), range.getHighVal());
                if (from <= to) {
                    both.add(new UidRange(MessageUid.of(from), MessageUid.of(to)));
                }
            }
            told = Math.max(told, range.getHighVal());
        }
        return both.toArray(UidRange[]::new);
    }

    @Override
    public void configure(ImapConfiguration configuration) {
        james.configure(configuration);
    }
}
