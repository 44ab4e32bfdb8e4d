package postern.server;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import postern.wire.SmtpClient;

/** An agent's mail program as it sends: TLS from the first octet, AUTH PLAIN. */
public final class Submission implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 60_000;

    private final Socket socket;
    private final BufferedReader in;
    private final String login;

    private Submission(Socket socket, String login) throws IOException {
        this.socket = socket;
        this.login = login;
        socket.setSoTimeout(TIMEOUT_MILLIS);
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    public static Submission connect(int port, String login, String password) throws IOException {
        Submission submission = new Submission(ImapDialogue.trusting().getSocketFactory().createSocket("127.0.0.1", port), login);
        submission.reply();
        submission.say("EHLO agent.example");
        byte[] secret = ("\0" + login + "\0" + password).getBytes(StandardCharsets.UTF_8);
        String reply = submission.say("AUTH PLAIN " + Base64.getEncoder().encodeToString(secret));
        if (!reply.startsWith("235")) {
            throw new IOException(reply);
        }
        return submission;
    }

    /** @return the reply to the end of the data, or the first refusal before it */
    public String send(List<String> recipients, String text) throws IOException {
        String reply = say("MAIL FROM:<" + login + ">");
        for (String recipient : recipients) {
            reply = reply.startsWith("250") ? say("RCPT TO:<" + recipient + ">") : reply;
        }
        reply = reply.startsWith("250") ? say("DATA") : reply;
        if (!reply.startsWith("354")) {
            return reply;
        }
        socket.getOutputStream().write(SmtpClient.stuffed(text.replaceAll("\r?\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
        return reply();
    }

    private String say(String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        return reply();
    }

    private String reply() throws IOException {
        String line = in.readLine();
        // RFC 5321 §4.2.1: a hyphen after the code means that more lines follow.
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = in.readLine();
        }
        if (line == null) {
            throw new EOFException("the server closed the connection");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
