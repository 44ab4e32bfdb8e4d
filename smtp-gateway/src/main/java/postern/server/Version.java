package postern.server;

import java.util.Optional;
import picocli.CommandLine;

/** What {@code --version} says. */
final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion()).orElse("(from sources)");
        return new String[] {"Postern " + version + ", Java " + Runtime.version()};
    }
}
