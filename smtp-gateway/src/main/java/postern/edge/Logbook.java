package postern.edge;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each mail accepted or refused, as {@code key=value} pairs. A value that a stranger chose is quoted, and in it everything
 * but plain printable ASCII is escaped, so no line can look like another.
 */
final class Logbook {
    private static final Logger LOG = LoggerFactory.getLogger("postern.edge");
    private static final int LONGEST = 200;
    private static final int MOST = 20;
    private static final long BUSY_PAUSE = Duration.ofSeconds(10).toNanos();

    private final AtomicLong busySaid = new AtomicLong(System.nanoTime() - 2 * BUSY_PAUSE);

    void accepted(Visit visit, Arrival arrival) {
        LOG.info("accepted mail={} size={} {} from={} to={}", arrival.name(), arrival.content().length, peer(visit),
            quote(arrival.sender()), quote(arrival.recipients()));
    }

    /** @param said the argument of MAIL or RCPT; of other verbs it may be a secret and is not given */
    void refused(Visit visit, Refusal refusal, String verb, String said, Transaction mail) {
        LOG.info("refused reason={} code={} at={} said={} {} from={} to={}", refusal.reason(), refusal.code(), verb,
            said.isEmpty() ? "-" : quote(said), peer(visit), mail == null ? "-" : quote(mail.sender()),
            quote(mail == null ? List.of() : mail.recipients()));
    }

    /** Said once in a while: a full disk turns away thousands a minute. */
    void busy(String why) {
        long now = System.nanoTime();
        long last = busySaid.get();
        if (now - last > BUSY_PAUSE && busySaid.compareAndSet(last, now)) {
            LOG.warn("busy cause={}", quote(why));
        }
    }

    void lost(Visit visit, Transaction mail) {
        LOG.info("lost {} from={} to={}", peer(visit), quote(mail.sender()), quote(mail.recipients()));
    }

    void loginFailed(Visit visit, String name) {
        LOG.info("login-failed {} name={}", peer(visit), quote(name));
    }

    void secureFailed(Visit visit, Exception cause) {
        LOG.info("tls-failed {} cause={}", peer(visit), quote(String.valueOf(cause.getMessage())));
    }

    private static String peer(Visit visit) {
        return "door=" + visit.door().word() + " client=" + visit.client().getHostAddress() + " helo=" + quote(visit.helo())
            + visit.tls().map(tls -> " tls=" + tls.version()).orElse("") + visit.login().map(login -> " login=" + quote(login)).orElse("");
    }

    private static String quote(List<String> values) {
        String shown = String.join(",", values.subList(0, Math.min(MOST, values.size())).stream().map(Logbook::quote).toList());
        return values.isEmpty() ? "-" : values.size() > MOST ? shown + ",+" + (values.size() - MOST) : shown;
    }

    static String quote(String value) {
        StringBuilder safe = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < Math.min(LONGEST, value.length()); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                safe.append('\\').append(c);
            } else if (c >= ' ' && c < 127) {
                safe.append(c);
            } else {
                safe.append(String.format("\\u%04x", (int) c));
            }
        }
        return safe.append(value.length() > LONGEST ? "...\"" : "\"").toString();
    }
}
