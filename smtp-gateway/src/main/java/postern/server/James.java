package postern.server;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import com.google.inject.multibindings.Multibinder;
import java.nio.file.Path;
import org.apache.james.core.healthcheck.HealthCheck;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.filesystem.api.JamesDirectoriesProvider;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.modules.CleanupTaskModule;
import org.apache.james.modules.MailboxModule;
import org.apache.james.modules.MimeMessageModule;
import org.apache.james.modules.RunArgumentsModule;
import org.apache.james.modules.StartUpChecksModule;
import org.apache.james.modules.StartablesModule;
import org.apache.james.modules.protocols.ProtocolHandlerModule;
import org.apache.james.modules.server.DNSServiceModule;
import org.apache.james.modules.server.RawPostDequeueDecoratorModule;
import org.apache.james.onami.lifecycle.PreDestroyModule;
import org.apache.james.server.core.configuration.Configuration;
import org.apache.james.server.core.configuration.ConfigurationProvider;
import org.apache.james.server.core.filesystem.FileSystemImpl;
import org.apache.james.utils.ExtensionModule;
import org.apache.james.utils.PropertiesProvider;
import postern.meters.MicrometerGauges;
import postern.meters.MicrometerMetrics;

/**
 * The parts of James that we run: mailet container, mailbox, tasks, DNS. What listens on a port is bound elsewhere, and James'
 * SMTP, LMTP, POP3, ManageSieve, JMAP, WebAdmin and JMX are nowhere.
 */
final class James extends AbstractModule {
    private final Path home;
    private final JamesSettings settings;

    James(Path home, JamesSettings settings) {
        this.home = home;
        this.settings = settings;
    }

    @Override
    protected void configure() {
        install(new ExtensionModule());
        install(new StartUpChecksModule());
        install(new StartablesModule());
        install(new PreDestroyModule());
        install(new DNSServiceModule());
        install(new CleanupTaskModule());
        install(new MimeMessageModule());
        install(RunArgumentsModule.EMPTY);
        install(new MailboxModule());
        install(new RawPostDequeueDecoratorModule());
        install(new ProtocolHandlerModule());
        bindFiles();
        bind(MicrometerMetrics.class).in(Scopes.SINGLETON);
        bind(MetricFactory.class).to(MicrometerMetrics.class);
        bind(GaugeRegistry.class).to(MicrometerGauges.class);
        Multibinder.newSetBinder(binder(), HealthCheck.class);
    }

    private void bindFiles() {
        Configuration configuration = Configuration.builder().workingDirectory(home.toFile()).build();
        FileSystem files = new FileSystemImpl(configuration.directories());
        bind(FileSystem.class).toInstance(files);
        bind(Configuration.class).toInstance(configuration);
        bind(Configuration.ConfigurationPath.class).toInstance(configuration.configurationPath());
        bind(JamesDirectoriesProvider.class).toInstance(configuration.directories());
        bind(PropertiesProvider.class).toInstance(new PropertiesProvider(files, configuration.configurationPath()));
        bind(ConfigurationProvider.class).toInstance(settings);
    }
}
