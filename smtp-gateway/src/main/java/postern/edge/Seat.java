package postern.edge;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * The socket that the library's session sits on.
 *
 * <p>The library reads lines with rules of its own: it ends the connection at 998 octets or at a broken character, logs what it
 * reads (passwords too), answers unknown verbs without counting them, and keeps eight kilobytes for each session that waits. So
 * it does not see what the peer sent. From here it reads one word, {@link #BEGIN}, whose entry in the command table carries on the
 * whole conversation.
 */
final class Seat extends Socket {
    static final String BEGIN = "BEGIN";

    private final InputStream word = new ByteArrayInputStream((BEGIN + "\r\n").getBytes(StandardCharsets.US_ASCII));
    private final Wire wire;
    private final Dialogue dialogue;

    Seat(Wire wire, Dialogue dialogue) {
        this.wire = wire;
        this.dialogue = dialogue;
    }

    Dialogue dialogue() {
        return dialogue;
    }

    Socket raw() {
        return wire.socket();
    }

    @Override
    public InputStream getInputStream() {
        return word;
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int octet) {
                wire.write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] octets, int offset, int length) {
                wire.write(octets, offset, length);
            }
        };
    }

    /** The wire has deadlines of its own. */
    @Override
    public void setSoTimeout(int milliseconds) {
    }

    @Override
    public InetAddress getInetAddress() {
        return wire.socket().getInetAddress();
    }

    @Override
    public int getPort() {
        return wire.socket().getPort();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return wire.socket().getRemoteSocketAddress();
    }

    @Override
    public boolean isBound() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return wire.isClosed();
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
