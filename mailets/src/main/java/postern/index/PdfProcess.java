package postern.index;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
 * and with us. One file at a time, behind other work of the machine; many files that take long are given less and less, see
 * {@link Allowance}. Thread-safe.
 */
final class PdfProcess {
    private static final Logger LOG = LoggerFactory.getLogger(PdfProcess.class);
    /** The machine's scheduler then prefers what the flow does. */
    private static final List<String> BEHIND = List.of("/usr/bin/nice", "-n", "5");
    /** What a new Java works before it reads. */
    private static final Duration START = Duration.ofSeconds(1);
    /** By the clock, for each second of a processor. */
    private static final int CLOCK = 6;
    private static final long LOOK_MILLIS = 50;
    private static final Duration COMPLAINTS = Duration.ofHours(1);
    private final Allowance allowance = new Allowance(System.nanoTime());
    private Process process;
    private long complained = System.nanoTime() - COMPLAINTS.toNanos();
    private int brokenOff;

    /**
     * What became of a file.
     *
     * @param text empty if the reader was ended by it, or out of time
     * @param whole whether it had all the time that a file may have
     */
    record Reading(Optional<String> text, boolean whole) {
    }

    synchronized Reading read(byte[] file) {
        Duration most = allowance.now(System.nanoTime());
        return new Reading(read(file, most), most.compareTo(Allowance.LONGEST.minus(Allowance.SHORTEST)) >= 0);
    }

    private Optional<String> read(byte[] file, Duration most) {
        for (int time = 0; time < 2; time++) {
            boolean fresh = process == null || !process.isAlive();
            AtomicBoolean late = new AtomicBoolean();
            try {
                process = fresh ? start() : process;
                return Optional.of(ask(file, fresh ? most.plus(START) : most, late));
            } catch (IOException e) {
                // It may just have ended for want of work; a new one that ends was ended by this file.
                process = null;
                allowance.took(fresh || late.get() ? most : Duration.ZERO);
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
        List<String> command = new ArrayList<>(Files.isExecutable(Path.of(BEHIND.getFirst())) ? BEHIND : List.of());
        command.addAll(List.of(java, "-Xmx192m", "-Xss1m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData", "-Djava.awt.headless=true", "-cp", System.getProperty("java.class.path"), PdfPages.class.getName()));
        return new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
    }

    private String ask(byte[] file, Duration most, AtomicBoolean late) throws IOException {
        CountDownLatch done = new CountDownLatch(1);
        Process asked = process;
        Duration before = used(asked).orElse(Duration.ZERO);
        Thread.ofVirtual().start(() -> endLate(asked, before, most, done, late));
        try {
            DataOutputStream question = new DataOutputStream(asked.getOutputStream());
            question.writeInt(file.length);
            question.write(file);
            question.flush();
            DataInputStream answer = new DataInputStream(asked.getInputStream());
            byte[] text = new byte[answer.readInt()];
            answer.readFully(text);
            allowance.took(used(asked).orElse(Duration.ZERO).minus(before));
            return new String(text, StandardCharsets.UTF_8);
        } finally {
            done.countDown();
        }
    }

    private static void endLate(Process asked, Duration before, Duration most, CountDownLatch done, AtomicBoolean late) {
        long begun = System.nanoTime();
        try {
            while (!done.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                Duration passed = Duration.ofNanos(System.nanoTime() - begun);
                // Where the system does not tell what a process used, the clock decides.
                Duration used = used(asked).map(now -> now.minus(before)).orElse(passed);
                if (used.compareTo(most) > 0 || passed.compareTo(most.multipliedBy(CLOCK)) > 0) {
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
        brokenOff++;
        if (System.nanoTime() - complained >= COMPLAINTS.toNanos()) {
            LOG.warn("{} PDF could not be read within {} s and 192 MiB, or in less time while there are many of them; found by name only. Said once an hour. ({})",
                brokenOff, Allowance.LONGEST.toSeconds(), e.toString());
            complained = System.nanoTime();
            brokenOff = 0;
        }
    }
}
