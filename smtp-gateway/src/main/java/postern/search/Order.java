package postern.search;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.apache.james.mailbox.model.SearchQuery.Sort;
import postern.index.MailText;

/** RFC 5256 §3: the order of what was found. Of mails that are alike in it, the one with the lower uid is first. */
final class Order {
    private final List<Sort> sorts;
    private final LongFunction<MailText> texts;
    private final Map<Long, Map<Sort.SortClause, Comparable<?>>> keys = new HashMap<>();

    Order(List<Sort> sorts, LongFunction<MailText> texts) {
        this.sorts = sorts;
        this.texts = texts;
    }

    List<Row> sorted(List<Row> rows) {
        Comparator<Row> order = null;
        for (Sort sort : sorts) {
            Comparator<Row> next = by(sort.getSortClause());
            next = sort.isReverse() ? next.reversed() : next;
            order = order == null ? next : order.thenComparing(next);
        }
        rows.sort(order == null ? Comparator.comparingLong(Row::uid) : order.thenComparingLong(Row::uid));
        return rows;
    }

    private Comparator<Row> by(Sort.SortClause clause) {
        return switch (clause) {
            case Uid -> Comparator.comparingLong(Row::uid);
            case Arrival -> Comparator.comparingLong(Row::received);
            case Size -> Comparator.comparingLong(Row::size);
            case Id -> Comparator.comparingLong(Row::mail);
            case MailboxFrom -> byText(clause, mail -> mail.sortKey("from"));
            case MailboxTo -> byText(clause, mail -> mail.sortKey("to"));
            case MailboxCc -> byText(clause, mail -> mail.sortKey("cc"));
            case BaseSubject -> byText(clause, MailText::baseSubject);
            // RFC 5256 §2.2: without a Date header the time of arrival counts.
            case SentDate -> Comparator.comparingLong(row -> (Long) key(row, clause, mail -> mail.sentAt()
                .map(Instant::toEpochMilli).orElse(row.received())));
        };
    }

    private Comparator<Row> byText(Sort.SortClause clause, Function<MailText, String> of) {
        return Comparator.comparing(row -> (String) key(row, clause, of::apply));
    }

    private Comparable<?> key(Row row, Sort.SortClause clause, Function<MailText, Comparable<?>> of) {
        return keys.computeIfAbsent(row.mail(), mail -> new HashMap<>())
            .computeIfAbsent(clause, c -> of.apply(texts.apply(row.mail())));
    }
}
