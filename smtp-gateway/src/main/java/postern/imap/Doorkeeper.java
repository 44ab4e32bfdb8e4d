package postern.imap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.james.imap.api.ImapMessage;
import org.apache.james.imap.message.request.AuthenticateRequest;
import org.apache.james.imap.message.request.LoginRequest;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Looks after those who log in. A password hash costs much time and memory by design and they wait for each other, so they do
 * it on a few threads of their own, never on an event loop or among the commands of agents; and a client that failed often is
 * not asked for a while. One for all ports. Thread-safe.
 */
final class Doorkeeper implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int QUEUE = 64;
    private static final int FAILURES = 50;
    private static final int CLIENTS = 50_000;
    private static final int IPV6_CLIENT = 8;
    private static final Duration MEMORY = Duration.ofMinutes(10);

    private final Duration grace;
    private final Scheduler threads = Schedulers.newBoundedElastic(THREADS, QUEUE, "imap-login", 60, true);
    private final Cache<String, AtomicInteger> failures =
        Caffeine.newBuilder().maximumSize(CLIENTS).expireAfterWrite(MEMORY).build();

    /** @param grace time for the log-in */
    Doorkeeper(Duration grace) {
        this.grace = grace;
    }

    Duration grace() {
        return grace;
    }

    /** @return where log-ins are worked on; it refuses when very many wait */
    Scheduler threads() {
        return threads;
    }

    static boolean isAskedBy(ImapMessage message) {
        return message instanceof LoginRequest || message instanceof AuthenticateRequest;
    }

    void failed(SocketAddress client) {
        failures.get(name(client), any -> new AtomicInteger()).incrementAndGet();
    }

    boolean turnsAway(SocketAddress client) {
        AtomicInteger count = failures.getIfPresent(name(client));
        return count != null && count.get() >= FAILURES;
    }

    /** An IPv6 client has a whole /64. */
    private static String name(SocketAddress client) {
        if (!(client instanceof InetSocketAddress internet)) {
            return client.toString();
        }
        return internet.getAddress() instanceof Inet6Address six
            ? HexFormat.of().formatHex(six.getAddress(), 0, IPV6_CLIENT) : internet.getAddress().getHostAddress();
    }

    @Override
    public void close() {
        threads.dispose();
    }
}
