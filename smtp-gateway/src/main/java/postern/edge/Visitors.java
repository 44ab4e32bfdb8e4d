package postern.edge;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import postern.desk.EdgePolicy;

/** Counts the open connections, in all and by client. Each that came in leaves once. */
final class Visitors {
    private final Supplier<EdgePolicy> limits;
    private final AtomicInteger all = new AtomicInteger();
    private final Map<Network, Integer> byClient = new ConcurrentHashMap<>();

    Visitors(Supplier<EdgePolicy> limits) {
        this.limits = limits;
    }

    /** @return why the client may not come in; if it may, it is counted */
    Optional<Refusal> enter(Network client) {
        EdgePolicy policy = limits.get();
        if (all.incrementAndGet() > policy.connections()) {
            all.decrementAndGet();
            return Optional.of(Refusal.FULL_HOUSE);
        }
        if (byClient.merge(client, 1, Integer::sum) > policy.connectionsPerAddress()) {
            leave(client);
            return Optional.of(Refusal.CROWD);
        }
        return Optional.empty();
    }

    void leave(Network client) {
        all.decrementAndGet();
        byClient.computeIfPresent(client, (key, count) -> count == 1 ? null : count - 1);
    }

    int count() {
        return all.get();
    }
}
