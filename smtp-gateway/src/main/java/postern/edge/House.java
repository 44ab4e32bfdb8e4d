package postern.edge;

import java.time.Clock;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import postern.desk.EdgePolicy;

/** What all sessions of one edge share. */
record House(Site site, Intake intake, Supplier<EdgePolicy> limits, Manners manners, Supplier<SSLContext> tls, Clock clock,
             Questions questions, Memory memory, EdgeMeters meters, Logbook logbook, Closing closing) {
    /** Whether the edge is being stopped. */
    static final class Closing {
        private volatile boolean begun;

        void begin() {
            begun = true;
        }

        boolean begun() {
            return begun;
        }
    }
}
