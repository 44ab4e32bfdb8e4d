package postern.edge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the edge counts. Tags come from closed lists: door, refusal, TLS version. */
final class EdgeMeters {
    private final MeterRegistry registry;
    private final Map<String, Counter> refusals = new ConcurrentHashMap<>();
    private final Map<String, Counter> tls = new ConcurrentHashMap<>();
    private final Map<Door, Counter> connections = new EnumMap<>(Door.class);
    private final Map<Door, DistributionSummary> accepted = new EnumMap<>(Door.class);
    private final Map<Door, Timer> data = new EnumMap<>(Door.class);
    private final Counter lost;
    private final Counter longLines;
    private final Counter nuls;

    EdgeMeters(MeterRegistry registry, Visitors visitors, Memory memory) {
        this.registry = registry;
        for (Door door : Door.values()) {
            connections.put(door, registry.counter("postern.edge.connections", "door", door.word()));
            accepted.put(door, DistributionSummary.builder("postern.edge.accepted").baseUnit("bytes")
                .description("accepted mails and their size").tag("door", door.word()).register(registry));
            data.put(door, Timer.builder("postern.edge.data").description("from DATA to its answer")
                .tag("door", door.word()).register(registry));
        }
        lost = registry.counter("postern.edge.lost");
        longLines = registry.counter("postern.edge.mails.with", "oddity", "long-lines");
        nuls = registry.counter("postern.edge.mails.with", "oddity", "nul");
        Gauge.builder("postern.edge.open", visitors, Visitors::count).description("open connections").register(registry);
        Gauge.builder("postern.edge.memory.left", memory, Memory::left).baseUnit("bytes").register(registry);
    }

    void connected(Door door) {
        connections.get(door).increment();
    }

    void refused(Refusal refusal) {
        refusals.computeIfAbsent(refusal.reason(), reason -> registry.counter("postern.edge.refusals", "reason", reason)).increment();
    }

    void secured(Visit.Tls session) {
        tls.computeIfAbsent(session.version(), version -> registry.counter("postern.edge.tls", "version", version)).increment();
    }

    void accepted(Door door, Text text) {
        accepted.get(door).record(text.size());
        if (text.longLines() > 0) {
            longLines.increment();
        }
        if (text.hasNul()) {
            nuls.increment();
        }
    }

    Timer.Sample begin() {
        return Timer.start(registry);
    }

    void end(Timer.Sample sample, Door door) {
        sample.stop(data.get(door));
    }

    /** A connection ended inside DATA. */
    void lost() {
        lost.increment();
    }
}
