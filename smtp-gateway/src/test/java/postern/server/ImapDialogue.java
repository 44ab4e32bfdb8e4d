package postern.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** An IMAP connection as octets: lines out, lines in. A literal of an answer stands inside its line. */
public final class ImapDialogue implements AutoCloseable {
    private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)}$");
    private static final int TIMEOUT_MILLIS = 60_000;

    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private int tag;

    private ImapDialogue(Socket socket) throws IOException {
        use(socket);
    }

    private void use(Socket now) throws IOException {
        now.setSoTimeout(TIMEOUT_MILLIS);
        now.setTcpNoDelay(true);
        socket = now;
        in = new BufferedInputStream(now.getInputStream());
        out = now.getOutputStream();
    }

    /** Connects with TLS from the first octet and reads the greeting. */
    public static ImapDialogue connect(int port) throws IOException {
        ImapDialogue dialogue = new ImapDialogue(trusting().getSocketFactory().createSocket("127.0.0.1", port));
        dialogue.line();
        return dialogue;
    }

    /** Connects in the clear and reads the greeting. */
    public static ImapDialogue plain(int port) throws IOException {
        ImapDialogue dialogue = new ImapDialogue(new Socket("127.0.0.1", port));
        dialogue.line();
        return dialogue;
    }

    /** Puts TLS on the connection, after the server agreed to STARTTLS. */
    public void startTls() throws IOException {
        SSLSocket secure = (SSLSocket) trusting().getSocketFactory().createSocket(socket, "127.0.0.1", socket.getPort(), true);
        secure.startHandshake();
        use(secure);
    }

    static SSLContext trusting() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends octets as they are. */
    public void raw(String octets) throws IOException {
        out.write(octets.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** @return all lines of the answer; the last one is the tagged one */
    public List<String> command(String command) throws IOException {
        String mark = "t" + ++tag;
        raw(mark + " " + command + "\r\n");
        List<String> lines = new ArrayList<>();
        do {
            lines.add(line());
        } while (!lines.getLast().startsWith(mark + " "));
        return lines;
    }

    /** @return all lines before the tagged one, which must be OK */
    public List<String> ok(String command) throws IOException {
        List<String> lines = command(command);
        if (!lines.getLast().matches("(?s)t\\d+ OK.*")) {
            throw new AssertionError(command + ": " + lines.getLast());
        }
        return lines.subList(0, lines.size() - 1);
    }

    /** Puts a message into a folder. @param message with CR LF */
    public void append(String folder, String message) throws IOException {
        raw("a APPEND \"" + folder + "\" {" + message.getBytes(StandardCharsets.UTF_8).length + "+}\r\n" + message + "\r\n");
        String line = line();
        while (!line.startsWith("a ")) {
            line = line();
        }
        if (!line.startsWith("a OK")) {
            throw new AssertionError("APPEND: " + line);
        }
    }

    /** Number of messages of a folder, 0 if it cannot be seen. */
    public int count(String folder) throws IOException {
        Matcher found = Pattern.compile("MESSAGES (\\d+)").matcher(String.join("\n", command("STATUS \"" + folder + "\" (MESSAGES)")));
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }

    /** @throws EOFException when the server closed the connection */
    public String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("closed after '" + line.toString(StandardCharsets.UTF_8) + "'");
            }
            if (octet == '\n') {
                String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
                Matcher literal = LITERAL.matcher(text);
                if (!literal.find()) {
                    return text;
                }
                line.write('\n');
                line.write(in.readNBytes(Integer.parseInt(literal.group(1))));
            } else {
                line.write(octet);
            }
        }
    }

    /** Sends a line whose characters are octets. */
    public void bareLine(String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** @return the next line as it came, without its CR LF */
    public String bareLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("closed after '" + line.toString(StandardCharsets.ISO_8859_1) + "'");
            }
            line.write(octet);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** Reads until the server closes. @return what it still said */
    public String rest() throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        try {
            in.transferTo(rest);
        } catch (java.net.SocketException e) {
            rest.write("(reset)".getBytes(StandardCharsets.US_ASCII));
        }
        return rest.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException("a server shows no client certificate");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            if (chain.length == 0) {
                throw new IllegalArgumentException("no certificate");
            }
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
