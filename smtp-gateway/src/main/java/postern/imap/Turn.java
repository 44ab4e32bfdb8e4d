package postern.imap;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.james.imap.api.process.ImapSession;

/**
 * One connection's turn: a command in hand keeps the next one waiting at the door (RFC 9051 §5.5 lets a server work one after
 * another). So a client that sends without reading fills its own socket, not our memory, and each command is measured in the
 * state that the one before it left. Thread-safe.
 */
final class Turn {
    private static final String KEY = Turn.class.getName();

    private final AtomicBoolean taken = new AtomicBoolean();
    private final AtomicBoolean ending = new AtomicBoolean();
    private final Runnable next;

    /**
     * @param next called by any thread when the command is done; says {@link #free} on the event loop, behind what the command
     *     still has to do there: AUTHENTICATE listens for its next line only then
     */
    Turn(Runnable next) {
        this.next = next;
    }

    boolean taken() {
        return taken.get();
    }

    void take(ImapSession session) {
        session.setAttribute(KEY, this);
        ending.set(false);
        taken.set(true);
    }

    void free() {
        taken.set(false);
    }

    static void done(ImapSession session) {
        if (session.getAttribute(KEY) instanceof Turn turn && turn.taken() && turn.ending.compareAndSet(false, true)) {
            turn.next.run();
        }
    }
}
