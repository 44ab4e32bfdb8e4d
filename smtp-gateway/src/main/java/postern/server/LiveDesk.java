package postern.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.inject.Provider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import postern.desk.Desk;
import postern.desk.file.Checked;
import postern.desk.file.DeskFile;

/**
 * The desk of the moment. A desk.yaml with mistakes never takes the place of a right one: its mistakes go to the log and the
 * running desk stays. Thread-safe.
 */
public final class LiveDesk implements Provider<Desk> {
    private static final Logger LOG = LoggerFactory.getLogger(LiveDesk.class);

    private final Path file;
    private final UnaryOperator<Desk> settings;
    private final List<Consumer<Desk>> listeners = new CopyOnWriteArrayList<>();
    private volatile Desk desk;

    private LiveDesk(Path file, UnaryOperator<Desk> settings, Desk desk) {
        this.file = file;
        this.settings = settings;
        this.desk = desk;
    }

    /**
     * @param conf directory with desk.yaml
     * @throws WrongDesk with all mistakes
     */
    public static LiveDesk open(Path conf) throws WrongDesk {
        return open(conf, UnaryOperator.identity());
    }

    /** @param settings changes each desk that is read, such as its ports */
    public static LiveDesk open(Path conf, UnaryOperator<Desk> settings) throws WrongDesk {
        Path file = conf.resolve("desk.yaml");
        return new LiveDesk(file, settings, settings.apply(read(file)));
    }

    /** @throws WrongDesk with all mistakes */
    static Desk read(Path file) throws WrongDesk {
        return checked(file).desk();
    }

    /** @throws WrongDesk with all mistakes */
    static Checked.Right checked(Path file) throws WrongDesk {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new WrongDesk(file + ": cannot be read (" + e.getClass().getSimpleName() + "); "
                + "write --conf with the directory that holds desk.yaml, or start from the sample that came with Postern");
        }
        return switch (DeskFile.read(file.toString(), text)) {
            case Checked.Right right -> right;
            case Checked.Wrong wrong -> throw new WrongDesk(wrong.text());
        };
    }

    Path file() {
        return file;
    }

    @Override
    public Desk get() {
        return desk;
    }

    /** @param listener called after each change, by the thread that reloads */
    void onChange(Consumer<Desk> listener) {
        listeners.add(listener);
    }

    /** Reads the file again. @return whether the desk of the file runs now */
    public synchronized boolean reload() {
        try {
            Desk fresh = settings.apply(read(file));
            if (!fresh.equals(desk)) {
                warn(desk, fresh);
                desk = fresh;
                LOG.info("{} is in force", file);
            }
        } catch (WrongDesk e) {
            LOG.error("{} has mistakes, the earlier one stays in force:\n{}", file, e.getMessage());
            return false;
        }
        listeners.forEach(listener -> listener.accept(desk));
        return true;
    }

    private static void warn(Desk old, Desk fresh) {
        if (!old.listeners().equals(fresh.listeners())) {
            LOG.warn("The ports of 'listen' change at the next start");
        }
        if (!old.outgoing().smartHost().equals(fresh.outgoing().smartHost()) || !old.hostname().equals(fresh.hostname())) {
            LOG.warn("Smart host and host name change at the next start");
        }
    }
}
