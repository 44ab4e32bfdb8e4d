package postern.server;

import java.lang.reflect.Constructor;
import picocli.CommandLine;
import postern.terminal.Terminal;

/** Makes commands; those that show something get the terminal. */
final class Commands implements CommandLine.IFactory {
    private final CommandLine.IFactory plain = CommandLine.defaultFactory();
    private final Terminal terminal;

    Commands(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public <K> K create(Class<K> kind) throws Exception {
        for (Constructor<?> constructor : kind.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Terminal.class) {
                constructor.setAccessible(true);
                return kind.cast(constructor.newInstance(terminal));
            }
        }
        return plain.create(kind);
    }
}
