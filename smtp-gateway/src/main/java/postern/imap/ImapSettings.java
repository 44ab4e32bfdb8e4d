package postern.imap;

import java.time.Duration;
import javax.inject.Provider;
import javax.net.ssl.SSLContext;
import postern.desk.Endpoint;

/**
 * What the IMAP port is told.
 *
 * @param imap where STARTTLS is asked for before log-in
 * @param imaps where TLS begins at once
 * @param tls certificate of the moment
 * @param agent limits after log-in
 * @param budget of literals on the way, common to all connections
 * @param doorkeeper looks after log-ins, common to all connections
 * @param largest octets of a mail
 * @param provision whether an agent's first log-in makes the usual folders
 * @param heartbeat how often an idling client hears from us, so that routers keep the connection
 */
record ImapSettings(Endpoint imap, Endpoint imaps, Provider<SSLContext> tls, CommandLimits agent, Budget budget,
                    Doorkeeper doorkeeper, long largest, boolean provision, Duration heartbeat) {
    static ImapSettings of(Endpoint imap, Endpoint imaps, Provider<SSLContext> tls, long messageSize, boolean provision) {
        long share = Runtime.getRuntime().maxMemory() / 4;
        return new ImapSettings(imap, imaps, tls, CommandLimits.agent(messageSize), new Budget(Math.max(share, messageSize)),
            new Doorkeeper(Duration.ofSeconds(60)), messageSize, provision, Duration.ofMinutes(2));
    }
}
