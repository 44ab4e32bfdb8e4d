package postern.edge;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.Session;
import org.subethamail.smtp.server.SessionHandler;
import postern.desk.Endpoint;

/** One door of the edge: a server of the library, with our verbs and a virtual thread for each session. */
final class Gate implements SessionHandler {
    /** The library's own limit; ours are the {@link Visitors}, which answer with a reason. */
    private static final int CONNECTIONS = 20_000;
    private static final int BACKLOG = 1024;
    private static final Duration LAST_WAIT = Duration.ofSeconds(5);

    private final Door door;
    private final House house;
    private final Visitors visitors;
    private final Deadlines deadlines;
    private final Map<String, Verb> verbs;
    private final SMTPServer server;
    private final ExecutorService threads;
    private final Map<Session, Wire> open = new ConcurrentHashMap<>();

    Gate(Door door, House house, Visitors visitors, Deadlines deadlines, VerbTable table) throws UnknownHostException {
        this.door = door;
        this.house = house;
        this.visitors = visitors;
        this.deadlines = deadlines;
        this.verbs = table.verbs();
        threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("edge-" + door.word() + "-", 0).factory());
        Endpoint endpoint = house.site().doors().get(door);
        server = SMTPServer.port(endpoint.port()).bindAddress(InetAddress.getByName(endpoint.host())).backlog(BACKLOG)
            .hostName(house.site().hostname()).softwareName("Postern").serverThreadName("edge-" + door.word())
            .maxConnections(Math.max(CONNECTIONS, 2 * house.limits().get().connections())).connectionTimeoutMs(0).insertReceivedHeaders(false)
            .executorService(threads).sessionHandler(this).build();
        table.into(server.getCommandHandler());
    }

    /** @throws IOException that names the address, if it cannot be listened on */
    void start() throws IOException {
        try {
            server.start();
        } catch (RuntimeException e) {
            Endpoint endpoint = house.site().doors().get(door);
            String why = e.getCause() instanceof BindException bind ? bind.getMessage() : String.valueOf(e.getMessage());
            throw new IOException("Cannot listen on " + endpoint + " for " + door.word() + ": " + why, e);
        }
    }

    int port() {
        return server.getPortAllocated();
    }

    @Override
    public SessionAcceptance accept(Session session) {
        house.meters().connected(door);
        Socket socket = session.getSocket();
        Optional<Refusal> refusal = house.closing().begun() ? Optional.of(Refusal.SHUTTING_DOWN)
            : visitors.enter(Network.of(socket.getInetAddress()));
        if (refusal.isPresent()) {
            house.meters().refused(refusal.get());
            return turnAway(refusal.get(), socket);
        }
        Wire wire = null;
        try {
            wire = new Wire(socket);
            wire.allow(house.limits().get().commandTimeout());
            deadlines.watch(wire);
            open.put(session, wire);
            seat(session, wire);
            return SessionAcceptance.success();
        } catch (IOException e) {
            leave(session, socket);
            if (wire != null) {
                wire.cut();
            }
            return turnAway(Refusal.TLS_TROUBLE, socket);
        }
    }

    private void seat(Session session, Wire wire) throws IOException {
        Visit visit = Visit.at(door, wire.socket().getInetAddress());
        if (door.startsWithTls()) {
            try {
                Visit.Tls tls = wire.secure(house.tls().get());
                house.meters().secured(tls);
                visit = visit.secured(tls);
            } catch (IOException e) {
                house.logbook().secureFailed(visit, e);
                throw e;
            }
        }
        session.setSocket(new Seat(wire, new Dialogue(house, wire, visit, verbs)));
    }

    private SessionAcceptance turnAway(Refusal refusal, Socket socket) {
        if (door.startsWithTls()) {
            // A peer that expects TLS cannot read the line that the library is about to say.
            close(socket);
        }
        return SessionAcceptance.failure(refusal.code(), refusal.enhanced() + " " + refusal.text());
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Closed all the same.
        }
    }

    @Override
    public void onSessionEnd(Session session) {
        leave(session, ((Seat) session.getSocket()).raw());
    }

    private void leave(Session session, Socket socket) {
        visitors.leave(Network.of(socket.getInetAddress()));
        Wire wire = open.remove(session);
        if (wire != null) {
            wire.close();
            deadlines.forget(wire);
        }
    }

    /** Ends the server after its sessions were ended or cut. */
    void stop() {
        open.values().forEach(Wire::cut);
        threads.shutdownNow();
        // The library waits without a bound for its sessions; one that hangs in the intake must not keep us.
        Thread stopping = Thread.ofPlatform().daemon().name("edge-stop-" + door.word()).start(server::stop);
        try {
            stopping.join(LAST_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
