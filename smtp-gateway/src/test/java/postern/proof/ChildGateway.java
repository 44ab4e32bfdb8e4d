package postern.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import postern.desk.Acknowledgements;
import postern.desk.Desk;
import postern.desk.EdgePolicy;
import postern.server.ImapDialogue;
import postern.server.Submission;
import postern.trial.TrialGateway;

/** A gateway in a process of its own, which can be killed as the power fails: without a word. */
final class ChildGateway {
    private static final int LOGINS = 8;

    private final Process process;
    private final InetSocketAddress edge;
    private final int imaps;
    private final int submissions;
    private final Map<String, String> passwords;

    private ChildGateway(Process process, JsonNode news) {
        this.process = process;
        this.edge = new InetSocketAddress(InetAddress.getLoopbackAddress(), news.get("smtp").intValue());
        this.imaps = news.get("imaps").intValue();
        this.submissions = news.get("submissions").intValue();
        this.passwords = new HashMap<>();
        news.get("passwords").properties().forEach(entry -> passwords.put(entry.getKey(), entry.getValue().textValue()));
    }

    /** Starts it and waits until it serves. @param log gets what the process says of itself */
    static ChildGateway start(Path home, Path conf, int companyPort, Path log) throws IOException {
        // It lives for seconds: what the second compiler would make of it comes too late.
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
            ChildGateway.class.getName(), home.toString(), conf.toString(), Integer.toString(companyPort))
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
        BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("{\"smtp\"")) {
                Thread.ofVirtual().start(() -> out.lines().forEach(said -> { }));
                return new ChildGateway(process, new ObjectMapper().readTree(line));
            }
        }
        throw new IOException("the gateway did not start; see " + log);
    }

    /** The process itself. Ends when its input ends. */
    public static void main(String[] arguments) throws Exception {
        TrialGateway gateway = TrialGateway.start(Path.of(arguments[1]), Optional.of(Path.of(arguments[0])),
            Integer.parseInt(arguments[2]),
            ChildGateway::unlimited);
        ObjectNode news = new ObjectMapper().createObjectNode();
        news.put("smtp", gateway.ports().smtp()).put("imaps", gateway.ports().imaps())
            .put("submissions", gateway.ports().submissions())
            .putPOJO("passwords", gateway.passwords());
        System.out.println(news);
        System.in.transferTo(java.io.OutputStream.nullOutputStream());
        gateway.close();
        System.exit(0);
    }

    /** All mails come from one client within minutes. */
    private static Desk unlimited(Desk desk) {
        EdgePolicy edge = desk.edge();
        Acknowledgements texts = desk.acknowledgements();
        int much = 1_000_000;
        return desk
            .with(new EdgePolicy(edge.messageSize(), edge.recipients(), 1000, 1000, much, much, 0, edge.commandTimeout(),
                edge.dataTimeout()))
            .with(new Acknowledgements(true, texts.perAddress(), texts.addressPeriod(), much, much, texts.texts(), texts.missed()));
    }

    InetSocketAddress edge() {
        return edge;
    }

    /** Addresses of the agents who have an account. */
    Set<String> agents() {
        return passwords.keySet();
    }

    Mailroom mailroom() throws javax.mail.MessagingException {
        return new Mailroom(imaps, passwords);
    }

    /** An agent's mail program, logged in. */
    ImapDialogue imaps(String login) throws IOException {
        ImapDialogue imap = ImapDialogue.connect(imaps);
        String command = "LOGIN " + login + " \"" + passwords.get(login) + "\"";
        // A slow machine sends away who waits long for the hash of a password.
        boolean in = false;
        for (int tries = 0; tries < LOGINS && !in; tries++) {
            in = imap.command(command).getLast().contains(" OK ");
        }
        return imap;
    }

    /** An agent's mail program as it sends. */
    Submission submission(String login) throws IOException {
        return Submission.connect(submissions, login, passwords.get(login));
    }

    /** SIGKILL: no shutdown hook runs, nothing is flushed. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(Duration.ofSeconds(30).toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the gateway survived SIGKILL");
        }
    }
}
