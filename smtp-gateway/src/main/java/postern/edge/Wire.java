package postern.edge;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * The octets of one connection, in clear or under TLS, with a deadline for the phase it is in.
 *
 * <p>All octets that came but were not used yet are here and nowhere else, so STARTTLS can throw them away. Replies are gathered
 * until the peer's pipelined commands are used up: nothing blocks on reading before they are sent (RFC 2920 §3.2).
 */
final class Wire {
    /** What a waiting session keeps for the next command, and for its reply. */
    private static final int IDLE = 512;
    private static final int LAST_READS = 64;
    private static final Duration FAREWELL = Duration.ofSeconds(1);
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final Socket raw;
    private Socket transport;
    private InputStream in;
    private OutputStream out;
    private byte[] waiting = new byte[IDLE];
    private int from;
    private int to;
    private byte[] replies = new byte[IDLE];
    private int replied;
    private volatile long deadline;
    private volatile boolean held;
    private volatile boolean idle = true;

    Wire(Socket raw) throws IOException {
        this.raw = raw;
        // Without it a pipelined transaction waits 40 ms for the peer's delayed acknowledgement.
        raw.setTcpNoDelay(true);
        use(raw);
    }

    private void use(Socket socket) throws IOException {
        transport = socket;
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** Begins a phase that must end, reads and writes together, within this time. */
    void allow(Duration phase) {
        deadline = System.nanoTime() + phase.toNanos();
        held = false;
    }

    /** Begins a phase in which the peer waits for us; it has no deadline of the peer's. */
    void hold() {
        held = true;
    }

    boolean overdue(long now) {
        return !held && deadline - now < 0;
    }

    /** One octet or -1. @throws SocketTimeoutException when the phase is over */
    int read() throws IOException {
        if (from == to) {
            from = 0;
            to = 0;
            if (waiting.length > 4 * IDLE) {
                waiting = new byte[IDLE];
            }
            int count = receive(waiting, 0, waiting.length);
            if (count < 0) {
                return -1;
            }
            to = count;
        }
        return waiting[from++] & 0xff;
    }

    /** As {@link InputStream#read(byte[], int, int)}: what waits already, else what the peer sends next. */
    int read(byte[] into, int at, int length) throws IOException {
        if (from == to) {
            return receive(into, at, length);
        }
        int count = Math.min(length, to - from);
        System.arraycopy(waiting, from, into, at, count);
        from += count;
        return count;
    }

    private int receive(byte[] into, int at, int length) throws IOException {
        push();
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException();
        }
        transport.setSoTimeout((int) Math.min(Integer.MAX_VALUE, 1 + left / 1_000_000));
        return in.read(into, at, length);
    }

    /** Gives back octets that were read too far. */
    void unread(byte[] octets, int at, int length) {
        int kept = to - from;
        byte[] joined = length + kept <= waiting.length && kept == 0 ? waiting : new byte[Math.max(IDLE, length + kept)];
        System.arraycopy(waiting, from, joined, length, kept);
        System.arraycopy(octets, at, joined, 0, length);
        waiting = joined;
        from = 0;
        to = length + kept;
    }

    /** Forgets what the peer sent ahead. @return how many octets that were */
    int discard() {
        int count = to - from;
        from = to;
        return count;
    }

    void write(String ascii) {
        byte[] octets = ascii.getBytes(StandardCharsets.US_ASCII);
        write(octets, 0, octets.length);
    }

    void write(byte[] octets, int at, int length) {
        if (replied + length > replies.length) {
            replies = Arrays.copyOf(replies, Math.max(replies.length * 2, replied + length));
        }
        System.arraycopy(octets, at, replies, replied, length);
        replied += length;
    }

    /** Sends the gathered replies. A peer with more of them open than any pipeline needs waits for the sending. */
    void push() throws IOException {
        if (replied > 0) {
            int count = replied;
            replied = 0;
            out.write(replies, 0, count);
            if (replies.length > 4 * IDLE) {
                replies = new byte[IDLE];
            }
        }
    }

    /** Sends replies early when many are gathered. */
    void pushIfMany() throws IOException {
        if (replied >= 16 * IDLE) {
            push();
        }
    }

    /** Shakes hands as the server; whatever came in clear before is forgotten (RFC 3207 §4.2, CVE-2011-0411). */
    Visit.Tls secure(SSLContext context) throws IOException {
        push();
        discard();
        // The address instead of a name: a name would be looked up.
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(raw, raw.getInetAddress().getHostAddress(), raw.getPort(), true);
        tls.setUseClientMode(false);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setUseCipherSuitesOrder(true);
        tls.setSSLParameters(parameters);
        raw.setSoTimeout((int) Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
        idle = true;
        tls.startHandshake();
        idle = false;
        use(tls);
        SSLSession session = tls.getSession();
        return new Visit.Tls(session.getProtocol(), session.getCipherSuite());
    }

    /** Says whether the session waits for the peer, as against being in the middle of a mail or of work of ours. */
    void idle(boolean now) {
        idle = now;
    }

    /** Ends the peer's sending if the session waits for it, so that it wakes up. */
    void wakeIfIdle() {
        if (!idle) {
            return;
        }
        try {
            raw.shutdownInput();
        } catch (IOException e) {
            cut();
        }
    }

    /** Closes at once, from any thread. */
    void cut() {
        try {
            raw.close();
        } catch (IOException e) {
            // Closed all the same.
        }
    }

    /**
     * Closes so that the peer can still read the last reply: octets of its that nobody read would make the kernel answer with a
     * reset, which overtakes the reply.
     */
    void lastWord() {
        try {
            push();
            if (transport == raw) {
                raw.shutdownOutput();
                allow(FAREWELL);
                byte[] rest = new byte[8192];
                for (int i = 0; i < LAST_READS && receive(rest, 0, rest.length) >= 0; i++) {
                    discard();
                }
            }
        } catch (IOException e) {
            // The peer is gone or does not stop: the close below is the answer.
        }
        close();
    }

    void close() {
        allow(FAREWELL);
        try {
            push();
            transport.close();
        } catch (IOException e) {
            // Nothing is owed to a peer that is gone.
        } finally {
            cut();
        }
    }

    boolean isClosed() {
        return raw.isClosed();
    }

    Socket socket() {
        return raw;
    }

    /** As {@link #read()}, where the peer must not end. */
    int need() throws IOException {
        int octet = read();
        if (octet < 0) {
            throw new EOFException();
        }
        return octet;
    }
}
