package postern.imap;

import it.unimi.dsi.fastutil.longs.LongList;
import org.apache.james.imap.api.message.response.ImapResponseMessage;

/** RFC 5256 §4: message numbers, or uids, in the order that was asked for. */
record SortResponse(LongList ids) implements ImapResponseMessage {
}
