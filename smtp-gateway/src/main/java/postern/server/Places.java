package postern.server;

import java.net.URISyntaxException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options for where things lie. */
public final class Places {
    /** Directory of the configuration. */
    @Option(names = "--conf", paramLabel = "DIR",
        description = "directory of desk.yaml and mailetcontainer.xml; default: conf beside the launcher, or $POSTERN_CONF")
    private Path conf;

    /** @return the directory that was said, or the default one */
    public Path conf() {
        return conf != null ? conf : byDefault("POSTERN_CONF", "conf");
    }

    /** Option for where the gateway keeps what it must not lose. */
    public static final class Home {
        @Option(names = "--home", paramLabel = "DIR",
            description = "directory of the store, keys and certificate, made at first use; default: var beside the launcher, or $POSTERN_HOME")
        private Path home;

        public Path get() {
            return home != null ? home : byDefault("POSTERN_HOME", "var");
        }
    }

    private static Path byDefault(String variable, String name) {
        String said = System.getenv(variable);
        return said != null && !said.isBlank() ? Path.of(said) : root().resolve(name);
    }

    /** The directory of the launcher: the jar lies in its smtp-gateway/target. */
    private static Path root() {
        try {
            Path code = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return Path.of("").toAbsolutePath().relativize(code.getParent().getParent().getParent());
        } catch (URISyntaxException | RuntimeException e) {
            return Path.of("");
        }
    }
}
