package postern.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What this process has used up to now.
 *
 * @param cpuNanos CPU time of all its threads, compilers and collectors included
 * @param heap octets of the Java heap in use
 * @param resident octets in memory now, 0 where the system does not tell
 * @param residentPeak the most it was
 */
record Usage(long cpuNanos, long heap, long resident, long residentPeak) {

    static Usage now() {
        return new Usage(((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime(),
            ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), status("VmRSS:"), status("VmHWM:"));
    }

    private static long status(String key) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith(key)).findFirst()
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024).orElse(0L);
        } catch (IOException e) {
            return 0;
        }
    }
}
