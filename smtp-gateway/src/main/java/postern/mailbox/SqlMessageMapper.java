package postern.mailbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.mail.Flags;
import org.apache.james.mailbox.ApplicableFlagBuilder;
import org.apache.james.mailbox.MessageManager.FlagsUpdateMode;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.ModSeq;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxCounters;
import org.apache.james.mailbox.model.MessageMetaData;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.UpdatedFlags;
import org.apache.james.mailbox.store.FlagsUpdateCalculator;
import org.apache.james.mailbox.store.mail.MessageMapper;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Messages in folders. Blocking, as James' reactive defaults expect it: they call these methods on a scheduler for blocking
 * calls. A change of many messages is several units of work, so that other writers are not kept waiting.
 */
final class SqlMessageMapper implements MessageMapper {
    static final int UNIT = 2000;
    /** A move of so many messages takes the writer less than 100 ms; RFC 6851 §3.3 lets a longer one be seen half done. */
    private static final int TRANSFER = 500;

    private final Units units;
    private final Entries entries;
    private final MessageReader reader;
    private final Clock clock;
    private final Footprints footprints;
    private final Uploads uploads;

    SqlMessageMapper(Units units, Entries entries, Clock clock, Footprints footprints, Uploads uploads) {
        this.units = units;
        this.entries = entries;
        this.reader = new MessageReader(units.store());
        this.clock = clock;
        this.footprints = footprints;
        this.uploads = uploads;
    }

    private static long id(Mailbox mailbox) {
        return SqlMailboxId.of(mailbox.getMailboxId());
    }

    @Override
    public Iterator<MailboxMessage> findInMailbox(Mailbox mailbox, MessageRange set, FetchType type, int limit) {
        return reader.read(id(mailbox), set, type, limit);
    }

    @Override
    public Flux<MailboxMessage> findInMailboxReactive(Mailbox mailbox, MessageRange set, FetchType type, int limit) {
        return Flux.fromIterable(() -> reader.read(id(mailbox), set, type, limit)).subscribeOn(Schedulers.boundedElastic());
    }

    @Override
    public Flux<MessageUid> listAllMessageUids(Mailbox mailbox) {
        return Mono.fromCallable(() -> uids(mailbox, "mailbox_entry", "true", MessageRange.all()))
            .subscribeOn(Schedulers.boundedElastic())
            .flatMapIterable(uids -> uids);
    }

    @Override
    public List<MessageUid> retrieveMessagesMarkedForDeletion(Mailbox mailbox, MessageRange range) throws MailboxException {
        return uids(mailbox, "mailbox_entry INDEXED BY mailbox_entry_deleted", "flags & 2 <> 0", range);
    }

    @Override
    public List<MessageUid> findRecentMessageUidsInMailbox(Mailbox mailbox) throws MailboxException {
        return uids(mailbox, "mailbox_entry INDEXED BY mailbox_entry_recent", "flags & 16 <> 0", MessageRange.all());
    }

    private List<MessageUid> uids(Mailbox mailbox, String table, String condition, MessageRange range) throws MailboxException {
        return units.read(connection -> Sql.list(connection, "SELECT uid FROM " + table + " WHERE folder = ? AND " + condition
                + " AND uid >= ? AND uid <= ? ORDER BY uid", row -> MessageUid.of(row.getLong(1)),
            id(mailbox), range.getUidFrom().asLong(), range.getUidTo().asLong()));
    }

    @Override
    public MessageUid findFirstUnseenMessageUid(Mailbox mailbox) throws MailboxException {
        return units.read(connection -> Sql.one(connection, "SELECT uid FROM mailbox_entry INDEXED BY mailbox_entry_unseen"
            + " WHERE folder = ? AND flags & 32 = 0 ORDER BY uid LIMIT 1", row -> MessageUid.of(row.getLong(1)), id(mailbox)))
            .orElse(null);
    }

    @Override
    public long countMessagesInMailbox(Mailbox mailbox) throws MailboxException {
        return getMailboxCounters(mailbox).getCount();
    }

    @Override
    public MailboxCounters getMailboxCounters(Mailbox mailbox) throws MailboxException {
        return units.read(connection -> Sql.one(connection, "SELECT total, unseen FROM mailbox_folder WHERE id = ?",
                row -> MailboxCounters.builder().mailboxId(mailbox.getMailboxId())
                    .count(row.getLong(1)).unseen(row.getLong(2)).build(), id(mailbox)))
            .orElseGet(() -> MailboxCounters.empty(mailbox.getMailboxId()));
    }

    @Override
    public Optional<MessageUid> getLastUid(Mailbox mailbox) throws MailboxException {
        return new SqlUids(units).lastUid(mailbox);
    }

    @Override
    public ModSeq getHighestModSeq(Mailbox mailbox) throws MailboxException {
        return new SqlModSeqs(units).highestModSeq(mailbox);
    }

    @Override
    public Flags getApplicableFlag(Mailbox mailbox) throws MailboxException {
        List<String> keywords = units.read(connection -> Sql.list(connection,
            "SELECT keyword FROM mailbox_keyword WHERE folder = ?", row -> row.getString(1), id(mailbox)));
        return ApplicableFlagBuilder.builder().add(keywords.toArray(String[]::new)).build();
    }

    @Override
    public MessageMetaData add(Mailbox mailbox, MailboxMessage message) throws MailboxException {
        Contents.Octets octets = Contents.octets(message);
        StoredFlags flags = StoredFlags.of(message.createFlags());
        long now = clock.millis();
        Optional<Uploads.Claim> claim = octets == null ? Optional.empty() : uploads.claim(mailbox, octets.octets());
        EntryRow row = units.write(connection -> {
            Optional<EntryRow> original = claim.isPresent() ? uploads.original(connection, claim.get()) : Optional.empty();
            if (original.isPresent()) {
                return copied(connection, mailbox, original.get(), flags);
            }
            Optional<Entries.Numbers> numbers = Entries.takeOne(connection, id(mailbox), flags.unseen(),
                message.getFullContentOctets());
            if (numbers.isEmpty()) {
                return null;
            }
            entries.contents().put(connection, message, octets);
            EntryRow entry = row(message, id(mailbox), flags, now).at(numbers.get().uid(), numbers.get().modseq(), flags);
            Entries.insert(connection, entry);
            return entry;
        });
        if (row == null) {
            throw new MailboxNotFoundException(mailbox.getMailboxId());
        }
        message.setUid(MessageUid.of(row.uid()));
        message.setModSeq(ModSeq.of(row.modseq()));
        message.setSaveDate(new Date(now));
        return row.metaData();
    }

    /** An upload of a mail that the desk has: programs without keywords leave those that it has. */
    private EntryRow copied(Connection connection, Mailbox mailbox, EntryRow original, StoredFlags flags) throws SQLException {
        EntryRow copy = original.at(original.uid(), original.modseq(), new StoredFlags(flags.bits(), original.flags().keywords()));
        List<EntryRow> placed = footprints.laid(connection, entries.copy(connection, id(mailbox), List.of(copy), clock.millis()));
        return placed.isEmpty() ? null : placed.getFirst();
    }

    static EntryRow row(MailboxMessage message, long folder, StoredFlags flags, long saved) {
        MessageUid uid = message.getUid();
        ModSeq modseq = message.getModSeq();
        return new EntryRow(folder, uid == null ? 0 : uid.asLong(), SqlMessageId.of(message.getMessageId()),
            SqlMessageId.of(message.getThreadId().getBaseMessageId()), modseq == null ? 0 : modseq.asLong(), flags,
            message.getInternalDate().getTime(), saved, message.getFullContentOctets(), Math.toIntExact(message.getHeaderOctets()));
    }

    @Override
    public Iterator<UpdatedFlags> updateFlags(Mailbox mailbox, FlagsUpdateCalculator change, MessageRange set)
            throws MailboxException {
        List<UpdatedFlags> updates = new ArrayList<>();
        long from = set.getUidFrom().asLong();
        while (true) {
            long start = from;
            List<UpdatedFlags> part = units.write(connection -> footprints.marked(connection, Entries.update(connection,
                Entries.range(connection, id(mailbox), start, set.getUidTo().asLong(), UNIT), change)));
            updates.addAll(part);
            if (part.size() < UNIT) {
                return updates.iterator();
            }
            from = part.get(part.size() - 1).getUid().asLong() + 1;
        }
    }

    @Override
    public List<UpdatedFlags> resetRecent(Mailbox mailbox) throws MailboxException {
        FlagsUpdateCalculator change =
            new FlagsUpdateCalculator(new Flags(Flags.Flag.RECENT), FlagsUpdateMode.REMOVE);
        List<UpdatedFlags> updates = new ArrayList<>();
        List<UpdatedFlags> part;
        do {
            part = units.write(connection -> Entries.update(connection, recent(connection, id(mailbox)), change));
            updates.addAll(part);
        } while (part.size() == UNIT);
        return updates;
    }

    private static List<EntryRow> recent(Connection connection, long folder) throws SQLException {
        return Sql.list(connection, "SELECT " + EntryRow.COLUMNS + " FROM mailbox_entry e INDEXED BY mailbox_entry_recent"
            + " WHERE e.folder = ? AND e.flags & 16 <> 0 ORDER BY e.uid LIMIT ?", EntryRow::read, folder, UNIT);
    }

    @Override
    public void delete(Mailbox mailbox, MailboxMessage message) throws MailboxException {
        deleteMessages(mailbox, List.of(message.getUid()));
    }

    @Override
    public Map<MessageUid, MessageMetaData> deleteMessages(Mailbox mailbox, List<MessageUid> uids) throws MailboxException {
        Map<MessageUid, MessageMetaData> deleted = new TreeMap<>();
        for (int from = 0; from < uids.size(); from += UNIT) {
            List<Long> part = uids.subList(from, Math.min(uids.size(), from + UNIT)).stream().map(MessageUid::asLong).toList();
            units.write(connection -> footprints.gone(connection, entries.remove(connection, id(mailbox), part)))
                .forEach(row -> deleted.put(MessageUid.of(row.uid()), row.metaData()));
        }
        return deleted;
    }

    @Override
    public MessageMetaData copy(Mailbox mailbox, MailboxMessage original) throws MailboxException {
        return only(copy(mailbox, List.of(original)), original);
    }

    @Override
    public List<MessageMetaData> copy(Mailbox mailbox, List<MailboxMessage> originals) throws MailboxException {
        return inParts(originals, (connection, rows, now) -> entries.copy(connection, id(mailbox), rows, now));
    }

    @Override
    public MessageMetaData move(Mailbox mailbox, MailboxMessage original) throws MailboxException {
        return only(move(mailbox, List.of(original)), original);
    }

    @Override
    public List<MessageMetaData> move(Mailbox mailbox, List<MailboxMessage> originals) throws MailboxException {
        return inParts(originals, (connection, rows, now) -> entries.move(connection, id(mailbox), rows, now));
    }

    @Override
    public Mono<List<MessageMetaData>> moveReactive(Mailbox mailbox, List<MailboxMessage> originals) {
        return Mono.fromCallable(() -> move(mailbox, originals)).subscribeOn(Schedulers.boundedElastic());
    }

    /** A part of a copy or move, in one unit of work. */
    @FunctionalInterface
    private interface Part {
        List<EntryRow> on(Connection connection, List<EntryRow> rows, long now) throws SQLException;
    }

    private List<MessageMetaData> inParts(List<MailboxMessage> originals, Part part) throws MailboxException {
        List<EntryRow> rows = originals.stream().map(message -> row(message, SqlMailboxId.of(message.getMailboxId()),
            StoredFlags.of(message.createFlags()), 0)).toList();
        List<MessageMetaData> placed = new ArrayList<>(rows.size());
        for (int from = 0; from < rows.size(); from += TRANSFER) {
            List<EntryRow> some = rows.subList(from, Math.min(rows.size(), from + TRANSFER));
            units.write(connection -> footprints.laid(connection, part.on(connection, some, clock.millis()))).forEach(row -> placed.add(row.metaData()));
        }
        return placed;
    }

    private static MessageMetaData only(List<MessageMetaData> placed, MailboxMessage original) throws MailboxException {
        if (placed.isEmpty()) {
            throw new MailboxException("Message " + original.getMessageId().serialize() + " was removed");
        }
        return placed.get(0);
    }
}
