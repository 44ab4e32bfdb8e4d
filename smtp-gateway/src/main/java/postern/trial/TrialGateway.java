package postern.trial;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import postern.accounts.AccountRefused;
import postern.accounts.Accounts;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.desk.Listeners;
import postern.desk.Outgoing;
import postern.desk.Team;
import postern.server.Gateway;
import postern.server.LiveDesk;
import postern.server.Ports;

/** A running gateway on loopback, with accounts for as many agents as it takes to see all team folders. */
public final class TrialGateway implements AutoCloseable {
    private static final char[] LETTERS = "abcdefghjkmnpqrstuvwxyz23456789".toCharArray();
    private static final int PASSWORD_LENGTH = 16;

    private final Gateway gateway;
    private final Desk desk;
    private final Map<String, String> passwords;
    private final Optional<Path> temporary;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread hook = new Thread(this::shutDown, "stop");

    private TrialGateway(Gateway gateway, Desk desk, Map<String, String> passwords, Optional<Path> temporary) {
        this.gateway = gateway;
        this.desk = desk;
        this.passwords = Collections.unmodifiableMap(passwords);
        this.temporary = temporary;
    }

    /**
     * @param home of the gateway; empty: a temporary one
     * @param companyPort of the company mail server, on loopback
     * @param changes to the desk of the configuration
     */
    public static TrialGateway start(Path conf, Optional<Path> home, int companyPort, UnaryOperator<Desk> changes) throws Exception {
        LiveDesk live = LiveDesk.open(conf, desk -> changes.apply(alone(desk, companyPort)));
        Optional<Path> temporary = home.isPresent() ? Optional.empty() : Optional.of(Files.createTempDirectory("postern-"));
        try {
            Gateway gateway = Gateway.start(home.or(() -> temporary).orElseThrow(), conf, live);
            TrialGateway trial = new TrialGateway(gateway, live.get(), accounts(gateway, live.get()), temporary);
            Runtime.getRuntime().addShutdownHook(trial.hook);
            return trial;
        } catch (Exception e) {
            temporary.ifPresent(TrialGateway::delete);
            throw e;
        }
    }

    private static Map<String, String> accounts(Gateway gateway, Desk desk) throws AccountRefused {
        Map<String, String> passwords = new LinkedHashMap<>();
        for (Agent agent : readers(desk)) {
            String password = password();
            give(gateway.part(Accounts.class), agent.login(), password);
            passwords.put(agent.login(), password);
        }
        return passwords;
    }

    /** A home that was used before has the account already. */
    private static void give(Accounts accounts, String login, String password) throws AccountRefused {
        if (accounts.contains(login)) {
            accounts.setPassword(login, password.toCharArray());
        } else {
            accounts.add(login, password.toCharArray());
        }
    }

    private static Desk alone(Desk desk, int companyPort) {
        Outgoing outgoing = desk.outgoing();
        return desk.with(Listeners.anyLoopback())
            .with(new Outgoing(Optional.of("127.0.0.1:" + companyPort), outgoing.connections(), outgoing.relayDomains(), List.of(), List.of(Duration.ofSeconds(5))));
    }

    /** The agents who see most, until every team is seen. */
    private static Set<Agent> readers(Desk desk) {
        Set<Team> unseen = new LinkedHashSet<>(desk.teams().values());
        Set<Agent> readers = new LinkedHashSet<>();
        while (!unseen.isEmpty()) {
            Agent best = null;
            long most = 0;
            for (Agent agent : desk.agents().values()) {
                long sees = desk.teamsOf(agent).stream().filter(unseen::contains).count();
                if (sees > most) {
                    most = sees;
                    best = agent;
                }
            }
            if (best == null) {
                return readers;
            }
            readers.add(best);
            desk.teamsOf(best).forEach(unseen::remove);
        }
        return readers;
    }

    private static String password() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < PASSWORD_LENGTH; i++) {
            password.append(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return password.toString();
    }

    public Desk desk() {
        return desk;
    }

    public Ports ports() {
        return gateway.ports();
    }

    /** Passwords by login, made for this run; the agent who sees most teams comes first. */
    public Map<String, String> passwords() {
        return passwords;
    }

    /** Returns when the process is told to stop. */
    public void awaitStop() throws InterruptedException {
        stopped.await();
    }

    private void shutDown() {
        gateway.close();
        temporary.ifPresent(TrialGateway::delete);
        stopped.countDown();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process ends already, and the hook does the work.
            return;
        }
        shutDown();
    }

    private static void delete(Path directory) {
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException error) throws IOException {
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            System.getLogger(TrialGateway.class.getName()).log(System.Logger.Level.WARNING, "The temporary home " + directory + " stays", e);
        }
    }
}
