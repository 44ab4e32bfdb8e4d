package postern.mailbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import postern.store.Store;

/**
 * The keywords that folders are known to have on the disk. The desk's mails share a few, which need not be written again with each. A
 * folder keeps its keywords as long as it lives, and no other ever gets its id. Thread-safe.
 */
final class KnownKeywords {
    /** More than a desk's topics, priorities and languages in all its folders; what goes beyond is written each time. */
    private static final int MOST = 10_000;

    private record Known(long folder, String keyword) {
    }

    private final Store store;
    private final Set<Known> known = ConcurrentHashMap.newKeySet();

    KnownKeywords(Store store) {
        this.store = store;
    }

    /** Lets a folder have keywords, as part of a unit of work. */
    void know(Connection connection, long folder, List<String> keywords) throws SQLException {
        List<Known> news = keywords.stream().map(keyword -> new Known(folder, keyword)).filter(keyword -> !known.contains(keyword))
            .toList();
        if (!news.isEmpty()) {
            Entries.know(connection, folder, news.stream().map(Known::keyword).toList());
            store.afterCommit(() -> remember(news));
        }
    }

    private void remember(List<Known> written) {
        if (known.size() < MOST) {
            known.addAll(written);
        }
    }
}
