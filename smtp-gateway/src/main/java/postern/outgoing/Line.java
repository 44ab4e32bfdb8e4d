package postern.outgoing;

import com.sun.mail.smtp.SMTPTransport;
import java.time.Duration;
import java.util.Properties;
import javax.mail.Address;
import javax.mail.Message;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.URLName;

/** A connection that takes one mail after the other. For one thread at a time. */
final class Line {
    private static final int MAILS = 100;
    private static final long LONGEST_NANOS = Duration.ofMinutes(5).toNanos();

    private final Peer peer;
    private final Session session;
    private final SMTPTransport transport;
    private final long opened = System.nanoTime();
    private long usedAt = opened;
    private int mails;
    private boolean failed;

    private Line(Peer peer, Session session) {
        this.peer = peer;
        this.session = session;
        this.transport = new SMTPTransport(session, new URLName("smtp", peer.host(), peer.port(), null, null, null));
    }

    static Line open(Peer peer) throws MessagingException {
        Properties settings = new Properties();
        settings.putAll(peer.settings());
        Line line = new Line(peer, Session.getInstance(settings));
        line.transport.setLocalHost(peer.localHost());
        line.transport.connect(peer.host(), peer.port(), peer.user(), peer.password());
        return line;
    }

    Peer peer() {
        return peer;
    }

    boolean supports(String extension) {
        return transport.supportsExtension(extension);
    }

    /** @param from setting that names the sender */
    void send(Message message, Address[] recipients, String from, String sender) throws MessagingException {
        failed = true;
        session.getProperties().setProperty(from, sender);
        transport.sendMessage(message, recipients);
        failed = false;
        mails++;
        usedAt = System.nanoTime();
    }

    boolean mayStay() {
        return !failed && mails > 0 && mails < MAILS && System.nanoTime() - opened < LONGEST_NANOS;
    }

    boolean isIdleFor(Duration time) {
        return System.nanoTime() - usedAt >= time.toNanos();
    }

    /** Asks the peer. */
    boolean answers() {
        // RFC 5321 §4.1.1.9
        return transport.isConnected();
    }

    void close() {
        try {
            transport.close();
        } catch (MessagingException e) {
            // RFC 5321 §4.1.1.10: the mails are the peer's since its 250; how it takes the end of the session changes nothing.
            System.getLogger(Line.class.getName()).log(System.Logger.Level.DEBUG, "a connection to {0} ended roughly: {1}", peer, e.getMessage());
        }
    }
}
