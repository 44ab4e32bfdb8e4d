package postern.server;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import com.google.inject.util.Modules;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javax.annotation.PreDestroy;
import org.apache.james.mailetcontainer.impl.JamesMailSpooler;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.onami.lifecycle.Stager;
import org.apache.james.server.core.configuration.ConfigurationProvider;
import org.apache.james.utils.InitializationOperations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import postern.archive.Archivist;
import postern.backup.Restoration;
import postern.desk.Desk;
import postern.edge.Behind;
import postern.edge.Door;
import postern.edge.Edge;
import postern.edge.Intake;
import postern.edge.Logins;
import postern.edge.Manners;
import postern.edge.Recipients;
import postern.edge.Rules;
import postern.edge.Site;
import postern.imap.ImapPort;
import postern.keeping.ErasureWatch;
import postern.keeping.HomeLock;
import postern.keeping.Nightly;
import postern.learning.SchoolBell;
import postern.mailbox.Attendant;
import postern.mailbox.Recovery;
import postern.mailbox.SharedTree;
import postern.search.IndexHome;
import postern.spool.Housekeeping;
import postern.spool.SqlMailQueueFactory;
import postern.store.SqliteStore;
import postern.store.Store;

/**
 * The running gateway: everything between the ports and the store, started in the order in which a mail needs it and stopped in
 * the other one: nobody comes in any more, what is in hand is finished, then the store closes.
 */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    /** Name of the store in the home directory. */
    static final String STORE = "postern.db";
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final Path home;
    private final LiveDesk desk;
    private final LiveCertificate certificate;
    private final Deque<Runnable> stops = new ArrayDeque<>();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private Injector injector;
    private Ports ports;

    private Gateway(Path home, LiveDesk desk) throws IOException {
        this.home = home.toAbsolutePath().normalize();
        this.desk = desk;
        if (!Files.isDirectory(home)) {
            Files.createDirectories(this.home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        this.certificate = new LiveCertificate(this.home, desk.get(), Clock.systemUTC());
    }

    /**
     * Starts a gateway; it serves when this returns.
     *
     * @param home directory of the store and the keys, made if it is missing
     * @param conf directory with mailetcontainer.xml
     * @throws Failure that says what hindered it; then nothing of it runs
     */
    public static Gateway start(Path home, Path conf, LiveDesk desk) throws Failure {
        return start(home, conf, desk, List.of());
    }

    static Gateway start(Path home, Path conf, LiveDesk desk, List<Module> instead) throws Failure {
        if (Restoration.isUnfinished(home)) {
            throw new Failure(home + " was restored by half: run 'postern restore' again, or empty it");
        }
        try {
            Gateway gateway = new Gateway(home, desk);
            try {
                gateway.assemble(conf, instead);
                gateway.open();
                return gateway;
            } catch (Exception e) {
                gateway.close();
                throw e;
            }
        } catch (Exception e) {
            throw Hindrance.of(e);
        }
    }

    private void assemble(Path conf, List<Module> instead) throws Exception {
        HomeLock lock = HomeLock.take(home).orElseThrow(() -> new Failure("another Postern works in " + home
            + ": a gateway, or 'postern erase'; start when that has ended"));
        stops.push(lock::close);
        Store store = SqliteStore.open(home.resolve(STORE), meters);
        stops.push(store::close);
        Module ours = Modules.combine(new Foundations(desk, certificate, store, meters, Clock.systemUTC(), HomeKey.seal(home)),
            new ArchiveParts(home), new CustodyParts(home), new James(home, new JamesSettings(conf)), new Flow(), new Assembly());
        injector = Guice.createInjector(Modules.override(ours).with(instead));
        stops.push(() -> injector.getInstance(Key.get(new TypeLiteral<Stager<PreDestroy>>() { })).stage());
        injector.getInstance(InitializationOperations.class).initModules();
        SharedTree tree = injector.getInstance(SharedTree.class);
        tree.apply();
        desk.onChange(fresh -> tree.apply());
        Housekeeping housekeeping = injector.getInstance(Housekeeping.class);
        stops.push(housekeeping::close);
        housekeeping.start();
        SchoolBell school = injector.getInstance(SchoolBell.class);
        stops.push(school::close);
        school.start();
        Nightly nightly = injector.getInstance(Nightly.class);
        stops.push(nightly::close);
        nightly.start();
        IndexHome index = injector.getInstance(IndexHome.class);
        stops.push(index::close);
        index.start();
        ErasureWatch erasures = injector.getInstance(ErasureWatch.class);
        stops.push(erasures::close);
        Archivist archivist = injector.getInstance(Archivist.class);
        stops.push(archivist::close);
        archivist.start();
        erasures.start();
        Recovery recovery = injector.getInstance(Recovery.class);
        stops.push(recovery::close);
        recovery.start();
    }

    private void open() throws Exception {
        JamesMailSpooler spooler = injector.getInstance(JamesMailSpooler.class);
        spooler.configure(JamesMailSpooler.Configuration.from(injector.getInstance(MailRepositoryStore.class),
            injector.getInstance(ConfigurationProvider.class).getConfiguration("mailetcontainer.spooler")));
        spooler.init();
        stops.push(spooler::dispose);
        Attendant attendant = injector.getInstance(Attendant.class);
        stops.push(attendant::close);
        attendant.start();
        ImapPort imap = injector.getInstance(ImapPort.class);
        stops.push(imap::close);
        imap.start();
        Edge edge = edge();
        stops.push(edge::stop);
        edge.start();
        HttpPort http = new HttpPort(desk.get().listeners().http(), health(imap)::report, meters);
        stops.push(http::close);
        ports = new Ports(edge.port(Door.RECEPTION), edge.port(Door.SUBMISSION), edge.port(Door.SUBMISSIONS), imap.port(), imap.tlsPort(),
            http.port());
        watch();
    }

    private Edge edge() {
        Behind behind = new Behind(injector.getInstance(Intake.class), injector.getInstance(Recipients.class),
            injector.getInstance(Logins.class), List.of());
        return new Edge(Site.of(desk.get()), behind, new Rules(() -> desk.get().edge(), Manners.standard()), certificate::get,
            injector.getInstance(Clock.class), meters);
    }

    private Health health(ImapPort imap) {
        SqlMailQueueFactory queues = injector.getInstance(SqlMailQueueFactory.class);
        Intake intake = injector.getInstance(Intake.class);
        return new Health(injector.getInstance(Store.class), () -> SpoolDepth.of(queues), desk.get().edge().freeDisk(),
            () -> intake.busy() == null, imap::isServing, injector.getInstance(IndexHome.class)::progress,
            injector.getInstance(Archivist.class)::progress);
    }

    private void watch() {
        DeskWatch watch = new DeskWatch(desk.file(), LOOK, this::reload);
        stops.push(watch::close);
        Hangup.run(this::reload);
    }

    /** Takes desk.yaml and the certificate as they are now; what has mistakes is named in the log and not taken. */
    public void reload() {
        if (desk.reload()) {
            try {
                certificate.read(desk.get());
            } catch (IOException e) {
                LOG.error("The earlier certificate stays: {}", e.getMessage());
            }
        }
    }

    public Path home() {
        return home;
    }

    public Ports ports() {
        return ports;
    }

    /** A part of the running gateway, for commands and tests of the same process. */
    public <T> T part(Class<T> kind) {
        return injector.getInstance(kind);
    }

    public Desk desk() {
        return desk.get();
    }

    /** Stops: no new mail, what is in hand ends, then the store closes. A second call does nothing. */
    @Override
    public synchronized void close() {
        while (!stops.isEmpty()) {
            try {
                stops.pop().run();
            } catch (RuntimeException e) {
                LOG.error("Stopping goes on after a failure", e);
            }
        }
    }
}
