package postern.server;

import com.google.inject.Module;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import postern.accounts.AccountRefused;
import postern.accounts.Accounts;
import postern.accounts.QuickAccounts;
import postern.desk.Desk;
import postern.desk.Listeners;
import postern.desk.Outgoing;
import postern.store.Store;
import postern.wire.CompanyServer;
import postern.wire.Reply;
import postern.wire.SmtpClient;

/**
 * A gateway of its own for a test: the sample desk on free loopback ports, with a company mail server behind it that keeps what
 * it gets. Mail goes in by SMTP and is read by IMAP.
 */
public final class TestGateway implements AutoCloseable {
    public static final String PASSWORD = "correct horse battery";
    private static final Path CONF = Path.of("../conf");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CompanyServer company;
    private final List<CompanyServer.Delivery> deliveries;
    private final Gateway gateway;
    private final Accounts accounts;

    private TestGateway(CompanyServer company, List<CompanyServer.Delivery> deliveries, Gateway gateway) {
        this.company = company;
        this.deliveries = deliveries;
        this.gateway = gateway;
        this.accounts = QuickAccounts.of(gateway.part(Store.class), gateway::desk);
    }

    public static TestGateway start(Path home) throws Exception {
        return start(home, UnaryOperator.identity());
    }

    /** @param change of the sample desk, after its ports and its smart host are set */
    public static TestGateway start(Path home, UnaryOperator<Desk> change) throws Exception {
        return start(home, change, List.of());
    }

    /** @param instead bindings that take the place of ours */
    public static TestGateway start(Path home, UnaryOperator<Desk> change, List<Module> instead) throws Exception {
        List<CompanyServer.Delivery> deliveries = new CopyOnWriteArrayList<>();
        CompanyServer company = CompanyServer.start(PATIENCE, deliveries::add);
        String smartHost = "127.0.0.1:" + company.address().getPort();
        LiveDesk desk = LiveDesk.open(CONF, sample -> change.apply(sample.with(Listeners.anyLoopback())
            .with(new Outgoing(Optional.of(smartHost), sample.outgoing().connections(), sample.outgoing().relayDomains(), sample.outgoing().copyTo(), sample.outgoing().retries()))));
        return new TestGateway(company, deliveries, Gateway.start(home, CONF, desk, instead));
    }

    public Gateway gateway() {
        return gateway;
    }

    public Ports ports() {
        return gateway.ports();
    }

    /** What left for the company mail server so far. */
    public List<CompanyServer.Delivery> deliveries() {
        return deliveries;
    }

    public SmtpClient smtp() throws IOException {
        return SmtpClient.connect(new InetSocketAddress("127.0.0.1", ports().smtp()), "client.example", PATIENCE, false);
    }

    /** Sends a mail from outside. @param text whole mail; its line ends become CR LF */
    public Reply send(String sender, String recipient, String text) throws IOException {
        try (SmtpClient client = smtp()) {
            byte[] octets = text.replaceAll("\r?\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            return client.send(sender, List.of(recipient), SmtpClient.stuffed(octets));
        }
    }

    /** Sends a mail as an agent, whose account is made if it is missing. @return the reply to the end of the data, or the first refusal */
    public String submit(String id, List<String> recipients, String text) throws Exception {
        account(id);
        try (Submission submission = Submission.connect(ports().submissions(), gateway.desk().agents().get(id).login(), PASSWORD)) {
            return submission.send(recipients, text);
        }
    }

    /** Logs in an agent, whose account is made if it is missing. @param id as in desk.yaml */
    public ImapDialogue agent(String id) throws Exception {
        String login = account(id);
        ImapDialogue imap = ImapDialogue.connect(ports().imaps());
        imap.ok("LOGIN " + login + " \"" + PASSWORD + "\"");
        return imap;
    }

    private String account(String id) {
        String login = gateway.desk().agents().get(id).login();
        if (!accounts.contains(login)) {
            addAccount(login);
        }
        return login;
    }

    private void addAccount(String login) {
        try {
            accounts.add(login, PASSWORD.toCharArray());
        } catch (AccountRefused e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        gateway.close();
        company.close();
    }
}
