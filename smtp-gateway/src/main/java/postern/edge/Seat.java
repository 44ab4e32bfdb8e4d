package postern.edge;

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
 * <p>The library reads lines with rules of its own: it ends the connection at 998 octets or at a broken character, logs
 * what it reads (passwords too), and answers unknown verbs without counting them. So it does not see what the peer sent. It reads
 * from here one verb a command, always one that its command table has, and the table leads back to the {@link Dialogue}, which
 * knows the whole line. Reading one line at a time also keeps the library's buffer empty between commands: what the peer
 * sent ahead waits in the {@link Wire}.
 */
final class Seat extends Socket {
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
        return new InputStream() {
            private byte[] verb = {};
            private int at;

            @Override
            public int read() {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0];
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                if (at == verb.length) {
                    String next = dialogue.listen();
                    if (next == null) {
                        return -1;
                    }
                    verb = (next + "\r\n").getBytes(StandardCharsets.US_ASCII);
                    at = 0;
                }
                int count = Math.min(length, verb.length - at);
                System.arraycopy(verb, at, into, offset, count);
                at += count;
                return count;
            }
        };
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
