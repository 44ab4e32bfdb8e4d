package postern.outgoing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.mail.MessagingException;

/** Connections that no mail uses now. The one used last is used next, so that the others become idle and end. Thread-safe. */
final class KeptLines {
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final int MOST = 20;

    private final Executor later = CompletableFuture.delayedExecutor(IDLE.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread);
    private final Deque<Line> idle = new ArrayDeque<>();
    private boolean sweeping;

    /** A kept connection that still answers, or a new one. */
    Line take(Peer peer) throws MessagingException {
        for (Line line = idle(peer); line != null; line = idle(peer)) {
            if (line.answers()) {
                return line;
            }
            line.close();
        }
        return Line.open(peer);
    }

    private synchronized Line idle(Peer peer) {
        for (Iterator<Line> lines = idle.iterator(); lines.hasNext(); ) {
            Line line = lines.next();
            if (line.peer().equals(peer)) {
                lines.remove();
                return line;
            }
        }
        return null;
    }

    void giveBack(Line line) {
        if (!line.mayStay() || !keep(line)) {
            line.close();
        }
    }

    private synchronized boolean keep(Line line) {
        if (idle.size() >= MOST) {
            return false;
        }
        idle.addFirst(line);
        sweepLater();
        return true;
    }

    private synchronized void sweepLater() {
        if (!sweeping && !idle.isEmpty()) {
            sweeping = true;
            later.execute(this::sweep);
        }
    }

    private void sweep() {
        idleLong().forEach(Line::close);
        sweepLater();
    }

    private synchronized List<Line> idleLong() {
        sweeping = false;
        List<Line> old = new ArrayList<>();
        idle.removeIf(line -> line.isIdleFor(IDLE) && old.add(line));
        return old;
    }
}
