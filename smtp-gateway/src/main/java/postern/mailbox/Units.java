package postern.mailbox;

import java.util.Optional;
import org.apache.james.mailbox.exception.MailboxException;
import postern.store.Store;
import postern.store.StoreException;
import postern.store.Work;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The store as James' mailbox code wants it: blocking with MailboxException, or as Mono that never blocks an event loop. */
record Units(Store store) {

    <T> T write(Work<T> work) throws MailboxException {
        try {
            return store.writeAndWait(work);
        } catch (StoreException e) {
            throw failed(e);
        }
    }

    <T> T read(Work<T> work) throws MailboxException {
        try {
            return store.read(work);
        } catch (StoreException e) {
            throw failed(e);
        }
    }

    /** The store completes on a thread of its own, where what follows may block. */
    <T> Mono<T> writing(Work<T> work) {
        return Mono.fromFuture(() -> store.write(work)).onErrorMap(StoreException.class, Units::failed);
    }

    <T> Mono<T> reading(Work<Optional<T>> work) {
        return Mono.fromCallable(() -> store.read(work))
            .subscribeOn(Schedulers.boundedElastic())
            .<T>handle((found, sink) -> found.ifPresent(sink::next))
            .onErrorMap(StoreException.class, Units::failed);
    }

    private static MailboxException failed(StoreException e) {
        return new MailboxException(e.isFull() ? "The disk is full; try again later" : "The store could not do this", e);
    }
}
