package postern.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/** SIGHUP, by which admins say: read your configuration again. */
final class Hangup {
    private static final Logger LOG = LoggerFactory.getLogger(Hangup.class);

    private Hangup() {
    }

    static void run(Runnable reload) {
        try {
            Signal.handle(new Signal("HUP"), signal -> {
                LOG.info("SIGHUP");
                reload.run();
            });
        } catch (IllegalArgumentException e) {
            LOG.debug("No SIGHUP on this system", e);
        }
    }
}
