package postern.outgoing;

import javax.mail.Address;
import javax.mail.Message;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.URLName;

/**
 * One delivery of RemoteDelivery over a kept {@link Line}. For one thread.
 *
 * <p>It bears the name of the library's class because RemoteDelivery rewrites 8-bit mail for a transport of any other name.
 */
public final class SMTPTransport extends com.sun.mail.smtp.SMTPTransport {
    private static final String FROM = "mail.smtp.from";
    /** The mail library makes transports by name and gives them nothing to share but this. */
    private static final KeptLines LINES = new KeptLines();

    private Line line;

    public SMTPTransport(Session session, URLName url) {
        super(session, url);
    }

    @Override
    protected boolean protocolConnect(String host, int port, String user, String password) throws MessagingException {
        line = LINES.take(new Peer(host, port, user, password, getLocalHost(), Peer.settings(session, FROM)));
        return true;
    }

    @Override
    public synchronized boolean isConnected() {
        return line != null;
    }

    @Override
    public synchronized boolean supportsExtension(String extension) {
        return line.supports(extension);
    }

    @Override
    public synchronized void sendMessage(Message message, Address[] recipients) throws MessagingException {
        try {
            line.send(message, recipients, FROM, session.getProperty(FROM));
        } catch (StackOverflowError | LinkageError e) {
            // RemoteDelivery gives back what failed by an exception only.
            throw new MessagingException("the mail could not be sent", new IllegalStateException(e));
        }
    }

    @Override
    public synchronized void close() throws MessagingException {
        Line done = line;
        line = null;
        super.close();
        if (done != null) {
            LINES.giveBack(done);
        }
    }
}
