package postern.edge;

import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks {@link Logins}, a few at a time. A password hash costs much time and memory by design, so strangers must not be
 * able to start many; and a client that failed often is not asked for a while, without telling it whether it would be right now.
 */
final class LoginDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoginDesk.class);
    private static final int QUEUE = 64;
    private static final int PATIENCE = 30;
    private static final int CLIENT_FACTOR = 10;

    private final Logins logins;
    private final Tally failures;
    private final ThreadPoolExecutor checkers;

    LoginDesk(Logins logins, Manners manners, Clock clock) {
        this.logins = logins;
        failures = new Tally(manners.loginFailures() * CLIENT_FACTOR, manners.memory(), clock);
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors() / 2);
        checkers = new ThreadPoolExecutor(threads, threads, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(QUEUE),
            Thread.ofPlatform().daemon().name("edge-login-", 0).factory());
        checkers.allowCoreThreadTimeOut(true);
    }

    /** The outcome of a log-in. */
    sealed interface Outcome {
        record Welcome(String account) implements Outcome {
        }

        record Wrong() implements Outcome {
        }

        record NotNow() implements Outcome {
        }
    }

    /** @param password is wiped */
    Outcome check(Network client, String name, char[] password) {
        if (failures.exceeded(client)) {
            Arrays.fill(password, '\0');
            return new Outcome.NotNow();
        }
        try {
            Optional<String> account = ask(name, password);
            if (account.isEmpty()) {
                failures.add(client);
            }
            return account.<Outcome>map(Outcome.Welcome::new).orElseGet(Outcome.Wrong::new);
        } catch (RejectedExecutionException | TimeoutException e) {
            return new Outcome.NotNow();
        } catch (ExecutionException e) {
            LOG.error("Log-ins cannot be checked", e.getCause());
            return new Outcome.NotNow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.NotNow();
        }
    }

    private Optional<String> ask(String name, char[] password) throws ExecutionException, InterruptedException, TimeoutException {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return logins.check(name, password);
            } finally {
                Arrays.fill(password, '\0');
            }
        }, checkers).get(PATIENCE, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        checkers.shutdownNow();
    }
}
