package postern.mailbox;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.mailbox.model.Mailbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import postern.clocks.DueWatch;
import postern.clocks.MissedWatch;
import postern.gestures.Noticing;
import postern.gestures.Reconciler;
import postern.gestures.Rethinking;
import postern.gestures.Waking;
import postern.handout.HandOver;
import postern.handout.Rota;

/**
 * Does what agents ask for in their folders, as soon as it is committed and told; at start, what was left from before. Then hands out
 * what waits: who has just closed a ticket gets the next one. Then looks at the clocks. One thread.
 */
@Singleton
public final class Attendant implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Attendant.class);
    private static final long LOOK_SECONDS = 2;

    private final Noticing noticing;
    private final Duties duties;
    private final Bell bell;
    private final Thread thread = new Thread(this::attend, "postern-gestures");
    private volatile boolean closed;

    @Inject
    public Attendant(Noticing noticing, Duties duties, Bell bell) {
        this.noticing = noticing;
        this.duties = duties;
        this.bell = bell;
    }

    /** Who gets which ticket. */
    record Work(HandOver handOver, Rota rota) {
        @Inject
        Work {
        }
    }

    /** What comes back by itself, and what is put right. */
    record Care(Waking waking, Reconciler reconciler, Rethinking rethinking, MissedWatch missed) {
        @Inject
        Care {
        }
    }

    /** What is done after gestures, each time round. */
    record Duties(Work work, Care care, DueWatch due, Seen seen, Passage passage, StoredDrafts drafts) {
        @Inject
        Duties {
        }

        void round() {
            care.waking().round();
            work.handOver().round();
            care.rethinking().round();
            work.rota().round();
            due.look();
            care.missed().look();
            seen.keep();
            passage.templates().review();
            passage.doors().clear();
            drafts.review();
            care.reconciler().round();
        }
    }

    /** What passes from agents' hands to all. */
    record Passage(TemplateFolders templates, TeamDoors doors) {
        @Inject
        Passage {
        }
    }

    /** Rung when there is something to do. */
    @Singleton
    static final class Bell {
        private final Semaphore rung = new Semaphore(0);
        private final Set<Long> laidInto = ConcurrentHashMap.newKeySet();

        @Inject
        Bell() {
        }

        void ring() {
            rung.release();
        }

        /** Something was laid into a folder. */
        void ring(Mailbox folder) {
            laidInto.add(SqlMailboxId.of(folder.getMailboxId()));
            ring();
        }

        /** @return folders since the last time */
        Set<Long> laidInto() {
            Set<Long> folders = Set.copyOf(laidInto);
            laidInto.removeAll(folders);
            return folders;
        }
    }

    public void start() {
        thread.start();
    }

    private void attend() {
        while (!closed) {
            try {
                noticing.catchUp();
                duties.round();
                if (bell.rung.tryAcquire(LOOK_SECONDS, TimeUnit.SECONDS)) {
                    bell.rung.drainPermits();
                }
            } catch (InterruptedException e) {
                // Only close() ends this thread.
                Thread.interrupted();
            } catch (RuntimeException e) {
                LOG.error("A gesture or a ticket waits for the next try", e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            TimeUnit.SECONDS.sleep(LOOK_SECONDS);
        } catch (InterruptedException e) {
            Thread.interrupted();
        }
    }

    /** Ends after what is in hand. */
    @Override
    public void close() {
        closed = true;
        bell.ring();
        try {
            thread.join();
            duties.seen().keepNow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
