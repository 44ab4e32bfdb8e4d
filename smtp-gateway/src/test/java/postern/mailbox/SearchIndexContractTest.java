package postern.mailbox;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import org.apache.james.events.EventBus;
import org.apache.james.mailbox.MessageIdManager;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.model.SearchQuery;
import org.apache.james.mailbox.store.search.AbstractMessageSearchIndexTest;
import org.apache.james.mailbox.store.search.MessageSearchIndex;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import postern.search.IndexHome;

/** James' contract of searches, with the index running. What it asks otherwise than the standards do is named, with the reason. */
@ExtendWith(SearchIndexContractTest.AskedOtherwise.class)
class SearchIndexContractTest extends AbstractMessageSearchIndexTest {
    private static final String PARTS = "RFC 3501 §6.4.4: a needle is a part of the text, not a bag of words";
    private static final String MODSEQ = "the first modseq of a folder is 2, since an empty one shows 1 (RFC 7162 §3.1)";
    private static final String RECENT = "\\Recent is the session's; the test's query names no session's recent messages";
    private static final String SORT = "RFC 5256 §3 compares local parts, and a missing one is the empty string";
    private static final Map<String, String> OTHERWISE = Map.ofEntries(
        entry("bodyContainsShouldReturnUidOfMessageContainingTheApproximativeText", PARTS),
        entry("searchWithFullTextShouldReturnMailsWhenNotAPerfectMatch", PARTS),
        entry("mailsContainsShouldIncludeMailHavingAttachmentsMatchingTheRequest", PARTS),
        entry("modSeqEqualsShouldReturnUidsOfMessageHavingAGivenModSeq", MODSEQ),
        entry("modSeqLessThanShouldReturnUidsOfMessageHavingAGreaterModSeq", MODSEQ),
        entry("modSeqGreaterThanShouldReturnUidsOfMessageHavingAGreaterModSeq", MODSEQ),
        entry("orShouldReturnResultsMatchinganyRequests", MODSEQ),
        entry("andShouldReturnResultsMatchingBothRequests", MODSEQ),
        entry("youShouldBeAbleToSpecifySeveralCriterionOnASingleQuery", MODSEQ),
        entry("flagIsSetShouldReturnUidOfMessageMarkedAsRecentWhenUsedWithFlagRecent", RECENT),
        entry("flagIsUnSetShouldReturnUidOfMessageNotMarkedAsRecentWhenUsedWithFlagRecent", RECENT),
        entry("sortOnCcShouldWork", SORT),
        entry("sortOnFromShouldWork", SORT),
        entry("uidShouldreturnEveryThing", "RFC 5182 §2.1: an empty saved result matches nothing"),
        entry("multimailboxSearchShouldWorkWithOtherUserMailbox", "it finds another's mail without a right to read it"));

    private TestMailbox mailbox;

    /** Leaves out what is named above. */
    static final class AskedOtherwise implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return context.getTestMethod().map(method -> OTHERWISE.get(method.getName())).map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("as James asks"));
        }
    }

    @Override
    protected void initializeMailboxManager() {
        mailbox = new TestMailbox();
        mailbox.get(IndexHome.class).start();
        storeMailboxManager = mailbox.get(Mailboxes.class);
        messageIdManager = mailbox.get(MessageIdManager.class);
        messageSearchIndex = mailbox.get(MessageSearchIndex.class);
        eventBus = mailbox.get(EventBus.class);
        messageIdFactory = mailbox.get(SqlMessageIds.class);
    }

    @AfterEach
    void close() {
        mailbox.get(IndexHome.class).close();
        mailbox.close();
    }

    @Override
    protected void awaitMessageCount(List<MailboxId> mailboxes, SearchQuery query, long count) {
        // A search waits by itself until the index knows what the store knows.
    }

    @Override
    protected MessageId initNewBasedMessageId() {
        return new SqlMessageId(100);
    }

    @Override
    protected MessageId initOtherBasedMessageId() {
        return new SqlMessageId(1000);
    }
}
