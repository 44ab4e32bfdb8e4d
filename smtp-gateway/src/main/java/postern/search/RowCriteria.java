package postern.search;

import java.util.List;
import javax.mail.Flags;
import org.apache.james.mailbox.model.SearchQuery;

/**
 * Those of a search's conditions that SQLite can ask by itself, so that fewer rows are read. What it lets through is still
 * looked at.
 *
 * @param sql more conditions behind a WHERE; holds no text of a client
 */
record RowCriteria(String sql) {
    private static final List<Flags.Flag> BITS = List.of(Flags.Flag.ANSWERED, Flags.Flag.DELETED, Flags.Flag.DRAFT, Flags.Flag.FLAGGED,
        Flags.Flag.RECENT, Flags.Flag.SEEN);

    /** @param criteria all of them must hold */
    static RowCriteria of(List<SearchQuery.Criterion> criteria) {
        StringBuilder sql = new StringBuilder();
        criteria.forEach(criterion -> add(criterion, sql));
        return new RowCriteria(sql.toString());
    }

    private static void add(SearchQuery.Criterion criterion, StringBuilder sql) {
        switch (criterion) {
            case SearchQuery.ConjunctionCriterion several when several.getType() == SearchQuery.Conjunction.AND ->
                several.getCriteria().forEach(part -> add(part, sql));
            // Written as in the partial indexes, which SQLite then uses.
            case SearchQuery.FlagCriterion flag when flag.getFlag() != Flags.Flag.RECENT ->
                sql.append(" AND e.flags & ").append(1 << BITS.indexOf(flag.getFlag())).append(flag.getOperator().isSet() ? " <> 0" : " = 0");
            case SearchQuery.UidCriterion uids when uids.getOperator().getRange().length > 0 -> {
                long low = Long.MAX_VALUE;
                long high = 0;
                for (SearchQuery.UidRange range : uids.getOperator().getRange()) {
                    low = Math.min(low, range.getLowValue().asLong());
                    high = Math.max(high, range.getHighValue().asLong());
                }
                sql.append(" AND e.uid BETWEEN ").append(low).append(" AND ").append(high);
            }
            default -> { }
        }
    }
}
