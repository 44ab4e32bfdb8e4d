package postern.mailbox;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Multimap;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import javax.mail.Flags;
import org.apache.james.mailbox.MessageManager.FlagsUpdateMode;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.model.ComposedMessageIdWithMetaData;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.model.UpdatedFlags;
import org.apache.james.mailbox.store.FlagsUpdateCalculator;
import org.apache.james.mailbox.store.mail.MessageIdMapper;
import org.apache.james.mailbox.store.mail.MessageMapper.FetchType;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Messages by id, whatever folders they are in. */
final class SqlMessageIdMapper implements MessageIdMapper {
    private final Units units;
    private final Entries entries;
    private final MessageReader reader;
    private final Clock clock;

    SqlMessageIdMapper(Units units, Entries entries, Clock clock) {
        this.units = units;
        this.entries = entries;
        this.reader = new MessageReader(units.store());
        this.clock = clock;
    }

    @Override
    public List<MailboxMessage> find(Collection<MessageId> messageIds, FetchType fetchType) {
        return units.store().read(connection -> {
            List<MailboxMessage> found = new ArrayList<>();
            for (MessageId id : messageIds) {
                found.addAll(reader.ofMail(connection, SqlMessageId.of(id), fetchType));
            }
            return found;
        });
    }

    @Override
    public Flux<MailboxMessage> findReactive(Collection<MessageId> messageIds, FetchType fetchType) {
        return Mono.fromCallable(() -> find(messageIds, fetchType))
            .subscribeOn(Schedulers.boundedElastic())
            .flatMapIterable(found -> found);
    }

    @Override
    public Publisher<ComposedMessageIdWithMetaData> findMetadata(MessageId messageId) {
        return findReactive(List.of(messageId), FetchType.METADATA).map(MailboxMessage::getComposedMessageIdWithMetaData);
    }

    @Override
    public List<MailboxId> findMailboxes(MessageId messageId) {
        return find(List.of(messageId), FetchType.METADATA).stream().map(MailboxMessage::getMailboxId).toList();
    }

    @Override
    public void save(MailboxMessage message) throws MailboxException {
        save(message, false);
    }

    @Override
    public void copyInMailbox(MailboxMessage message, Mailbox mailbox) throws MailboxException {
        save(message, true);
    }

    private void save(MailboxMessage message, boolean once) throws MailboxException {
        Contents.Octets octets = Contents.octets(message);
        StoredFlags flags = StoredFlags.of(message.createFlags());
        EntryRow row = SqlMessageMapper.row(message, SqlMailboxId.of(message.getMailboxId()), flags, clock.millis());
        boolean known = units.write(connection -> {
            if (once && isIn(connection, row)) {
                return true;
            }
            entries.remove(connection, row.folder(), List.of(row.uid()));
            int folders = Sql.update(connection, "UPDATE mailbox_folder SET last_uid = max(last_uid, ?), modseq = max(modseq, ?),"
                    + " total = total + 1, unseen = unseen + ?, octets = octets + ? WHERE id = ?",
                row.uid(), row.modseq(), flags.unseen(), row.size(), row.folder());
            if (folders == 1) {
                entries.contents().put(connection, message, octets);
                Entries.insert(connection, row);
            }
            return folders == 1;
        });
        if (!known) {
            throw new MailboxNotFoundException(message.getMailboxId());
        }
    }

    private static boolean isIn(Connection connection, EntryRow row) throws SQLException {
        return Entries.ofMail(connection, row.mail()).stream().anyMatch(entry -> entry.folder() == row.folder());
    }

    @Override
    public void delete(MessageId messageId) {
        delete(messageId, folder -> true);
    }

    @Override
    public void delete(MessageId messageId, Collection<MailboxId> mailboxIds) {
        delete(messageId, folder -> mailboxIds.contains(new SqlMailboxId(folder)));
    }

    private void delete(MessageId messageId, LongPredicate where) {
        units.store().writeAndWait(connection -> {
            for (EntryRow row : Entries.ofMail(connection, SqlMessageId.of(messageId))) {
                if (where.test(row.folder())) {
                    entries.remove(connection, row.folder(), List.of(row.uid()));
                }
            }
            return null;
        });
    }

    @Override
    public Mono<Multimap<MailboxId, UpdatedFlags>> setFlags(MessageId messageId, List<MailboxId> mailboxIds, Flags newState,
                                                            FlagsUpdateMode updateMode) {
        return units.writing(connection -> {
            Map<Long, List<EntryRow>> byFolder = Entries.ofMail(connection, SqlMessageId.of(messageId)).stream()
                .filter(row -> mailboxIds.contains(new SqlMailboxId(row.folder())))
                .collect(Collectors.groupingBy(EntryRow::folder));
            ImmutableListMultimap.Builder<MailboxId, UpdatedFlags> updates = ImmutableListMultimap.builder();
            for (Map.Entry<Long, List<EntryRow>> folder : byFolder.entrySet()) {
                updates.putAll(new SqlMailboxId(folder.getKey()),
                    Entries.update(connection, folder.getValue(), new FlagsUpdateCalculator(newState, updateMode)));
            }
            return updates.build();
        });
    }
}
