package postern.server;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.server.core.configuration.ConfigurationProvider;
import org.apache.james.server.core.configuration.FileConfigurationProvider;
import org.apache.james.util.LoggingLevel;
import postern.imap.Commands;

/** James' configuration: the order of the flow from conf/mailetcontainer.xml, all else from here. No other file is read. */
final class JamesSettings implements ConfigurationProvider {
    private static final String DNS = "<dns><autodiscover>true</autodiscover><setAsDNSJavaDefault>false</setAsDNSJavaDefault></dns>";

    private static final String IMAP = "<imapserver><imapPackages>" + Commands.class.getName() + "</imapPackages></imapserver>";

    private final Path conf;

    JamesSettings(Path conf) {
        this.conf = conf;
    }

    @Override
    public HierarchicalConfiguration<ImmutableNode> getConfiguration(String component, LoggingLevel onError) throws ConfigurationException {
        return switch (component) {
            case "mailetcontainer" -> flow();
            case "mailetcontainer.context" -> flow().configurationAt("context");
            case "mailetcontainer.spooler" -> flow().configurationAt("spooler");
            case "mailetcontainer.processors" -> flow().configurationAt("processors", true);
            case "dnsservice" -> xml(DNS);
            case "imapserver" -> xml(IMAP);
            default -> FileConfigurationProvider.EMPTY_CONFIGURATION;
        };
    }

    private HierarchicalConfiguration<ImmutableNode> flow() throws ConfigurationException {
        return FlowFile.read(conf.resolve("mailetcontainer.xml"));
    }

    private static HierarchicalConfiguration<ImmutableNode> xml(String text) throws ConfigurationException {
        return FileConfigurationProvider.getConfig(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
