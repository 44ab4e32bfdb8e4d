package postern.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.mail.MessagingException;
import postern.wire.CompanyServer;

/**
 * The child process of a bench: sends the load, plays the company mail server, counts in the folders.
 *
 * <p>It says its mail server's port, reads one {@link LoadPlan} from its input, and tells by {@link LoadNews} lines how it
 * goes. It ends when its work is done, when the parent closes its input, or when nothing moves for {@link #PATIENCE}.
 */
public final class LoadClient {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration GLANCE = Duration.ofMillis(100);
    private static final Duration COUNTING = Duration.ofSeconds(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LoadPlan plan;
    private final PrintStream out;
    private final AtomicInteger acknowledged;
    private final FolderCount folders;
    private final Senders senders;
    private long started;
    private int filed;

    private LoadClient(LoadPlan plan, PrintStream out, AtomicInteger acknowledged) throws MessagingException {
        this.plan = plan;
        this.out = out;
        this.acknowledged = acknowledged;
        this.folders = new FolderCount(plan.imapsPort(), plan.passwords());
        this.senders = new Senders(plan);
    }

    /** @param arguments none */
    public static void main(String[] arguments) throws IOException, MessagingException, InterruptedException {
        AtomicInteger acknowledged = new AtomicInteger();
        try (CompanyServer company = CompanyServer.start(PATIENCE, delivery -> acknowledged.incrementAndGet())) {
            tell(System.out, new LoadNews(LoadNews.Stage.READY, 0, 0, 0, 0, 0, company.address().getPort(), null));
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            String line = in.readLine();
            if (line != null) {
                new LoadClient(JSON.readValue(line, LoadPlan.class), System.out, acknowledged).run();
            }
        }
        // Sessions that still wait for a gateway which is gone must not keep the process.
        System.exit(0);
    }

    private void run() throws MessagingException, InterruptedException, JsonProcessingException {
        started = System.nanoTime();
        senders.start(0, plan.warmUp());
        boolean complete = await(LoadNews.Stage.WARMING, plan.warmUp()) && awaitAcknowledgements(LoadNews.Stage.WARMING) >= 0;
        int refusedBefore = senders.refused();
        int filedBefore = filed;
        int acknowledgedBefore = acknowledged.get();
        tell(LoadNews.Stage.WARM, null);
        long cpu = cpu();
        started = System.nanoTime();
        senders.start(plan.warmUp(), plan.mails());
        complete &= await(LoadNews.Stage.SENDING, plan.warmUp() + plan.mails());
        long fileNanos = System.nanoTime() - started;
        long acknowledgeNanos = awaitAcknowledgements(LoadNews.Stage.ACKNOWLEDGING);
        Latencies latencies = senders.latencies();
        tell(LoadNews.Stage.DONE, new LoadResult(latencies.count(), senders.refused() - refusedBefore, filed - filedBefore,
            acknowledged.get() - acknowledgedBefore, senders.lastAccepted() - started, fileNanos, acknowledgeNanos,
            latencies.quantile(0.5), latencies.quantile(0.99), complete, senders.lastRefusal(), cpu() - cpu));
        folders.close();
    }

    /**
     * Waits until everything that was sent is answered and filed. Until all is acknowledged, which comes after filing, IMAP is asked
     * seldom: counting is work for the gateway too.
     *
     * @return false if nothing moved for too long
     */
    private boolean await(LoadNews.Stage stage, int total) throws MessagingException, InterruptedException, JsonProcessingException {
        long moved = System.nanoTime();
        long counted = moved;
        int inFolders = 0;
        int before = -1;
        while (true) {
            boolean sent = senders.accepted() + senders.refused() >= total;
            if (sent && acknowledged.get() >= senders.accepted() || System.nanoTime() - counted > COUNTING.toNanos()) {
                inFolders = folders.messages();
                counted = System.nanoTime();
            }
            filed = Math.max(inFolders, acknowledged.get());
            senders.filed(filed);
            tell(sent && stage == LoadNews.Stage.SENDING ? LoadNews.Stage.FILING : stage, null);
            if (sent && inFolders >= senders.accepted()) {
                return true;
            }
            int now = filed + senders.accepted() + senders.refused();
            if (now != before) {
                before = now;
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > PATIENCE.toNanos()) {
                return false;
            }
            Thread.sleep(GLANCE);
        }
    }

    /**
     * Waits until as many acknowledgements came as mails were accepted, or none for two seconds.
     *
     * @return when the last one came, since the start
     */
    private long awaitAcknowledgements(LoadNews.Stage stage) throws InterruptedException, JsonProcessingException {
        int before = acknowledged.get();
        long moved = System.nanoTime();
        while (before < senders.accepted() && System.nanoTime() - moved < Duration.ofSeconds(2).toNanos()) {
            tell(stage, null);
            Thread.sleep(GLANCE);
            if (acknowledged.get() != before) {
                before = acknowledged.get();
                moved = System.nanoTime();
            }
        }
        return moved - started;
    }

    private void tell(LoadNews.Stage stage, LoadResult result) throws JsonProcessingException {
        tell(out, new LoadNews(stage, System.nanoTime() - started, senders.accepted(), filed, acknowledged.get(), senders.refused(), 0, result));
    }

    private static void tell(PrintStream out, LoadNews news) throws JsonProcessingException {
        out.println(JSON.writeValueAsString(news));
        out.flush();
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
