package postern.imap;

import java.util.List;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.inject.Singleton;
import javax.net.ssl.SSLContext;
import org.apache.commons.configuration2.BaseHierarchicalConfiguration;
import org.apache.james.imapserver.netty.ImapMetrics;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.MetricFactory;
import postern.desk.Desk;

/** The two IMAP ports. Started last, stopped first. */
@Singleton
public final class ImapPort implements AutoCloseable {
    private static final int CONNECTIONS = 20_000;
    // An office sits behind one address, and each client opens several connections.
    private static final int PER_ADDRESS = 500;

    private final GuardedImapServer starttls;
    private final GuardedImapServer implicit;
    private final Desk desk;
    private final Doorkeeper doorkeeper;

    @Inject
    ImapPort(Provider<Desk> desk, Provider<SSLContext> tls, ImapParts james, MetricFactory metrics, GaugeRegistry gauges) {
        this.desk = desk.get();
        ImapSettings settings = ImapSettings.of(this.desk.listeners().imap(), this.desk.listeners().imaps(), tls, this.desk.edge().messageSize(),
            james.first().makesFolders());
        this.doorkeeper = settings.doorkeeper();
        ImapMetrics counts = new ImapMetrics(metrics);
        this.starttls = new GuardedImapServer(james.decoder(), james.encoder(), james.commands(), counts, gauges, settings);
        this.implicit = new GuardedImapServer(james.decoder(), james.encoder(), james.commands(), counts, gauges, settings);
    }

    public void start() throws Exception {
        open(starttls, true);
        open(implicit, false);
    }

    private void open(GuardedImapServer server, boolean startTls) throws Exception {
        server.configure(configuration(startTls));
        server.init();
    }

    private BaseHierarchicalConfiguration configuration(boolean startTls) {
        BaseHierarchicalConfiguration configuration = new BaseHierarchicalConfiguration();
        configuration.addProperty("startTls", startTls);
        configuration.addProperty("jmxName", (startTls ? "imap-" : "imaps-") + System.identityHashCode(this));
        configuration.addProperty("bind", "0.0.0.0:0");
        configuration.addProperty("helloName.[@autodetect]", false);
        configuration.addProperty("helloName", desk.hostname());
        configuration.addProperty("literalSizeLimit", String.valueOf(desk.edge().messageSize()));
        configuration.addProperty("concurrentRequests", -1);
        configuration.addProperty("connectionLimit", String.valueOf(CONNECTIONS));
        configuration.addProperty("connectionLimitPerIP", String.valueOf(Math.max(desk.edge().connectionsPerAddress(), PER_ADDRESS)));
        configuration.addProperty("gracefulShutdown", false);
        configuration.addProperty("ioWorkerCount", Runtime.getRuntime().availableProcessors());
        configuration.addProperty("bossWorkerCount", 1);
        configuration.addProperty("maxExecutorCount", 1);
        return configuration;
    }

    /** @return port of STARTTLS; call after {@link #start} */
    public int port() {
        return starttls.getPort();
    }

    /** @return port of implicit TLS; call after {@link #start} */
    public int tlsPort() {
        return implicit.getPort();
    }

    public boolean isServing() {
        return starttls.isStarted() && implicit.isStarted();
    }

    @Override
    public void close() {
        for (GuardedImapServer server : List.of(starttls, implicit)) {
            if (server.isStarted()) {
                server.destroy();
            }
        }
        doorkeeper.close();
    }
}
