package postern.imap;

import org.apache.james.imap.api.ImapConfiguration;
import org.apache.james.imap.api.ImapMessage;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imap.api.process.ImapSession;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** James' processor off the event loop, telling the connection when a command is done. Thread-safe. */
record TakingTurns(ImapProcessor james) implements ImapProcessor {
    @Override
    public Mono<Void> processReactive(ImapMessage message, Responder responder, ImapSession session) {
        // A long FETCH must not hold up the other connections of its event loop.
        return Mono.defer(() -> james.processReactive(message, responder, session))
            .subscribeOn(Schedulers.boundedElastic())
            .doFinally(signal -> Turn.done(session));
    }

    @Override
    public void configure(ImapConfiguration configuration) {
        james.configure(configuration);
    }
}
