package postern.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import postern.wire.Reply;
import postern.wire.SmtpClient;

/** The sessions that send: a platform thread each, so that the client's own cost stays small and even. */
final class Senders {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final LoadPlan plan;
    private final Correspondence correspondence;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile Latencies latencies = new Latencies(0);
    private volatile String lastRefusal = "";
    private volatile long lastAccepted;
    private volatile int filed;

    Senders(LoadPlan plan) {
        this.plan = plan;
        this.correspondence = new Correspondence(plan.seed(), plan.size(), plan.oneTopic(), plan.recipient());
    }

    /** Starts to send so many mails from a number on. Call again only when all of them were answered. */
    void start(int first, int mails) {
        next.set(first);
        latencies = new Latencies(mails);
        for (int i = 0; i < plan.sessions(); i++) {
            Thread.ofPlatform().daemon().name("sender-" + i).start(() -> session(first + mails));
        }
    }

    int accepted() {
        return accepted.get();
    }

    int refused() {
        return refused.get();
    }

    Latencies latencies() {
        return latencies;
    }

    String lastRefusal() {
        return lastRefusal;
    }

    /** When the last mail was accepted, {@link System#nanoTime}. */
    long lastAccepted() {
        return lastAccepted;
    }

    /** Tells how many messages are in the folders, so that no more than the planned backlog waits for them. */
    void filed(int messages) {
        filed = messages;
    }

    private void session(int end) {
        SmtpClient client = null;
        for (int number = next.getAndIncrement(); number < end; number = next.getAndIncrement()) {
            while (plan.backlog() > 0 && accepted.get() - filed > plan.backlog()) {
                LockSupport.parkNanos(1_000_000);
            }
            byte[] mail = SmtpClient.stuffed(correspondence.mail(number));
            long before = System.nanoTime();
            try {
                client = client == null ? connect() : client;
                count(client.send(correspondence.sender(number), List.of(plan.recipient()), mail), before);
                if (plan.onePerConnection()) {
                    client.close();
                    client = null;
                }
            } catch (IOException e) {
                lastRefusal = e.toString();
                refused.incrementAndGet();
                client = null;
            }
        }
        close(client);
    }

    private SmtpClient connect() throws IOException {
        return SmtpClient.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), plan.smtpPort()), "client.example", TIMEOUT,
            plan.pipelining());
    }

    private void count(Reply reply, long before) {
        if (reply.positive()) {
            lastAccepted = System.nanoTime();
            latencies.add(lastAccepted - before);
            accepted.incrementAndGet();
        } else {
            lastRefusal = reply.toString();
            refused.incrementAndGet();
        }
    }

    private void close(SmtpClient client) {
        try {
            if (client != null) {
                client.close();
            }
        } catch (IOException e) {
            lastRefusal = e.toString();
        }
    }
}
