package postern.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.SearchQuery;
import org.junit.jupiter.api.Test;
import postern.index.MailText;
import postern.index.Vocabulary;
import postern.letter.LetterReader;

/** What James asks, as conditions of one mail. */
class ConditionsTest {
    private static final MailText MAIL = MailText.of("Subject: refund\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII), new LetterReader());

    private static Condition conditions(List<SearchQuery.Criterion> criteria) throws Exception {
        return new Conditions(new Texts(Optional.empty(), new Vocabulary()), Set.of()).all(criteria);
    }

    private static Candidate candidate(long uid) {
        return new Candidate(new Row(7, uid, 7, 1, 0, null, 0, 0, 1), true, mail -> MAIL);
    }

    private static SearchQuery.UidRange range(long low, long high) {
        return new SearchQuery.UidRange(MessageUid.of(low), MessageUid.of(high));
    }

    @Test
    void uidsAreThoseOfAnyRangeWhateverTheirOrder() throws Exception {
        Condition uids = conditions(List.of(SearchQuery.uid(range(20, 25), range(3, 12), range(5, 6), range(30, 30), range(9, 2))));
        assertThat(LongStream.rangeClosed(1, 40).filter(uid -> uids.holds(candidate(uid)))).containsExactly(
            3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 20L, 21L, 22L, 23L, 24L, 25L, 30L);
        assertThat(conditions(List.of(SearchQuery.uid())).holds(candidate(1))).isFalse();
    }

    @Test
    void aSearchForTooManyTextsIsRefused() throws Exception {
        assertThat(conditions(Collections.nCopies(100, SearchQuery.subject("refund"))).holds(candidate(1))).isTrue();
        assertThatThrownBy(() -> conditions(Collections.nCopies(101, SearchQuery.subject("refund")))).isInstanceOf(MailboxException.class);
    }

    @Test
    void aMailThatIsNotLookedAtAnyMoreIsShownRatherThanLost() {
        Condition.Looks none = new Condition.Looks(0);
        Condition wanted = new Condition.OfText(new long[] {7}, false, mail -> false, none, true);
        Condition unwanted = new Condition.Not(new Condition.OfText(new long[] {7}, false, mail -> true, none, false));
        assertThat(wanted.holds(candidate(1))).isTrue();
        assertThat(unwanted.holds(candidate(1))).isTrue();
        assertThat(none.overlooked()).isEqualTo(2);
    }
}
