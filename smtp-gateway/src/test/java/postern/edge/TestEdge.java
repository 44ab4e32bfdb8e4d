package postern.edge;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import postern.desk.EdgePolicy;
import postern.desk.Endpoint;

/** A running edge on loopback whose intake keeps what it is given. */
final class TestEdge implements AutoCloseable {
    static final EdgePolicy LIMITS = new EdgePolicy(1_000_000, 100, 2_000, 2_000, 1_000_000, 1_000, 0, Duration.ofMinutes(2),
        Duration.ofMinutes(2));
    static final Manners MANNERS = new Manners(20, 100, 20, 3, Duration.ZERO, Duration.ofMinutes(15), Duration.ofMinutes(1),
        64 << 20);

    final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    volatile EdgePolicy limits = LIMITS;
    volatile String busy;
    volatile Consumer<Arrival> onArrival = arrival -> { };
    volatile boolean full;
    final List<String> asked = new CopyOnWriteArrayList<>();
    private Manners manners = MANNERS;
    private Clock clock = Clock.systemUTC();
    private final List<Policy> policies = new ArrayList<>();
    private int reception;
    private int submission;
    private Edge edge;

    static TestEdge open() throws IOException {
        return new TestEdge().start();
    }

    TestEdge limits(UnaryOperator<EdgePolicy> change) {
        limits = change.apply(limits);
        return this;
    }

    TestEdge manners(UnaryOperator<Manners> change) {
        manners = change.apply(manners);
        return this;
    }

    TestEdge clock(Clock other) {
        clock = other;
        return this;
    }

    TestEdge policy(Policy policy) {
        policies.add(policy);
        return this;
    }

    TestEdge ports(int forReception, int forSubmission) {
        reception = forReception;
        submission = forSubmission;
        return this;
    }

    TestEdge start() throws IOException {
        Site site = new Site("mx.postern.example", "postern.example", Map.of(Door.RECEPTION, new Endpoint("127.0.0.1", reception),
            Door.SUBMISSION, new Endpoint("127.0.0.1", submission), Door.SUBMISSIONS, new Endpoint("127.0.0.1", 0)));
        edge = new Edge(site, new Behind(new KeepingIntake(), this::ask, new TwoAgents(), policies), new Rules(() -> limits, manners),
            () -> TestCertificate.SERVER, clock, meters);
        edge.start();
        return this;
    }

    Edge edge() {
        return edge;
    }

    Client to(Door door) throws IOException {
        return new Client(edge.port(door), door == Door.SUBMISSIONS);
    }

    /** A client that has read the greeting of port 25 and said EHLO. */
    Client greeted() throws IOException {
        Client client = to(Door.RECEPTION);
        client.expect("220 *");
        client.say("EHLO client.example");
        client.expect("250-*");
        return client;
    }

    double count(String meter, String... tags) {
        return meters.find(meter).tags(tags).counters().stream().mapToDouble(counter -> counter.count()).sum();
    }

    private Recipients.Answer ask(String address) {
        asked.add(address);
        if (!address.endsWith("@postern.example")) {
            return Recipients.Answer.NOT_OURS;
        }
        return Set.of("orders", "returns", "postmaster", "\"two words\"").contains(address.substring(0, address.lastIndexOf('@')))
            ? Recipients.Answer.OURS : Recipients.Answer.UNKNOWN;
    }

    @Override
    public void close() {
        edge.close();
    }

    private final class KeepingIntake implements Intake {
        @Override
        public void accept(Arrival arrival) throws IntakeRefused {
            if (full) {
                throw new IntakeRefused("disk full: /var/postern", null);
            }
            onArrival.accept(arrival);
            arrivals.add(arrival);
        }

        @Override
        public String busy() {
            return busy;
        }
    }

    /** Alice with the password {@code secret} writes as herself and as orders, Bob with {@code 密码} as himself. */
    private static final class TwoAgents implements Logins {
        @Override
        public Optional<String> check(String name, char[] password) {
            String given = new String(password);
            if (name.equals("alice") && given.equals("secret")) {
                return Optional.of("alice@postern.example");
            }
            return name.equals("bob") && given.equals("密码") ? Optional.of("bob@postern.example") : Optional.empty();
        }

        @Override
        public boolean maySendAs(String login, String sender) {
            return sender.equals(login) || login.startsWith("alice@") && sender.equals("orders@postern.example");
        }
    }
}
