package postern.mailets;

import java.util.concurrent.Semaphore;
import javax.inject.Inject;
import javax.inject.Singleton;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;

/**
 * Room for large mails in memory. Small ones come and go; large ones wait until there is room for them, so that a handful of
 * strangers' largest mails cannot fill the heap. Of any number of threads; an act holds one mail at a time.
 */
@Singleton
public final class Room {
    private static final int KIB = 1024;
    private static final long SMALL = 256 * KIB;
    /** Reading makes a few copies of what it reads. */
    private static final int SHARE_OF_HEAP = 16;

    private final int capacity;
    private final Semaphore free;

    @Inject
    public Room() {
        this(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    Room(long octets) {
        capacity = (int) Math.clamp(octets / KIB, 1, Integer.MAX_VALUE);
        free = new Semaphore(capacity, true);
    }

    /** What is done with the octets; keeps none of them. */
    @FunctionalInterface
    interface Use<T> {
        T with(byte[] octets) throws MessagingException;
    }

    <T> T read(Mail mail, Use<T> use) throws MessagingException {
        long size = mail.getMessageSize();
        if (size <= SMALL) {
            return use.with(Carried.octets(mail));
        }
        // A mail larger than all the room gets all of it.
        int share = (int) Math.min(capacity, size / KIB);
        try {
            free.acquire(share);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MessagingException("interrupted before mail " + mail.getName() + " was read", e);
        }
        try {
            return use.with(Carried.octets(mail));
        } finally {
            free.release(share);
        }
    }

    /** @return KiB that are free */
    int free() {
        return free.availablePermits();
    }
}
