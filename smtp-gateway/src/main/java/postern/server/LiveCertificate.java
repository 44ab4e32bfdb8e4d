package postern.server;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import javax.inject.Provider;
import javax.net.ssl.SSLContext;
import postern.desk.Desk;

/** The certificate of the moment: of the files that the desk names, or our own. Thread-safe. */
final class LiveCertificate implements Provider<SSLContext> {
    private final Path home;
    private final Clock clock;
    private volatile SSLContext context;

    /** @throws IOException if the files cannot be used; the message says what to do */
    LiveCertificate(Path home, Desk desk, Clock clock) throws IOException {
        this.home = home;
        this.clock = clock;
        read(desk);
    }

    /** Takes the files as they are now; if they cannot be used, the earlier ones stay. */
    void read(Desk desk) throws IOException {
        var listeners = desk.listeners();
        try {
            TlsIdentity identity = listeners.certificate().isPresent()
                ? TlsIdentity.read(listeners.certificate().get(), listeners.key().orElseThrow())
                : new SelfSigned(home, desk.hostname(), clock).identity();
            context = identity.context();
        } catch (GeneralSecurityException e) {
            throw new IOException("the TLS certificate cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public SSLContext get() {
        return context;
    }
}
