package postern.imap;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import javax.inject.Inject;
import org.apache.james.imap.api.message.Capability;
import org.apache.james.imap.api.message.response.StatusResponseFactory;
import org.apache.james.imap.api.process.ImapProcessor.Responder;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.message.request.SearchRequest;
import org.apache.james.imap.api.message.response.ImapResponseMessage;
import org.apache.james.imap.message.response.SearchResponse;
import org.apache.james.imap.processor.SearchProcessor;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.model.SearchQuery;
import org.apache.james.metrics.api.MetricFactory;
import reactor.core.publisher.Mono;

/** SORT, which James does not have: its SEARCH over a folder that answers in the order asked for. RFC 5256 §3. Thread-safe. */
public final class Sorting extends SearchProcessor {
    private final StatusResponseFactory responses;
    private final MetricFactory metrics;

    @Inject
    public Sorting(MailboxManager mailboxes, StatusResponseFactory responses, MetricFactory metrics) {
        super(mailboxes, responses, metrics);
        this.responses = responses;
        this.metrics = metrics;
    }

    @Override
    public List<Class<? extends SearchRequest>> acceptableClasses() {
        return List.of(SortRequest.class);
    }

    @Override
    public List<Capability> getImplementedCapabilities(ImapSession session) {
        return List.of(Capability.of("SORT"));
    }

    @Override
    protected Mono<Void> processRequestReactive(SearchRequest request, ImapSession session, Responder responder) {
        return new One(((SortRequest) request).order()).processRequestReactive(request, session, new Told(responder));
    }

    /** One command's search. */
    private final class One extends SearchProcessor {
        private final List<SearchQuery.Sort> order;

        One(List<SearchQuery.Sort> order) {
            super(Sorting.this.getMailboxManager(), responses, metrics);
            this.order = order;
        }

        @Override
        protected Mono<Void> processRequestReactive(SearchRequest request, ImapSession session, Responder responder) {
            return super.processRequestReactive(request, session, responder);
        }

        @Override
        protected Mono<MessageManager> getSelectedMailboxReactive(ImapSession session) {
            return super.getSelectedMailboxReactive(session).map(this::ordered);
        }

        private MessageManager ordered(MessageManager folder) {
            return (MessageManager) Proxy.newProxyInstance(MessageManager.class.getClassLoader(), new Class<?>[] {MessageManager.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("search") && arguments[0] instanceof SearchQuery query) {
                        arguments[0] = SearchQuery.builder().andCriteria(query.getCriteria()).addRecentMessageUids(query.getRecentMessageUids())
                            .sorts(order).build();
                    }
                    try {
                        return method.invoke(folder, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        }
    }

    /** Tells the numbers as SORT does. */
    private record Told(Responder responder) implements Responder {
        @Override
        public void respond(ImapResponseMessage message) {
            responder.respond(message instanceof SearchResponse found ? new SortResponse(found.getIds()) : message);
        }

        @Override
        public void flush() {
            responder.flush();
        }
    }
}
