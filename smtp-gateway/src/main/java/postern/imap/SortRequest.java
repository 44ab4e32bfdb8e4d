package postern.imap;

import java.util.List;
import org.apache.james.imap.api.Tag;
import org.apache.james.imap.api.message.request.SearchOperation;
import org.apache.james.imap.message.request.SearchRequest;
import org.apache.james.mailbox.model.SearchQuery;

/** SORT or UID SORT: a search with an order. */
final class SortRequest extends SearchRequest {
    private final List<SearchQuery.Sort> order;

    SortRequest(List<SearchQuery.Sort> order, SearchOperation operation, boolean useUids, Tag tag) {
        super(operation, useUids, tag);
        this.order = List.copyOf(order);
    }

    List<SearchQuery.Sort> order() {
        return order;
    }
}
