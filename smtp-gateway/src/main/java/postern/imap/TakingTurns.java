package postern.imap;

import org.apache.james.imap.api.ImapConfiguration;
import org.apache.james.imap.api.ImapMessage;
import org.apache.james.imap.api.display.HumanReadableText;
import org.apache.james.imap.api.message.request.ImapRequest;
import org.apache.james.imap.api.message.response.StatusResponseFactory;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.message.request.FetchRequest;
import org.apache.james.imap.message.request.IdleRequest;
import org.apache.james.imap.message.request.SearchRequest;
import org.apache.james.imap.message.response.UnpooledStatusResponseFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/**
 * James' processor off the event loop, telling the connection when a command is done. A command that fails is answered: James
 * says nothing when a failure comes before its own handling, as for a name in another user's name space, and the agent's program
 * would wait for ever. Thread-safe.
 *
 * @param logIns where log-ins are worked on
 */
record TakingTurns(ImapProcessor james, Scheduler logIns) implements ImapProcessor {
    private static final Logger LOGGER = LoggerFactory.getLogger(TakingTurns.class);
    private static final StatusResponseFactory RESPONSES = new UnpooledStatusResponseFactory();

    @Override
    public Mono<Void> processReactive(ImapMessage message, Responder responder, ImapSession session) {
        // A long FETCH must not hold up the other connections of its event loop.
        Mono<Void> command = Mono.<Void>create(sink -> work(message, responder, session, sink))
            .subscribeOn(Doorkeeper.isAskedBy(message) ? logIns : Schedulers.boundedElastic())
            .onErrorResume(Exception.class, e -> Mono.fromRunnable(() -> refuse(message, responder, e)))
            // James closes a connection that is logged out before it has written its last words.
            .doOnSuccess(done -> responder.flush())
            .doFinally(signal -> Turn.done(session));
        return changesNothing(message) ? command : Mono.create(sink -> command.subscribe(new Course(sink)));
    }

    /**
     * James drops the command in hand when its client goes. What changes nothing may stop there; a change that is committed
     * must still be told to the catalogue of folders and to the other clients.
     */
    private static boolean changesNothing(ImapMessage message) {
        return message instanceof FetchRequest || message instanceof SearchRequest || message instanceof IdleRequest;
    }

    private void work(ImapMessage message, Responder responder, ImapSession session, MonoSink<Void> sink) {
        Course course = new Course(sink);
        sink.onDispose(course);
        try {
            Mono.defer(() -> deleted(session) ? leave(responder, session) : james.processReactive(message, responder, session))
                .subscribe(course);
        } catch (VirtualMachineError e) {
            // Reactor signals nothing for these.
            sink.error(new IllegalStateException(e.toString(), e));
        }
    }

    private static void refuse(ImapMessage message, Responder responder, Exception e) {
        if (message instanceof ImapRequest request) {
            LOGGER.info("{} failed: {}", request.getCommand().getName(), e.toString());
            responder.respond(RESPONSES.taggedNo(request.getTag(), request.getCommand(), HumanReadableText.FAILED));
        }
    }

    private static boolean deleted(ImapSession session) {
        return session.getSelected() != null && session.getSelected().isDeletedByOtherSession();
    }

    /** RFC 2180 §3.3: a session whose mailbox is gone may be closed. */
    private static Mono<Void> leave(Responder responder, ImapSession session) {
        responder.respond(RESPONSES.bye(new HumanReadableText("org.apache.james.imap.MAILBOX_DELETED", "Selected mailbox has been deleted")));
        return session.logout();
    }

    @Override
    public void configure(ImapConfiguration configuration) {
        james.configure(configuration);
    }

    /** Passes on how a command ends. */
    private static final class Course extends BaseSubscriber<Void> {
        private final MonoSink<Void> sink;

        Course(MonoSink<Void> sink) {
            this.sink = sink;
        }

        @Override
        public Context currentContext() {
            return Context.of(sink.contextView());
        }

        @Override
        protected void hookOnComplete() {
            sink.success();
        }

        @Override
        protected void hookOnError(Throwable failure) {
            sink.error(failure);
        }
    }
}
