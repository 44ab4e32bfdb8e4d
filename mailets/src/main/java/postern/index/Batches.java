package postern.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import postern.letter.LetterReader;

/** Reads and adds the mails of a batch, two at a time: reading a mail costs more than indexing it. */
final class Batches implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Batches.class);
    private static final int HANDS = Math.min(2, Runtime.getRuntime().availableProcessors());
    private static final int WORTH_SHARING = 20;

    private final MailSource source;
    private final LetterReader reader;
    private final ExecutorService hands = Executors.newFixedThreadPool(HANDS, task -> {
        Thread thread = new Thread(task, "postern-index-hand");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    });

    Batches(MailSource source, LetterReader reader) {
        this.source = source;
        this.reader = reader;
    }

    /**
     * Follows changes.
     *
     * @param gently with one hand, because others need the machine
     */
    void apply(LiveIndex index, List<MailSource.Change> changes, boolean gently) throws IOException {
        List<Long> come = new ArrayList<>();
        for (MailSource.Change change : changes) {
            if (change.gone()) {
                come.remove(change.mail());
                index.remove(change.mail());
            } else {
                come.add(change.mail());
            }
        }
        // While a new index is filled, a mail can come to it on both ways.
        add(index, come, !index.coverage().whole(), gently);
    }

    /** Adds mails that the index may know already. */
    void add(LiveIndex index, List<Long> mails, boolean gently) throws IOException {
        add(index, mails, true, gently);
    }

    private void add(LiveIndex index, List<Long> mails, boolean perhapsKnown, boolean gently) throws IOException {
        AtomicInteger next = new AtomicInteger();
        if (gently || mails.size() < WORTH_SHARING) {
            take(index, mails, perhapsKnown, next);
            return;
        }
        List<Future<?>> shares = new ArrayList<>();
        for (int hand = 0; hand < HANDS; hand++) {
            shares.add(hands.submit(() -> take(index, mails, perhapsKnown, next)));
        }
        for (Future<?> share : shares) {
            join(share);
        }
    }

    private static void join(Future<?> share) throws IOException {
        try {
            share.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private void take(LiveIndex index, List<Long> mails, boolean perhapsKnown, AtomicInteger next) {
        try {
            for (int at = next.getAndIncrement(); at < mails.size(); at = next.getAndIncrement()) {
                long mail = mails.get(at);
                Optional<byte[]> octets = source.octets(mail);
                if (octets.isPresent()) {
                    index.add(mail, text(mail, octets.get()), perhapsKnown);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MailText text(long mail, byte[] octets) {
        try {
            return MailText.of(octets, reader);
        } catch (RuntimeException e) {
            // One unreadable mail must not stop the index; it is found by its flags and dates.
            LOG.error("Mail {} is indexed without its text", mail, e);
            return MailText.of(new byte[0], reader);
        }
    }

    @Override
    public void close() {
        hands.shutdownNow();
    }
}
