package postern.edge;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import static org.assertj.core.api.Assertions.assertThat;

/** A raw socket that speaks line by line or octet by octet. Characters are octets (ISO 8859-1). */
final class Client implements AutoCloseable {
    private static final int PATIENCE = 60_000;

    private Socket socket;
    private InputStream in;
    private OutputStream out;

    Client(int port, boolean tls) throws IOException {
        use(new Socket(InetAddress.getLoopbackAddress(), port));
        if (tls) {
            secure();
        }
    }

    private void use(Socket now) throws IOException {
        socket = now;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    void secure() throws IOException {
        SSLSocket tls = (SSLSocket) TestCertificate.CLIENT.getSocketFactory().createSocket(socket, "mx.postern.example", socket.getPort(), true);
        tls.startHandshake();
        use(tls);
    }

    /** Sends these octets as they are. */
    Client send(String octets) throws IOException {
        out.write(octets.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return this;
    }

    Client say(String line) throws IOException {
        return send(line + "\r\n");
    }

    /** Says a command and expects one reply. */
    Client ask(String line, String expected) throws IOException {
        return say(line).expect(expected);
    }

    /** Reads one whole reply, multi-line ones with LF between the lines. @return null when the connection has ended */
    String reply() throws IOException {
        StringBuilder text = new StringBuilder();
        while (true) {
            String line = line();
            if (line == null) {
                return text.isEmpty() ? null : text.toString();
            }
            text.append(line);
            if (line.length() < 4 || line.charAt(3) != '-') {
                return text.toString();
            }
            text.append('\n');
        }
    }

    /** One line of a reply. @return null when the connection has ended */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        try {
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                if (octet == '\n') {
                    assertThat(line).endsWith("\r");
                    return line.substring(0, line.length() - 1);
                }
                line.append((char) octet);
            }
        } catch (SocketException e) {
            return null;
        }
        return line.isEmpty() ? null : line.toString();
    }

    /** The next reply must match, {@code *} standing for anything. */
    Client expect(String pattern) throws IOException {
        assertThat(reply()).as("reply that matches " + pattern).isNotNull().matches(glob(pattern));
        return this;
    }

    static Pattern glob(String pattern) {
        return Pattern.compile(Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")), Pattern.DOTALL);
    }

    void expectEnd() throws IOException {
        assertThat(reply()).as("end of the connection").isNull();
    }

    /** From MAIL to DATA and its 354. */
    Client data() throws IOException {
        return envelope().ask("DATA", "354 *");
    }

    Client envelope() throws IOException {
        return ask("MAIL FROM:<customer@elsewhere.example>", "250 2.1.0 *").ask("RCPT TO:<orders@postern.example>", "250 2.1.5 *");
    }

    Client logIn(String name, String password) throws IOException {
        byte[] message = ("\0" + name + "\0" + password).getBytes(StandardCharsets.UTF_8);
        return ask("AUTH PLAIN " + Base64.getEncoder().encodeToString(message), "235 2.7.0 *");
    }

    void endSending() throws IOException {
        socket.shutdownOutput();
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
