package postern.mailbox;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.james.events.Event;
import org.apache.james.events.EventBus;
import org.apache.james.events.RegistrationKey;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.events.MailboxEvents;
import org.apache.james.mailbox.events.MailboxIdRegistrationKey;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.model.MessageMetaData;
import org.apache.james.mailbox.model.MessageMoves;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.QuotaRoot;
import org.apache.james.mailbox.store.event.EventFactory;
import org.apache.james.mailbox.store.mail.MessageMapper;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import org.apache.james.mailbox.store.quota.QuotaChecker;
import org.apache.james.mailbox.store.quota.QuotaComponents;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * COPY and MOVE between two folders: each message in one unit of work, then the events. The message keeps its id; flags that
 * the user may not set in the target are left behind (RFC 4314 §4).
 */
record Transfer(SqlMapperFactory mappers, EventBus events, QuotaComponents quota, Rights rights) {

    Mono<List<MessageRange>> copy(Mailbox from, Mailbox to, MessageRange set, MailboxSession session) {
        return originals(from, to, set, session)
            .flatMap(originals -> withinQuota(to, originals)
                .then(Mono.defer(() -> mappers.getMessageMapper(session).copyReactive(to, originals))))
            .flatMap(copies -> announce(session, MessageMoves.builder()
                    .previousMailboxIds(from.getMailboxId())
                    .targetMailboxIds(to.getMailboxId(), from.getMailboxId())
                    .build(), copies, List.of(added(session, to, copies)))
                .thenReturn(ranges(copies)));
    }

    Mono<List<MessageRange>> move(Mailbox from, Mailbox to, MessageRange set, MailboxSession session) {
        return originals(from, to, set, session).flatMap(originals -> {
            List<MessageMetaData> before = originals.stream().map(MailboxMessage::metaData).toList();
            Mono<Void> allowed = from.getUser().equals(to.getUser()) ? Mono.empty() : withinQuota(to, originals);
            return allowed.then(Mono.defer(() -> mappers.getMessageMapper(session).moveReactive(to, originals)))
                .flatMap(moved -> announce(session, MessageMoves.builder()
                        .previousMailboxIds(from.getMailboxId())
                        .targetMailboxIds(to.getMailboxId())
                        .build(), moved, List.of(added(session, to, moved), expunged(session, from, moved, before)))
                    .thenReturn(ranges(moved)));
        });
    }

    private Mono<List<MailboxMessage>> originals(Mailbox from, Mailbox to, MessageRange set, MailboxSession session) {
        return mappers.getMessageMapper(session)
            .findInMailboxReactive(from, set, MessageMapper.FetchType.METADATA, MessageMapper.UNLIMITED)
            .doOnNext(message ->
                message.setFlags(PermittedChange.only(message.createFlags(), rights.changeable(to, session), true)))
            .collectList();
    }

    private Mono<Void> withinQuota(Mailbox to, List<MailboxMessage> originals) {
        try {
            QuotaRoot root = quota.getQuotaRootResolver().getQuotaRoot(to);
            long octets = originals.stream().mapToLong(MailboxMessage::getFullContentOctets).sum();
            return Mono.from(quota.getQuotaManager().getQuotasReactive(root)).<Void>handle((quotas, sink) -> {
                try {
                    new QuotaChecker(quotas, root).tryAddition(originals.size(), octets);
                } catch (MailboxException e) {
                    sink.error(e);
                }
            });
        } catch (MailboxException e) {
            return Mono.error(e);
        }
    }

    private static Event added(MailboxSession session, Mailbox to, List<MessageMetaData> placed) {
        SortedMap<MessageUid, MessageMetaData> byUid = new TreeMap<>();
        placed.forEach(message -> byUid.put(message.getUid(), message));
        return EventFactory.added().randomEventId().mailboxSession(session).mailbox(to).metaData(byUid).isDelivery(false).build();
    }

    private static Event expunged(MailboxSession session, Mailbox from, List<MessageMetaData> moved,
                                  Collection<MessageMetaData> before) {
        Set<MessageId> ids = moved.stream().map(MessageMetaData::getMessageId).collect(Collectors.toSet());
        return EventFactory.expunged().randomEventId().mailboxSession(session).mailbox(from)
            .addMetaData(before.stream().filter(message -> ids.contains(message.getMessageId())).toList()).build();
    }

    private Mono<Void> announce(MailboxSession session, MessageMoves moves, List<MessageMetaData> placed, List<Event> changes) {
        if (placed.isEmpty()) {
            return Mono.empty();
        }
        List<Event> all = new ArrayList<>(changes);
        all.add(EventFactory.moved().messageMoves(moves)
            .messageId(placed.stream().map(MessageMetaData::getMessageId).toList()).session(session).build());
        ImmutableSet<RegistrationKey> keys =
            moves.impactedMailboxIds().map(MailboxIdRegistrationKey::new).collect(ImmutableSet.toImmutableSet());
        return Flux.fromIterable(all).concatMap(event -> events.dispatch(event, keysOf(event, keys))).then();
    }

    private static Set<RegistrationKey> keysOf(Event event,
            Set<RegistrationKey> moves) {
        return event instanceof MailboxEvents.MailboxEvent change
            ? Set.of(new MailboxIdRegistrationKey(change.getMailboxId())) : moves;
    }

    private static List<MessageRange> ranges(List<MessageMetaData> placed) {
        return MessageRange.toRanges(placed.stream().map(MessageMetaData::getUid).collect(Collectors.toList()));
    }
}
