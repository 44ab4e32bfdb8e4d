package postern.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The company's mail server as the gateway sees it: takes every mail on a loopback port and hands it to a listener, one
 * virtual thread a connection.
 */
public final class CompanyServer implements Closeable {
    private static final int LINE_LIMIT = 4096;
    private static final int CONTENT_LIMIT = 64 * 1024 * 1024;

    /**
     * A mail it took.
     *
     * @param sender envelope sender, empty for the null sender
     * @param content after dot-unstuffing
     */
    public record Delivery(String sender, List<String> recipients, byte[] content) {
        public Delivery {
            recipients = List.copyOf(recipients);
        }
    }

    private final ServerSocket listening;
    private final Duration timeout;
    private final Consumer<Delivery> listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private CompanyServer(ServerSocket listening, Duration timeout, Consumer<Delivery> listener) {
        this.listening = listening;
        this.timeout = timeout;
        this.listener = listener;
    }

    /**
     * @param timeout for a silent client
     * @param listener called by the connections' threads, before the 250
     */
    public static CompanyServer start(Duration timeout, Consumer<Delivery> listener) throws IOException {
        CompanyServer server = new CompanyServer(new ServerSocket(0, 256, InetAddress.getLoopbackAddress()), timeout, listener);
        Thread.ofVirtual().name("company-server").start(server::acceptAll);
        return server;
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());
    }

    private void acceptAll() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                open.add(socket);
                Thread.ofVirtual().name("company-server-session").start(() -> serve(socket));
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    throw new java.io.UncheckedIOException("the company server on loopback stopped", e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
            new Session(new BufferedInputStream(socket.getInputStream(), 8192), socket.getOutputStream()).run();
        } catch (IOException e) {
            // A client that goes away in the middle keeps its mail and comes again: nothing was promised to it.
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    /** One connection. */
    private final class Session {
        private final InputStream in;
        private final OutputStream out;
        private final List<String> recipients = new ArrayList<>();
        private String sender = "";

        Session(InputStream in, OutputStream out) {
            this.in = in;
            this.out = out;
        }

        void run() throws IOException {
            say("220 company mail server");
            for (String line = line(); line != null; line = line()) {
                String verb = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(Locale.ROOT);
                switch (verb) {
                    case "EHLO" -> say("250-company mail server\r\n250-8BITMIME\r\n250-PIPELINING\r\n250 SMTPUTF8");
                    case "HELO", "NOOP" -> say("250 OK");
                    case "RSET" -> {
                        recipients.clear();
                        say("250 OK");
                    }
                    case "MAIL" -> {
                        recipients.clear();
                        sender = path(line);
                        say("250 OK");
                    }
                    case "RCPT" -> {
                        recipients.add(path(line));
                        say("250 OK");
                    }
                    case "DATA" -> data();
                    case "QUIT" -> {
                        say("221 Bye");
                        return;
                    }
                    default -> say("500 What?");
                }
            }
        }

        private void data() throws IOException {
            if (recipients.isEmpty()) {
                say("503 Recipients first");
                return;
            }
            say("354 Go ahead");
            byte[] content = content();
            listener.accept(new Delivery(sender, recipients, content));
            recipients.clear();
            say("250 Taken");
        }

        private byte[] content() throws IOException {
            ByteArrayOutputStream content = new ByteArrayOutputStream(8192);
            while (content.size() < CONTENT_LIMIT) {
                int first = in.read();
                if (first == '.') {
                    first = in.read();
                    if (first == '\r') {
                        in.read();
                        return content.toByteArray();
                    }
                }
                int octet = first;
                for (; octet >= 0 && octet != '\n'; octet = in.read()) {
                    content.write(octet);
                }
                if (octet < 0) {
                    throw new IOException("the client left in the middle of a mail");
                }
                content.write('\n');
            }
            throw new IOException("the client sends a mail of over " + CONTENT_LIMIT + " octets");
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder(80);
            for (int octet = in.read(); octet != '\n'; octet = in.read()) {
                if (octet < 0 || line.length() > LINE_LIMIT) {
                    return null;
                }
                if (octet != '\r') {
                    line.append((char) octet);
                }
            }
            return line.toString();
        }

        private String path(String line) {
            int start = line.indexOf('<');
            int end = line.indexOf('>', start + 1);
            return start < 0 || end < 0 ? "" : line.substring(start + 1, end);
        }

        private void say(String reply) throws IOException {
            out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
    }
}
