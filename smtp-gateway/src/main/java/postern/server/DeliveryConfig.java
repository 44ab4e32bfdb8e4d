package postern.server;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.james.transport.mailets.remote.delivery.RemoteDeliveryConfiguration;
import org.apache.mailet.MailetConfig;
import org.apache.mailet.MailetContext;
import postern.desk.Desk;
import postern.outgoing.SMTPTransport;
import postern.spool.SqlOutbox;

/**
 * The configuration of {@code RemoteDelivery}: what mailetcontainer.xml says, and for what it leaves open, the desk's smart
 * host, host name and waits between attempts, with TLS wherever the other side offers it.
 */
final class DeliveryConfig implements MailetConfig {
    private final MailetConfig written;
    private final Map<String, String> parameters = new LinkedHashMap<>();

    DeliveryConfig(MailetConfig written, Desk desk) {
        this.written = written;
        desk.outgoing().smartHost().ifPresent(host -> parameters.put(RemoteDeliveryConfiguration.GATEWAY, host));
        parameters.put(RemoteDeliveryConfiguration.HELO_NAME, desk.hostname());
        List<Duration> retries = desk.outgoing().retries();
        parameters.put(RemoteDeliveryConfiguration.DELAY_TIME, retries.stream().map(wait -> wait.toSeconds() + " seconds").collect(Collectors.joining(", ")));
        parameters.put(RemoteDeliveryConfiguration.MAX_RETRIES, Integer.toString(retries.size()));
        parameters.put(RemoteDeliveryConfiguration.START_TLS, "true");
        // RFC 7435 §3: opportunistic TLS takes any certificate, because refusing it would send in the clear.
        parameters.put(RemoteDeliveryConfiguration.VERIFY_SERVER_IDENTITY, "false");
        parameters.put("mail.smtp.ssl.trust", "*");
        // RFC 5321 §4.1.1.10: the mail is the other side's since its 250; its answer to QUIT changes nothing.
        parameters.put("mail.smtp.quitwait", "false");
        parameters.put("mail.smtp.class", SMTPTransport.class.getName());
        // RFC 5321 §4.5.3.2.5: three minutes for a block of data. A peer that takes none would keep its connection for good.
        parameters.put("mail.smtp.writetimeout", Long.toString(Duration.ofMinutes(3).toMillis()));
        written.getInitParameterNames().forEachRemaining(name -> parameters.put(name, written.getInitParameter(name)));
        parameters.put(RemoteDeliveryConfiguration.OUTGOING, SqlOutbox.OUTGOING.asString());
    }

    @Override
    public String getInitParameter(String name) {
        return parameters.get(name);
    }

    @Override
    public Iterator<String> getInitParameterNames() {
        return parameters.keySet().iterator();
    }

    @Override
    public MailetContext getMailetContext() {
        return written.getMailetContext();
    }

    @Override
    public String getMailetName() {
        return written.getMailetName();
    }
}
