package postern.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import postern.terminal.Terminal;

/**
 * What a bench found.
 *
 * @param cpuNanos the gateway's CPU time from the first mail to the last acknowledgement
 * @param end the gateway's use of memory at the end
 * @param growth cost while the folder grew, if it was asked for
 */
record Figures(LoadPlan plan, LoadResult result, long cpuNanos, Usage end, Optional<Growth> growth) {
    private static final double MEBI = 1024.0 * 1024.0;

    double acceptedPerSecond() {
        return perSecond(result.accepted(), result.acceptNanos());
    }

    double filedPerSecond() {
        return perSecond(result.filed(), result.fileNanos());
    }

    double acknowledgedPerSecond() {
        return perSecond(result.acknowledged(), result.acknowledgeNanos());
    }

    double cpuMillisPerMail() {
        return cpuNanos / 1e6 / Math.max(1, result.filed());
    }

    private static double perSecond(int mails, long nanos) {
        return mails * 1e9 / Math.max(1, nanos);
    }

    void print(Terminal terminal) {
        terminal.say("%d mails of %d octets, %d sessions, %s, after %d to warm up", plan.mails(), plan.size(), plan.sessions(),
            plan.onePerConnection() ? "one mail a connection" : "persistent connections", plan.warmUp());
        terminal.say("");
        terminal.say("accepted        %8.0f /s     %d answered 250, %d refused%s", acceptedPerSecond(), result.accepted(), result.refused(),
            result.lastReply().isEmpty() ? "" : ", last with: " + result.lastReply());
        terminal.say("in the folder   %8.0f /s     %d with ticket, classified, filed; counted by IMAP", filedPerSecond(), result.filed());
        terminal.say("acknowledged    %8.0f /s     %d taken by the company mail server", acknowledgedPerSecond(), result.acknowledged());
        terminal.say("CPU a mail      %8.2f ms     this process, the whole way; the load client, a process of its own, took %.2f ms",
            cpuMillisPerMail(), result.clientCpuNanos() / 1e6 / Math.max(1, result.accepted()));
        terminal.say("answered after  %8.1f ms     half of them; 99 of 100 after %.1f ms", result.medianNanos() / 1e6, result.slowNanos() / 1e6);
        terminal.say("memory          %8.0f MiB    resident at the peak; %.0f MiB at the end, %.0f MiB of it heap in use", end.residentPeak() / MEBI,
            end.resident() / MEBI, end.heap() / MEBI);
        growth.ifPresent(grown -> print(terminal, grown));
        if (!result.complete()) {
            terminal.note("The gateway stopped filing: %d of %d accepted mails arrived.", result.filed(), result.accepted());
        }
    }

    private void print(Terminal terminal, Growth grown) {
        terminal.say("");
        terminal.say("while one folder grew");
        for (Growth.Stretch stretch : grown.quarters()) {
            terminal.say("  mail %6d to %6d   %6.0f /s   %5.2f ms CPU a mail", stretch.from(), stretch.to(), stretch.perSecond(), stretch.cpuMillis());
        }
        Growth.Stretch early = grown.around(plan.warmUp() + 1000, 500);
        Growth.Stretch late = grown.between(plan.warmUp() + plan.mails() - 1000, plan.warmUp() + plan.mails());
        terminal.say("  around the %,dth: %.2f ms; around the %,dth: %.2f ms", (early.from() + early.to()) / 2, early.cpuMillis(),
            (late.from() + late.to()) / 2, late.cpuMillis());
    }

    String json() throws JsonProcessingException {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("mails", plan.mails());
        keys.put("size", plan.size());
        keys.put("sessions", plan.sessions());
        keys.put("onePerConnection", plan.onePerConnection());
        keys.put("accepted", result.accepted());
        keys.put("refused", result.refused());
        keys.put("filed", result.filed());
        keys.put("acknowledged", result.acknowledged());
        keys.put("acceptedPerSecond", acceptedPerSecond());
        keys.put("filedPerSecond", filedPerSecond());
        keys.put("acknowledgedPerSecond", acknowledgedPerSecond());
        keys.put("cpuMillisPerMail", cpuMillisPerMail());
        keys.put("clientCpuMillisPerMail", result.clientCpuNanos() / 1e6 / Math.max(1, result.accepted()));
        keys.put("latencyMedianMillis", result.medianNanos() / 1e6);
        keys.put("latency99Millis", result.slowNanos() / 1e6);
        keys.put("residentPeakBytes", end.residentPeak());
        keys.put("residentBytes", end.resident());
        keys.put("heapBytes", end.heap());
        growth.ifPresent(grown -> keys.put("growth", grown.quarters()));
        return new ObjectMapper().writeValueAsString(keys);
    }
}
