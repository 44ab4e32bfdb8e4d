package postern.server;

import com.google.inject.Injector;
import java.util.List;
import javax.inject.Inject;

/** Finds and makes the mailets and matchers that mailetcontainer.xml names: ours by simple name, James' likewise, others in full. */
final class FlowParts {
    static final List<String> MAILETS = List.of("postern.mailets", "org.apache.james.transport.mailets");
    static final List<String> MATCHERS = List.of("postern.matchers", "org.apache.james.transport.matchers");

    private final Injector injector;

    @Inject
    FlowParts(Injector injector) {
        this.injector = injector;
    }

    <T> T make(Class<T> kind, String name, List<String> packages) throws ClassNotFoundException {
        return kind.cast(injector.getInstance(find(name, packages)));
    }

    static Class<?> find(String name, List<String> packages) throws ClassNotFoundException {
        if (name.contains(".")) {
            return Class.forName(name);
        }
        for (String home : packages) {
            try {
                return Class.forName(home + "." + name);
            } catch (ClassNotFoundException e) {
                continue;
            }
        }
        throw new ClassNotFoundException(name + " is in none of the packages " + String.join(", ", packages));
    }
}
