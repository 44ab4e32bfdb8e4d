package postern.edge;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SMTP edge: reception, submission and submission over TLS. Started once, stopped once.
 *
 * <p>A session runs in a virtual thread of its own. All that strangers share has a bound: connections, octets of mails under way,
 * log-in checks at a time, remembered addresses.
 */
public final class Edge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Edge.class);
    private static final long ROUND = Duration.ofMillis(20).toNanos();

    private final House house;
    private final Visitors visitors;
    private final Deadlines deadlines = new Deadlines();
    private final LoginDesk loginDesk;
    private final VerbTable verbs;
    private final Map<Door, Gate> gates = new EnumMap<>(Door.class);

    /** @param tls asked at each handshake, so that a renewed certificate needs no restart */
    public Edge(Site site, Behind behind, Rules rules, Supplier<SSLContext> tls, Clock clock, MeterRegistry registry) {
        visitors = new Visitors(rules.limits());
        Memory memory = Memory.with(rules.manners().inFlight(), rules.limits().get().messageSize());
        List<Policy> policies = new ArrayList<>(List.of(new Pace(rules.limits(), clock), new OwnSender(behind.logins()),
            new KnownRecipients(behind.recipients(), rules.manners(), clock)));
        policies.addAll(behind.policies());
        house = new House(site, behind.intake(), rules.limits(), rules.manners(), tls, clock, new Questions(policies), memory,
            new EdgeMeters(registry, visitors, memory), new Logbook(), new House.Closing());
        loginDesk = new LoginDesk(behind.logins(), rules.manners(), clock);
        verbs = new VerbTable(new Greetings(), new Envelopes(), new Delivery(new MailNames(clock), new Trace(site.hostname())),
            new LogIn(loginDesk), new Courtesies());
    }

    /** Opens all doors or none. @throws IOException that names the address that cannot be listened on */
    public void start() throws IOException {
        try {
            for (Door door : house.site().doors().keySet()) {
                Gate gate = new Gate(door, house, visitors, deadlines, verbs);
                gate.start();
                gates.put(door, gate);
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** @return the TCP port of a door that is open */
    public int port(Door door) {
        return gates.get(door).port();
    }

    /** Lets mails under way come in, for a bounded time; tells everyone else to come back. Returns when no session is left. */
    public void stop() {
        house.closing().begin();
        deadlines.all().forEach(Wire::wakeIfIdle);
        long end = System.nanoTime() + house.manners().drain().toNanos();
        while (deadlines.watched() > 0 && System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(ROUND);
        }
        if (deadlines.watched() > 0) {
            LOG.warn("{} sessions are cut off", deadlines.watched());
        }
        close();
    }

    /** Ends at once. */
    @Override
    public void close() {
        house.closing().begin();
        gates.values().forEach(Gate::stop);
        gates.clear();
        loginDesk.close();
        deadlines.close();
    }
}
