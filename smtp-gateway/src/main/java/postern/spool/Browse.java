package postern.spool;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Iterator;
import java.util.NoSuchElementException;
import javax.mail.MessagingException;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.james.queue.api.ManageableMailQueue.DefaultMailQueueItemView;
import org.apache.james.queue.api.ManageableMailQueue.MailQueueItemView;
import postern.store.Store;

/** Looks at the rows that waited when it began, one at a time; those gone by then are passed over. */
final class Browse implements ManageableMailQueue.MailQueueIterator {
    private final Store store;
    private final Iterator<Waiting.Entry> entries;
    private MailQueueItemView next;

    Browse(Store store, Iterator<Waiting.Entry> entries) {
        this.store = store;
        this.entries = entries;
    }

    @Override
    public boolean hasNext() {
        while (next == null && entries.hasNext()) {
            Waiting.Entry entry = entries.next();
            next = store.read(connection -> SpoolTable.load(connection, entry.id())).map(parcel -> view(entry, parcel)).orElse(null);
        }
        return next != null;
    }

    private MailQueueItemView view(Waiting.Entry entry, Parcel parcel) {
        try {
            return new DefaultMailQueueItemView(parcel.unpack(store), time(entry.due()));
        } catch (MessagingException e) {
            throw new IllegalStateException("row " + entry.id() + " cannot be read", e);
        }
    }

    private static ZonedDateTime time(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).atZone(ZoneOffset.UTC);
    }

    @Override
    public MailQueueItemView next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        MailQueueItemView view = next;
        next = null;
        return view;
    }

    @Override
    public void close() {
        next = null;
    }
}
