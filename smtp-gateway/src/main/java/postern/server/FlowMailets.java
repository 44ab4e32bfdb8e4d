package postern.server;

import javax.inject.Inject;
import javax.inject.Provider;
import javax.mail.MessagingException;
import org.apache.james.mailetcontainer.api.MailetLoader;
import org.apache.james.transport.mailets.RemoteDelivery;
import org.apache.mailet.Mailet;
import org.apache.mailet.MailetConfig;
import postern.desk.Desk;

/** Makes the mailets of the flow. {@code RemoteDelivery} gets its smart host and its name from the desk. */
final class FlowMailets implements MailetLoader {
    private final FlowParts parts;
    private final Provider<Desk> desk;

    @Inject
    FlowMailets(FlowParts parts, Provider<Desk> desk) {
        this.parts = parts;
        this.desk = desk;
    }

    @Override
    public Mailet getMailet(MailetConfig config) throws MessagingException {
        try {
            Mailet mailet = parts.make(Mailet.class, config.getMailetName(), FlowParts.MAILETS);
            mailet.init(mailet instanceof RemoteDelivery ? new DeliveryConfig(config, desk.get()) : config);
            return mailet;
        } catch (ClassNotFoundException | RuntimeException e) {
            throw new MessagingException("mailetcontainer.xml: cannot make mailet " + config.getMailetName() + ": " + e.getMessage(),
                new Exception(e));
        }
    }
}
