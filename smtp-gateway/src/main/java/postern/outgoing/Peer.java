package postern.outgoing;

import java.util.HashMap;
import java.util.Map;
import javax.mail.Session;

/**
 * Whom a connection goes to, and as whom and how: all that makes one connection as good as another.
 *
 * @param port -1 for the usual one
 * @param user null without log-in
 */
record Peer(String host, int port, String user, String password, String localHost, Map<String, String> settings) {

    /** Settings of a session, but for one that is a mail's and not the connection's. */
    static Map<String, String> settings(Session session, String ofMail) {
        Map<String, String> settings = new HashMap<>();
        for (String name : session.getProperties().stringPropertyNames()) {
            if (!name.equals(ofMail)) {
                settings.put(name, session.getProperty(name));
            }
        }
        return settings;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
