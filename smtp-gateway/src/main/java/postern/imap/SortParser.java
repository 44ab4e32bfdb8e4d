package postern.imap;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.inject.Inject;
import org.apache.james.imap.api.ImapCommand;
import org.apache.james.imap.api.ImapMessage;
import org.apache.james.imap.api.Tag;
import org.apache.james.imap.api.display.HumanReadableText;
import org.apache.james.imap.api.message.request.SearchKey;
import org.apache.james.imap.api.message.request.SearchOperation;
import org.apache.james.imap.api.message.response.StatusResponseFactory;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.decode.DecodingException;
import org.apache.james.imap.decode.ImapRequestLineReader;
import org.apache.james.imap.decode.parser.SearchCommandParser;
import org.apache.james.mailbox.model.SearchQuery.Sort;
import org.apache.james.mailbox.model.SearchQuery.Sort.Order;
import org.apache.james.mailbox.model.SearchQuery.Sort.SortClause;

/** SORT of RFC 5256 §3: {@code SORT (REVERSE DATE SUBJECT) UTF-8 UNSEEN}. */
public final class SortParser extends SearchCommandParser {
    private static final int CRITERIA = 20;
    private final ImapCommand sort = ImapCommand.selectedStateCommand("SORT");

    @Inject
    public SortParser(StatusResponseFactory responses) {
        super(responses);
    }

    @Override
    public ImapCommand getCommand() {
        return sort;
    }

    @Override
    protected ImapMessage decode(ImapRequestLineReader request, Tag tag, boolean useUids, ImapSession session) throws DecodingException {
        List<Sort> order = order(request);
        Context context = new Context();
        try {
            request.nextWordChar();
            context.setCharset(Charset.forName(request.astring()));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw wrong("No such charset; UTF-8 is known");
        }
        List<SearchKey> keys = new ArrayList<>();
        do {
            request.nextWordChar();
            keys.add(searchKey(session, request, context, false));
        } while (request.nextChar() == ' ');
        request.eol();
        return new SortRequest(order, new SearchOperation(SearchKey.buildAnd(keys), List.of()), useUids, tag);
    }

    private static List<Sort> order(ImapRequestLineReader request) throws DecodingException {
        request.nextWordChar();
        request.consumeChar('(');
        List<Sort> order = new ArrayList<>();
        Order direction = Order.NATURAL;
        for (char next = request.nextWordChar(); next != ')'; next = request.nextWordChar()) {
            StringBuilder name = new StringBuilder();
            while (request.nextChar() != ' ' && request.nextChar() != ')' && name.length() < CRITERIA) {
                name.append(request.consume());
            }
            if (name.toString().equalsIgnoreCase("REVERSE") && direction == Order.NATURAL) {
                direction = Order.REVERSE;
            } else {
                order.add(new Sort(clause(name.toString()), direction));
                direction = Order.NATURAL;
            }
            if (order.size() > CRITERIA) {
                throw wrong("Too many sort criteria");
            }
        }
        request.consumeChar(')');
        if (order.isEmpty() || direction == Order.REVERSE) {
            throw wrong("A sort criterion is missing");
        }
        return order;
    }

    private static SortClause clause(String name) throws DecodingException {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "ARRIVAL" -> SortClause.Arrival;
            case "CC" -> SortClause.MailboxCc;
            case "DATE" -> SortClause.SentDate;
            case "FROM" -> SortClause.MailboxFrom;
            case "SIZE" -> SortClause.Size;
            case "SUBJECT" -> SortClause.BaseSubject;
            case "TO" -> SortClause.MailboxTo;
            default -> throw wrong("Unknown sort criterion");
        };
    }

    private static DecodingException wrong(String why) {
        return new DecodingException(HumanReadableText.ILLEGAL_ARGUMENTS, why);
    }
}
