package postern.imap;

import java.util.List;
import java.util.Optional;
import org.apache.james.imap.api.message.IdRange;
import org.apache.james.imap.api.message.response.StatusResponse.ResponseCode;
import org.apache.james.imap.api.process.SelectedMailbox;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.exception.MessageRangeException;
import org.apache.james.mailbox.model.MessageRange;

/**
 * RFC 9051 §6.4.9: a uid that is not there is ignored, also where a colleague has just taken the last mail of the folder, of which James says
 * BAD, and mail programs then show an error.
 */
final class GoneUids {
    private static final MessageUid NONE = MessageUid.of(Long.MAX_VALUE);

    private GoneUids() {
    }

    /** As James finds a range. */
    @FunctionalInterface
    interface Finding {
        Optional<MessageRange> range(SelectedMailbox selected, IdRange range, boolean useUids) throws MessageRangeException;
    }

    /** @return in a folder that has no mails, a range without any */
    static Optional<MessageRange> range(SelectedMailbox selected, IdRange range, boolean useUids, Finding james) throws MessageRangeException {
        return useUids && selected.existsCount() == 0 ? Optional.of(MessageRange.one(NONE)) : james.range(selected, range, useUids);
    }

    static boolean isNone(MessageRange range) {
        return range.equals(MessageRange.one(NONE));
    }

    /** RFC 4315 §3: who copied nothing is told of no uids; James writes them as a star. @param code COPYUID, with the uids of the copies last */
    static boolean isOfNothing(ResponseCode code) {
        return List.copyOf(code.getParameters()).getLast().equals("*");
    }
}
