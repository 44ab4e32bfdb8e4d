package postern.index;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Java of its own that reads strangers' PDF: a file that unpacks without end, or on which a parser turns in circles, takes its memory and
 * its time, and is ended with it. The time is that of a processor, so that a busy machine reads what an idle one does; only a file that
 * does not end at all is known by the clock. Started with the first file, and again after it was ended; without work it ends by itself,
 * and with us. One file at a time. Thread-safe.
 */
final class PdfProcess {
    private static final Logger LOG = LoggerFactory.getLogger(PdfProcess.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final long LOOK_MILLIS = 50;
    private Process process;
    private boolean complained;

    /** @return text of the file; empty if the reader was ended by it, or out of time */
    synchronized Optional<String> read(byte[] file) {
        for (int time = 0; time < 2; time++) {
            boolean fresh = process == null || !process.isAlive();
            AtomicBoolean late = new AtomicBoolean();
            try {
                process = fresh ? start() : process;
                return Optional.of(ask(file, late));
            } catch (IOException e) {
                // It may just have ended for want of work; a new one that ends was ended by this file.
                process = null;
                if (fresh || late.get()) {
                    complain(e);
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static Process start() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(java, "-Xmx192m", "-Xss1m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData", "-Djava.awt.headless=true", "-cp", System.getProperty("java.class.path"), PdfPages.class.getName())
            .redirectError(Redirect.DISCARD).start();
    }

    private String ask(byte[] file, AtomicBoolean late) throws IOException {
        CountDownLatch done = new CountDownLatch(1);
        Process asked = process;
        Thread.ofVirtual().start(() -> endLate(asked, done, late));
        try {
            DataOutputStream question = new DataOutputStream(asked.getOutputStream());
            question.writeInt(file.length);
            question.write(file);
            question.flush();
            DataInputStream answer = new DataInputStream(asked.getInputStream());
            byte[] text = new byte[answer.readInt()];
            answer.readFully(text);
            return new String(text, StandardCharsets.UTF_8);
        } finally {
            done.countDown();
        }
    }

    private static void endLate(Process asked, CountDownLatch done, AtomicBoolean late) {
        Duration before = used(asked).orElse(Duration.ZERO);
        long begun = System.nanoTime();
        try {
            while (!done.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                Duration passed = Duration.ofNanos(System.nanoTime() - begun);
                // Where the system does not tell what a process used, the clock decides.
                Duration used = used(asked).map(now -> now.minus(before)).orElse(passed);
                if (used.compareTo(PATIENCE) > 0 || passed.compareTo(LONGEST) > 0) {
                    late.set(true);
                    asked.destroyForcibly();
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<Duration> used(Process process) {
        return process.toHandle().info().totalCpuDuration();
    }

    private void complain(IOException e) {
        if (!complained) {
            complained = true;
            LOG.warn("A PDF could not be read within {} s and 192 MiB; it is found by its name only. Said once. ({})", PATIENCE.toSeconds(), e.toString());
        }
    }
}
