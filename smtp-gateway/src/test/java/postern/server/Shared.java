package postern.server;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What all tests of a class share, nested ones too: started before the first in a home of its own, closed behind the last. */
public final class Shared<T extends AutoCloseable> implements BeforeAllCallback, AfterAllCallback {
    /** Starts it. */
    @FunctionalInterface
    public interface Start<T> {
        T in(Path home) throws Exception;
    }

    private final Start<T> start;
    private Path home;
    private T started;
    private int classes;

    public Shared(Start<T> start) {
        this.start = start;
    }

    public static Shared<TestGateway> gateway() {
        return new Shared<>(TestGateway::start);
    }

    public T get() {
        return started;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        if (classes++ == 0) {
            home = Files.createTempDirectory("postern-test-");
            started = start.in(home);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (--classes == 0) {
            if (started != null) {
                started.close();
            }
            MoreFiles.deleteRecursively(home, RecursiveDeleteOption.ALLOW_INSECURE);
        }
    }
}
