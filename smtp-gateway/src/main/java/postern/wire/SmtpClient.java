package postern.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * A connection of a mail program to an SMTP server. For one thread at a time.
 *
 * <p>Commands are put together in one buffer and leave in one write, so that a mail costs four round trips, or two with
 * pipelining, and no more system calls than that.
 */
public final class SmtpClient implements Closeable {
    private static final int LINE_LIMIT = 4096;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream(1024);
    private final StringBuilder line = new StringBuilder(128);
    private final boolean pipelining;

    private SmtpClient(Socket socket, boolean pipelining) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 2048);
        this.out = socket.getOutputStream();
        this.pipelining = pipelining;
    }

    /** Connects and greets. @throws SmtpException if the server does not want us */
    public static SmtpClient connect(InetSocketAddress server, String helo, Duration timeout, boolean pipelining) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
            socket.connect(server, Math.toIntExact(timeout.toMillis()));
            SmtpClient client = new SmtpClient(socket, pipelining);
            client.expect(client.reply(), 220);
            client.expect(client.command("EHLO " + helo), 250);
            return client;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Sends one mail.
     *
     * @param sender empty for the null sender
     * @param content as {@link #stuffed} gives it
     * @return the reply to the end of the data, or the first refusal before it
     */
    public Reply send(String sender, List<String> recipients, byte[] content) throws IOException {
        return pipelining ? sendPipelined(sender, recipients, content) : sendStepwise(sender, recipients, content);
    }

    private Reply sendStepwise(String sender, List<String> recipients, byte[] content) throws IOException {
        Reply reply = command("MAIL FROM:<" + sender + ">");
        for (int i = 0; reply.code() == 250 && i < recipients.size(); i++) {
            reply = command("RCPT TO:<" + recipients.get(i) + ">");
        }
        if (reply.code() != 250) {
            command("RSET");
            return reply;
        }
        reply = command("DATA");
        if (reply.code() != 354) {
            return reply;
        }
        out.write(content);
        return reply();
    }

    private Reply sendPipelined(String sender, List<String> recipients, byte[] content) throws IOException {
        put("MAIL FROM:<" + sender + ">");
        for (String recipient : recipients) {
            put("RCPT TO:<" + recipient + ">");
        }
        put("DATA");
        flush();
        Reply refusal = null;
        for (int i = 0; i < 1 + recipients.size(); i++) {
            Reply reply = reply();
            refusal = refusal == null && reply.code() != 250 ? reply : refusal;
        }
        Reply data = reply();
        if (data.code() != 354) {
            return refusal == null ? data : refusal;
        }
        out.write(content);
        Reply end = reply();
        return refusal == null ? end : refusal;
    }

    /** Sends a command and waits for its reply. */
    public Reply command(String command) throws IOException {
        put(command);
        flush();
        return reply();
    }

    private void put(String command) {
        pending.writeBytes(command.getBytes(StandardCharsets.UTF_8));
        pending.write('\r');
        pending.write('\n');
    }

    private void flush() throws IOException {
        pending.writeTo(out);
        pending.reset();
    }

    private Reply reply() throws IOException {
        while (true) {
            readLine();
            // RFC 5321 §4.2.1: a hyphen after the code means that more lines follow.
            if (line.length() < 4 || line.charAt(3) != '-') {
                return new Reply(Integer.parseInt(line, 0, Math.min(3, line.length()), 10), line.length() > 4 ? line.substring(4) : "");
            }
        }
    }

    private void readLine() throws IOException {
        line.setLength(0);
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (line.length() > LINE_LIMIT) {
                throw new IOException("the server's reply has a line of over " + LINE_LIMIT + " octets");
            }
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
    }

    private void expect(Reply reply, int code) throws SmtpException {
        if (reply.code() != code) {
            throw new SmtpException(reply);
        }
    }

    /** Says good-bye, if the server still listens, and closes. */
    @Override
    public void close() throws IOException {
        try {
            command("QUIT");
        } catch (IOException e) {
            // The mail is long answered; a server that is gone already needs no good-bye.
        } finally {
            socket.close();
        }
    }

    /** A content as it goes over the wire: dots doubled at the start of lines, the end of data behind. RFC 5321 §4.5.2. */
    public static byte[] stuffed(byte[] content) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream(content.length + 64);
        byte before = '\n';
        for (byte octet : content) {
            if (octet == '.' && before == '\n') {
                wire.write('.');
            }
            wire.write(octet);
            before = octet;
        }
        wire.writeBytes((before == '\n' ? ".\r\n" : "\r\n.\r\n").getBytes(StandardCharsets.US_ASCII));
        return wire.toByteArray();
    }
}
