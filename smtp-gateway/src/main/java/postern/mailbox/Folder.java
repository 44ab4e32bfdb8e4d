package postern.mailbox;

import com.google.common.collect.ImmutableMap;
import java.io.InputStream;
import java.util.Date;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.mail.Flags;
import org.apache.james.events.EventBus;
import org.apache.james.mailbox.MailboxManager.MessageCapabilities;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.ModSeq;
import org.apache.james.mailbox.events.MailboxIdRegistrationKey;
import org.apache.james.mailbox.exception.InsufficientRightsException;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.ComposedMessageIdWithMetaData;
import org.apache.james.mailbox.model.FetchGroup;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.MessageResult;
import org.apache.james.mailbox.model.MessageResultIterator;
import org.apache.james.mailbox.model.SearchQuery;
import org.apache.james.mailbox.model.UpdatedFlags;
import org.apache.james.mailbox.store.MailboxReactorUtils;
import org.apache.james.mailbox.store.MessageFactory;
import org.apache.james.mailbox.store.MessageStorer;
import org.apache.james.mailbox.store.StoreMessageManager;
import org.apache.james.mailbox.store.event.EventFactory;
import org.apache.james.mailbox.store.mail.FetchGroupConverter;
import org.apache.james.mailbox.store.mail.MessageMapper;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A mailbox opened by a session. James asks only whether it is writeable; this asks for the right that RFC 4314 §4 names for
 * each act, every time, so that a right taken away counts from the next command on.
 */
final class Folder extends StoreMessageManager {
    private static final EnumSet<MessageCapabilities> CAPABILITIES = EnumSet.of(MessageCapabilities.UniqueID);

    private static final int ALL = -1;

    private final SqlMapperFactory mappers;
    private final Rights rights;
    private final EventBus events;
    private final Transfer transfer;
    private final Attendant.Bell bell;
    private final Seen seen;

    Folder(MailboxStorage storage, MailboxRules rules, EventBus events, Mailbox mailbox) {
        super(CAPABILITIES, storage.mappers(), storage.index(), events, storage.locker(), mailbox,
            rules.quota().getQuotaManager(), rules.quota().getQuotaRootResolver(), rules.configuration().getBatchSizes(),
            rules.rights(), rules.hooks(), new MessageStorer.WithoutAttachment(storage.mappers(), storage.ids(),
                new MessageFactory.StoreMessageFactory(), storage.threading().algorithm(), storage.threading().clock()));
        this.mappers = storage.mappers();
        this.rights = rules.rights();
        this.events = events;
        this.transfer = new Transfer(storage.mappers(), events, rules.quota(), rules.rights());
        this.bell = storage.watch().bell();
        this.seen = storage.watch().seen();
    }

    private void demand(MailboxSession session, Right... wanted) throws InsufficientRightsException {
        rights.demand(getMailboxEntity(), session, wanted);
    }

    private Mono<Void> demanding(MailboxSession session, Right... wanted) {
        return demanding(getMailboxEntity(), session, wanted);
    }

    private Mono<Void> demanding(Mailbox mailbox, MailboxSession session, Right... wanted) {
        return Mono.fromCallable(() -> {
            rights.demand(mailbox, session, wanted);
            return null;
        });
    }

    @Override
    public Flags getPermanentFlags(MailboxSession session) {
        return rights.changeable(getMailboxEntity(), session);
    }

    @Override
    public Mono<MailboxMetaData> getMetaDataReactive(MailboxMetaData.RecentMode mode, MailboxSession session,
                                                     EnumSet<MailboxMetaData.Item> items) throws MailboxException {
        if (mode != MailboxMetaData.RecentMode.IGNORE) {
            // RFC 4314 §4: SELECT and EXAMINE need r.
            demand(session, Right.Read);
        }
        boolean cannotReset = mode == MailboxMetaData.RecentMode.RESET && !isWriteable(session);
        return super.getMetaDataReactive(cannotReset ? MailboxMetaData.RecentMode.RETRIEVE : mode, session, items);
    }

    @Override
    protected Mono<ModSeq> highestModSeq(MessageMapper mapper, EnumSet<MailboxMetaData.Item> items) {
        // RFC 7162 §3.1.2: HIGHESTMODSEQ is positive, also of an empty folder.
        return super.highestModSeq(mapper, items).map(highest -> highest.isFirst() ? highest.next() : highest);
    }

    @Override
    public MessageResultIterator getMessages(MessageRange set, FetchGroup fetchGroup, MailboxSession session) {
        try {
            demand(session, Right.Read);
        } catch (InsufficientRightsException e) {
            throw new IllegalStateException(e);
        }
        return super.getMessages(set, fetchGroup, session);
    }

    @Override
    public Publisher<MessageResult> getMessagesReactive(MessageRange set, FetchGroup fetchGroup, MailboxSession session) {
        return demanding(session, Right.Read).thenMany(Flux.defer(() -> mappers.getMessageMapper(session)
                .findInMailboxReactive(getMailboxEntity(), set, FetchGroupConverter.getFetchType(fetchGroup), ALL)))
            .doOnNext(message -> {
                if (Seen.isWhole(fetchGroup)) {
                    seen.fetched(session.getUser(), message.getMessageId());
                }
            })
            .concatMap(message -> Mono.fromCallable(() -> BoundedMessage.of(message, fetchGroup)));
    }

    @Override
    public Publisher<ComposedMessageIdWithMetaData> listMessagesMetadata(MessageRange set, MailboxSession session) {
        return demanding(session, Right.Read).thenMany(Flux.defer(() -> super.listMessagesMetadata(set, session)));
    }

    @Override
    public Flux<MessageUid> search(SearchQuery query, MailboxSession session) throws MailboxException {
        demand(session, Right.Read);
        return super.search(query, session);
    }

    @Override
    public AppendResult appendMessage(AppendCommand command, MailboxSession session) throws MailboxException {
        demand(session, Right.Insert);
        return super.appendMessage(command, session);
    }

    @Override
    public Publisher<AppendResult> appendMessageReactive(AppendCommand command, MailboxSession session) {
        return demanding(session, Right.Insert).then(Mono.defer(() -> Mono.from(super.appendMessageReactive(command, session))))
            .doOnSuccess(appended -> {
                if (rights.tree().isForeign(getMailboxEntity(), session.getUser()) || rights.tree().isDoor(rights.tree().stored(getMailboxEntity()))) {
                    bell.ring(getMailboxEntity());
                }
            });
    }

    @Override
    @Deprecated
    public AppendResult appendMessage(InputStream message, Date internalDate, MailboxSession session, boolean isRecent,
                                      Flags flags) throws MailboxException {
        demand(session, Right.Insert);
        return super.appendMessage(message, internalDate, session, isRecent, flags);
    }

    @Override
    public Map<MessageUid, Flags> setFlags(Flags flags, FlagsUpdateMode mode, MessageRange set, MailboxSession session)
            throws MailboxException {
        return MailboxReactorUtils.block(setFlagsReactive(flags, mode, set, session));
    }

    @Override
    public Mono<Map<MessageUid, Flags>> setFlagsReactive(Flags flags, FlagsUpdateMode mode, MessageRange set,
                                                         MailboxSession session) {
        Flags changeable = getPermanentFlags(session);
        if (!rights.hasRight(getMailboxEntity(), Right.Read, session)) {
            // Only a selected folder has a STORE, and SELECT needs r.
            return Mono.error(new InsufficientRightsException("The right 'r' is missing on " + getMailboxEntity().getName()));
        }
        if (isNothing(mode == FlagsUpdateMode.REPLACE ? changeable : PermittedChange.only(flags, changeable, true))
                && !isNothing(flags)) {
            return isReading(flags, mode, set) ? Mono.just(Map.of())
                : Mono.error(new InsufficientRightsException("None of these flags may be changed here"));
        }
        return mappers.getMessageMapper(session)
            .updateFlagsReactive(getMailboxEntity(), new PermittedChange(flags, mode, changeable), set)
            .flatMap(updates -> announce(updates, session).doFinally(end -> bell.ring()).thenReturn(updates.stream()
                .collect(ImmutableMap.toImmutableMap(UpdatedFlags::getUid, UpdatedFlags::getNewFlags))));
    }

    private Mono<Void> announce(List<UpdatedFlags> updates, MailboxSession session) {
        return events.dispatch(EventFactory.flagsUpdated().randomEventId().mailboxSession(session)
            .mailbox(getMailboxEntity()).updatedFlags(updates).build(), new MailboxIdRegistrationKey(getId()));
    }

    private static boolean isNothing(Flags flags) {
        return flags.getSystemFlags().length == 0 && flags.getUserFlags().length == 0;
    }

    /** James marks a message as seen in this way when a client fetches it, which a reader without the right s may do. */
    private static boolean isReading(Flags flags, FlagsUpdateMode mode, MessageRange set) {
        return mode == FlagsUpdateMode.ADD && set.getType() == MessageRange.Type.ONE && flags.equals(new Flags(Flags.Flag.SEEN));
    }

    @Override
    public Iterator<MessageUid> expunge(MessageRange set, MailboxSession session) throws MailboxException {
        demand(session, Right.Read, Right.PerformExpunge);
        Iterator<MessageUid> expunged = super.expunge(set, session);
        bell.ring();
        return expunged;
    }

    @Override
    public Flux<MessageUid> expungeReactive(MessageRange set, MailboxSession session) {
        return demanding(session, Right.Read, Right.PerformExpunge).thenMany(Flux.defer(() -> super.expungeReactive(set, session)))
            .doFinally(end -> bell.ring());
    }

    @Override
    public void delete(List<MessageUid> uids, MailboxSession session) throws MailboxException {
        demand(session, Right.DeleteMessages, Right.PerformExpunge);
        super.delete(uids, session);
        bell.ring();
    }

    @Override
    public Mono<Void> deleteReactive(List<MessageUid> uids, MailboxSession session) {
        return demanding(session, Right.DeleteMessages, Right.PerformExpunge)
            .then(Mono.defer(() -> super.deleteReactive(uids, session))).doFinally(end -> bell.ring());
    }

    @Override
    public Mono<List<MessageRange>> copyTo(MessageRange set, StoreMessageManager target, MailboxSession session) {
        return demanding(session, Right.Read)
            .then(demanding(target.getMailboxEntity(), session, Right.Insert))
            .then(Mono.defer(() -> transfer.copy(getMailboxEntity(), target.getMailboxEntity(), set, session)))
            .doFinally(end -> bell.ring(target.getMailboxEntity()));
    }

    @Override
    public Mono<List<MessageRange>> moveTo(MessageRange set, StoreMessageManager target, MailboxSession session) {
        // RFC 6851 §4.1: MOVE needs what COPY, STORE \Deleted and EXPUNGE need.
        return demanding(session, Right.Read, Right.DeleteMessages, Right.PerformExpunge)
            .then(demanding(target.getMailboxEntity(), session, Right.Insert))
            .then(Mono.defer(() -> transfer.move(getMailboxEntity(), target.getMailboxEntity(), set, session)))
            .doFinally(end -> bell.ring(target.getMailboxEntity()));
    }
}
