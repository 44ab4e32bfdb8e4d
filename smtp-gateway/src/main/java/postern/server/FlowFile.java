package postern.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.server.core.configuration.FileConfigurationProvider;

/** Reads conf/mailetcontainer.xml and finds its mistakes without running it. */
final class FlowFile {
    private static final Set<String> NEEDED = new TreeSet<>(Set.of("root", "error", "bounces", "outgoing", "local", "unheard", "undelivered"));

    private FlowFile() {
    }

    /** @throws WrongDesk with all mistakes */
    static void check(Path conf) throws WrongDesk {
        Path file = conf.resolve("mailetcontainer.xml");
        List<String> mistakes = new ArrayList<>();
        try {
            Set<String> missing = new TreeSet<>(NEEDED);
            for (var processor : read(file).configurationsAt("processors.processor")) {
                missing.remove(processor.getString("[@state]", ""));
                for (var line : processor.configurationsAt("mailet")) {
                    check(file, processor.getString("[@state]", "?"), line, mistakes);
                }
            }
            missing.forEach(state -> mistakes.add(file + ": there is no processor '" + state + "'; copy it from the file that came with Postern"));
        } catch (ConfigurationException e) {
            mistakes.add(file + ": " + e.getMessage() + "; copy the file that came with Postern");
        }
        if (!mistakes.isEmpty()) {
            throw new WrongDesk(String.join("\n", mistakes));
        }
    }

    private static void check(Path file, String state, HierarchicalConfiguration<ImmutableNode> line, List<String> mistakes) {
        String mailet = line.getString("[@class]", "");
        String matcher = line.getString("[@match]", line.getString("[@notmatch]", "")).split("=", 2)[0];
        known(FlowParts.MAILETS, mailet).ifPresent(trouble -> mistakes.add(file + ": processor '" + state + "': mailet " + trouble));
        if (!matcher.isEmpty()) {
            known(FlowParts.MATCHERS, matcher).ifPresent(trouble -> mistakes.add(file + ": processor '" + state + "': matcher " + trouble));
        }
    }

    private static Optional<String> known(List<String> packages, String name) {
        try {
            FlowParts.find(name, packages);
            return Optional.empty();
        } catch (ClassNotFoundException e) {
            return Optional.of(e.getMessage());
        }
    }

    static HierarchicalConfiguration<ImmutableNode> read(Path file) throws ConfigurationException {
        try (InputStream in = Files.newInputStream(file)) {
            return FileConfigurationProvider.getConfig(in);
        } catch (IOException e) {
            throw new ConfigurationException("cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }
}
