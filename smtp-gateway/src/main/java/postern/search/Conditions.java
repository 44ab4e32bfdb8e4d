package postern.search;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import javax.mail.Flags;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.UnsupportedSearchException;
import org.apache.james.mailbox.model.SearchQuery;
import org.apache.james.mailbox.model.SearchQuery.Criterion;
import postern.index.IndexQueries;
import postern.index.MailText;
import postern.index.Needle;
import postern.index.Zone;

/** James' search criteria as conditions. */
final class Conditions {
    private static final List<Flags.Flag> BITS = List.of(Flags.Flag.ANSWERED, Flags.Flag.DELETED, Flags.Flag.DRAFT, Flags.Flag.FLAGGED,
        Flags.Flag.RECENT, Flags.Flag.SEEN);

    private final Texts texts;
    private final Set<MessageUid> recent;

    /** @param recent uids that are recent to the session */
    Conditions(Texts texts, Set<MessageUid> recent) {
        this.texts = texts;
        this.recent = recent;
    }

    Condition.All all(List<Criterion> criteria) throws IOException, MailboxException {
        List<Condition> conditions = new ArrayList<>();
        for (Criterion criterion : criteria) {
            Condition condition = of(criterion);
            if (condition instanceof Condition.All all) {
                conditions.addAll(all.parts());
            } else {
                conditions.add(condition);
            }
        }
        return new Condition.All(conditions);
    }

    private Condition of(Criterion criterion) throws IOException, MailboxException {
        return switch (criterion) {
            case SearchQuery.AllCriterion all -> ofRow(row -> true);
            case SearchQuery.ConjunctionCriterion several -> switch (several.getType()) {
                case AND -> all(several.getCriteria());
                case OR -> new Condition.Any(parts(several.getCriteria()));
                case NOR -> not(several.getCriteria());
            };
            case SearchQuery.FlagCriterion flag -> flag(flag);
            case SearchQuery.CustomFlagCriterion flag -> ofRow(row -> row.has(flag.getFlag()) == flag.getOperator().isSet());
            case SearchQuery.UidCriterion uids -> uids(uids.getOperator().getRange());
            case SearchQuery.SizeCriterion size -> number(size.getOperator(), Row::size);
            case SearchQuery.ModSeqCriterion modseq -> number(modseq.getOperator(), Row::modseq);
            case SearchQuery.MessageIdCriterion id -> sameId(id.getMessageId().serialize(), Row::mail);
            case SearchQuery.ThreadIdCriterion id -> sameId(id.getThreadId().serialize(), Row::thread);
            case SearchQuery.InternalDateCriterion date -> ofRow(row -> when(date.getOperator()).test(row.received()));
            case SearchQuery.SaveDateCriterion date -> ofRow(row -> row.saved() != 0 && when(date.getOperator()).test(row.saved()));
            default -> ofText(criterion);
        };
    }

    private Condition not(List<Criterion> criteria) throws IOException, MailboxException {
        texts.turn();
        List<Condition> parts = parts(criteria);
        texts.turn();
        return parts.size() == 1 && parts.getFirst() instanceof Condition.OfMark mark ? new Condition.OfMark(mark.mark(), !mark.borne())
            : new Condition.Not(new Condition.Any(parts));
    }

    private List<Condition> parts(List<Criterion> criteria) throws IOException, MailboxException {
        List<Condition> parts = new ArrayList<>();
        for (Criterion criterion : criteria) {
            parts.add(of(criterion));
        }
        return parts;
    }

    private Condition ofText(Criterion criterion) throws IOException, MailboxException {
        return switch (criterion) {
            case SearchQuery.TextCriterion text -> texts.contains(new Needle(text.getOperator().getValue()), switch (text.getType()) {
                case BODY -> Zone.CONTENT;
                case FULL -> Zone.ALL;
                case ATTACHMENTS -> Set.of(Zone.ATTACHED);
                case ATTACHMENT_FILE_NAME -> Set.of(Zone.FILES);
            });
            case SearchQuery.SubjectCriterion subject -> texts.header("subject", new Needle(subject.getSubject()));
            case SearchQuery.MimeMessageIDCriterion id -> texts.header("message-id", new Needle(id.getMessageID()));
            case SearchQuery.HeaderCriterion header -> header(header);
            case SearchQuery.AttachmentCriterion files ->
                files.getOperator().isSet() ? texts.withFiles() : new Condition.Not(texts.withFiles());
            default -> throw new UnsupportedSearchException();
        };
    }

    private Condition header(SearchQuery.HeaderCriterion header) throws IOException, MailboxException {
        return switch (header.getOperator()) {
            case SearchQuery.ContainsOperator contains -> texts.header(header.getHeaderName(), new Needle(contains.getValue()));
            case SearchQuery.AddressOperator address -> texts.header(header.getHeaderName(), new Needle(address.getAddress()));
            case SearchQuery.ExistsOperator exists -> texts.header(header.getHeaderName(), new Needle(""));
            case SearchQuery.DateOperator date when header.getHeaderName().equalsIgnoreCase("date")
                || header.getHeaderName().equalsIgnoreCase("sentDate") -> sent(date);
            default -> throw new UnsupportedSearchException();
        };
    }

    private static Condition ofRow(Predicate<Row> test) {
        return new Condition.OfRow(test);
    }

    private Condition flag(SearchQuery.FlagCriterion criterion) {
        boolean wanted = criterion.getOperator().isSet();
        if (criterion.getFlag() == Flags.Flag.RECENT) {
            return ofRow(row -> recent.contains(MessageUid.of(row.uid())) == wanted);
        }
        if (criterion.getFlag() == Flags.Flag.SEEN) {
            return new Condition.OfMark(Mark.UNSEEN, !wanted);
        }
        if (criterion.getFlag() == Flags.Flag.DELETED) {
            return new Condition.OfMark(Mark.DELETED, wanted);
        }
        int bit = 1 << BITS.indexOf(criterion.getFlag());
        return ofRow(row -> row.has(bit) == wanted);
    }

    private static Condition uids(SearchQuery.UidRange[] ranges) {
        long[][] sorted = Arrays.stream(ranges).map(range -> new long[] {range.getLowValue().asLong(), range.getHighValue().asLong()})
            .sorted(Comparator.comparingLong(range -> range[0])).toArray(long[][]::new);
        long[] lows = Arrays.stream(sorted).mapToLong(range -> range[0]).toArray();
        long[] highs = Arrays.stream(sorted).mapToLong(range -> range[1]).toArray();
        // Of the ranges that begin at or before a uid, one holds it if the highest end does.
        Arrays.parallelPrefix(highs, Math::max);
        return ofRow(row -> {
            int at = last(lows, row.uid());
            return at >= 0 && row.uid() <= highs[at];
        });
    }

    /** @return place of the last number that is not greater, -1 if there is none */
    private static int last(long[] numbers, long than) {
        int from = 0;
        int to = numbers.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (numbers[middle] <= than) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from - 1;
    }

    private static Condition number(SearchQuery.NumericOperator operator, ToLongFunction<Row> of) {
        long value = operator.getValue();
        return switch (operator.getType()) {
            case EQUALS -> ofRow(row -> of.applyAsLong(row) == value);
            case LESS_THAN -> ofRow(row -> of.applyAsLong(row) < value);
            case GREATER_THAN -> ofRow(row -> of.applyAsLong(row) > value);
        };
    }

    private static Condition sameId(String id, ToLongFunction<Row> of) {
        return ofRow(row -> Long.toString(of.applyAsLong(row)).equals(id));
    }

    /** Times in UTC, as FETCH shows INTERNALDATE. */
    private static LongPredicate when(SearchQuery.DateOperator operator) {
        long[] span = span(operator);
        return switch (operator.getType()) {
            case BEFORE -> millis -> millis < span[0];
            case AFTER -> millis -> millis >= span[1];
            case ON -> millis -> millis >= span[0] && millis < span[1];
        };
    }

    /** @return first millisecond of the day, hour … and of the next one */
    private static long[] span(SearchQuery.DateOperator operator) {
        Instant given = operator.getDate().toInstant();
        LocalDate day = LocalDate.ofInstant(given, ZoneOffset.UTC);
        return switch (operator.getDateResultion()) {
            case Year -> days(day.withDayOfYear(1), day.withDayOfYear(1).plusYears(1));
            case Month -> days(day.withDayOfMonth(1), day.withDayOfMonth(1).plusMonths(1));
            case Day -> days(day, day.plusDays(1));
            case Hour -> times(given, ChronoUnit.HOURS);
            case Minute -> times(given, ChronoUnit.MINUTES);
            case Second -> times(given, ChronoUnit.SECONDS);
        };
    }

    private static long[] days(LocalDate from, LocalDate to) {
        return new long[] {from.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli(), to.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli()};
    }

    private static long[] times(Instant given, TemporalUnit unit) {
        Instant from = given.truncatedTo(unit);
        return new long[] {from.toEpochMilli(), from.plus(1, unit).toEpochMilli()};
    }

    /** RFC 3501 §6.4.4 SENTBEFORE, SENTON, SENTSINCE name a day, and the day written in the mail counts. */
    private Condition sent(SearchQuery.DateOperator operator) throws IOException, MailboxException {
        boolean daily = operator.getDateResultion().compareTo(SearchQuery.DateResolution.Day) >= 0;
        LongPredicate within = when(operator);
        long[] span = span(operator);
        long unit = daily ? ChronoUnit.DAYS.getDuration().toMillis() : 1000;
        long from = operator.getType() == SearchQuery.DateComparator.BEFORE ? Long.MIN_VALUE
            : Math.floorDiv(operator.getType() == SearchQuery.DateComparator.AFTER ? span[1] : span[0], unit);
        long to = operator.getType() == SearchQuery.DateComparator.AFTER ? Long.MAX_VALUE
            : Math.floorDiv(operator.getType() == SearchQuery.DateComparator.BEFORE ? span[0] : span[1], unit) - 1;
        return texts.sent(daily ? IndexQueries.sentDay(from, to) : IndexQueries.sentSecond(from, to),
            mail -> millis(mail, daily).filter(within::test).isPresent());
    }

    private static Optional<Long> millis(MailText mail, boolean daily) {
        return daily ? mail.sentDay().map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli())
            : mail.sentAt().map(Instant::toEpochMilli);
    }
}
