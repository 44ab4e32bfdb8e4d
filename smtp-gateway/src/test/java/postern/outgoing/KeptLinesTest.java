package postern.outgoing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.Transport;
import javax.mail.URLName;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several mails over one connection, and what becomes of mails whose connection fails. */
class KeptLinesTest {
    /** What was said, a connection each. */
    private final List<List<String>> connections = new CopyOnWriteArrayList<>();
    private ServerSocket server;
    private volatile int mailsAConnection = Integer.MAX_VALUE;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Socket socket = server.accept();
                    Thread.ofVirtual().start(() -> serve(socket));
                }
            } catch (IOException closed) {
                // The test is over.
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private void serve(Socket socket) {
        List<String> said = new CopyOnWriteArrayList<>();
        connections.add(said);
        int mails = 0;
        try (socket; BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
            say(socket, "220 ready");
            boolean content = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (content && !line.equals(".")) {
                    continue;
                }
                said.add(line);
                mails += content ? 1 : 0;
                content = line.equals("DATA");
                say(socket, content ? "354 go ahead" : line.contains("<nobody@") ? "550 no such user" : "250 fine");
                if (mails == mailsAConnection) {
                    return;
                }
            }
        } catch (IOException e) {
            said.add("cut");
        }
    }

    private static void say(Socket socket, String reply) throws IOException {
        socket.getOutputStream().write((reply + "\r\n").getBytes(US_ASCII));
    }

    private void send(String localHost, String from, String to) throws MessagingException {
        Properties settings = new Properties();
        settings.setProperty("mail.smtp.class", SMTPTransport.class.getName());
        settings.setProperty("mail.smtp.quitwait", "false");
        settings.setProperty("mail.smtp.from", from);
        Session session = Session.getInstance(settings);
        MimeMessage mail = new MimeMessage(session);
        mail.setText("good day");
        Transport transport = session.getTransport(new URLName("smtp", "127.0.0.1", server.getLocalPort(), null, null, null));
        ((com.sun.mail.smtp.SMTPTransport) transport).setLocalHost(localHost);
        transport.connect();
        try {
            transport.sendMessage(mail, InternetAddress.parse(to));
        } finally {
            transport.close();
        }
    }

    private List<String> senders(int connection) {
        return connections.get(connection).stream().filter(line -> line.startsWith("MAIL")).map(line -> line.replaceAll(".*<|>.*", "")).toList();
    }

    @Test
    void theNextMailTakesTheConnectionOfTheLastWithItsOwnSender() throws Exception {
        send("gw.example", "one@shop.example", "alice@example.org");
        send("gw.example", "two@shop.example", "bob@example.org");
        assertThat(connections).hasSize(1);
        assertThat(senders(0)).containsExactly("one@shop.example", "two@shop.example");
    }

    @Test
    void aMailWhoseKeptConnectionIsDeadTakesANewOne() throws Exception {
        mailsAConnection = 1;
        for (int mail = 0; mail < 3; mail++) {
            send("gw.example", "desk@shop.example", "alice@example.org");
        }
        assertThat(connections).hasSize(3).allSatisfy(said -> assertThat(said).contains("DATA"));
    }

    @Test
    void aRefusalReachesItsMailAndEndsTheConnection() throws Exception {
        assertThatThrownBy(() -> send("gw.example", "desk@shop.example", "nobody@example.org")).hasMessageContaining("Invalid Addresses");
        send("gw.example", "desk@shop.example", "alice@example.org");
        assertThat(connections).hasSize(2);
    }

    @Test
    void anotherNameOfOursIsAnotherConnection() throws Exception {
        send("gw.example", "desk@shop.example", "alice@example.org");
        send("other.example", "desk@shop.example", "alice@example.org");
        assertThat(connections).hasSize(2);
        assertThat(connections.get(1)).first().isEqualTo("EHLO other.example");
    }

    @Test
    void theLibraryKeepsItsOwnTransportForOthers() throws Exception {
        assertThat(Session.getInstance(new Properties()).getTransport("smtp")).isExactlyInstanceOf(com.sun.mail.smtp.SMTPTransport.class);
    }
}
